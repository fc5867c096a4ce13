namespace CcIngest.Model;

/// <summary>
/// Carries out checks, each within its time: whatever comes of one becomes a <see cref="ConnectionCheck"/>, a failure and a server that never
/// answers as well. Only the caller's own cancellation is thrown.
/// </summary>
/// <param name="time">Its clock measures and limits.</param>
/// <param name="limit">The longest that one check may take.</param>
public sealed class BoundedCheck(TimeProvider time, TimeSpan limit)
{
    /// <summary>From the end of its time, for a look that obeys its token, to the moment at which it is left alone.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    public TimeSpan Limit => limit;

    public async Task<ConnectionCheck> RunAsync(
        string check, string target, Func<CancellationToken, Task<CheckFinding>> look, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        CheckFinding finding = await LookAsync(look, cancellationToken).ConfigureAwait(false);
        return finding.ToCheck(check, target) with { Duration = time.GetElapsedTime(began) };
    }

    private async Task<CheckFinding> LookAsync(Func<CancellationToken, Task<CheckFinding>> look, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = new(limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        CancellationToken token = either.Token;
        try
        {
            // On the pool: a driver's call may block its thread in spite of its name.
            return await Task.Run(() => look(token), CancellationToken.None).WaitAsync(limit + Grace, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (IngestException failure)
        {
            return CheckFinding.Failed(failure.Message, failure.Advice);
        }
        catch (Exception failure) when (failure is OperationCanceledException or TimeoutException)
        {
            return CheckFinding.Failed(
                FormattableString.Invariant($"No answer within {limit.TotalSeconds:0.###} s."), "Check the network on the way, or give it more time.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return CheckFinding.Failed(failure.Message, "Check the place and the rights of this user.");
        }
#pragma warning disable CA1031 // A check never throws: what nobody thought of is a finding too. Its text is left out, for it may hold anything.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return CheckFinding.Failed($"Unexpected {failure.GetType().Name}.", "Report this with the log.");
        }
    }
}

/// <summary>What one look found.</summary>
public readonly record struct CheckFinding(CheckVerdict Verdict, string Message, string? Advice)
{
    public static CheckFinding Passed(string message) => new(CheckVerdict.Passed, message, null);

    public static CheckFinding Warning(string message, string advice) => new(CheckVerdict.Warning, message, advice);

    public static CheckFinding Failed(string message, string advice) => new(CheckVerdict.Failed, message, advice);

    public static CheckFinding Skipped(string message) => new(CheckVerdict.Skipped, message, null);

    public ConnectionCheck ToCheck(string check, string target) =>
        new() { Check = check, Target = target, Verdict = Verdict, Message = Message, Advice = Advice };
}
