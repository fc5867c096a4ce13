namespace CcIngest.Model.Tests;

/// <summary>A check becomes a row, whatever comes of it.</summary>
public sealed class BoundedCheckTests
{
    private static readonly BoundedCheck Check = new(TimeProvider.System, TimeSpan.FromMilliseconds(100));

    [Fact]
    public async Task A_finding_becomes_a_row_with_its_duration()
    {
        ConnectionCheck row = await RunAsync(_ => Task.FromResult(CheckFinding.Warning("Odd.", "Look.")));

        Assert.Equal(("Key", "there", CheckVerdict.Warning, "Odd.", "Look."), (row.Check, row.Target, row.Verdict, row.Message, row.Advice));
        Assert.True(row.Duration >= TimeSpan.Zero);
    }

    [Fact]
    public async Task A_failure_for_people_is_a_failed_check_with_its_words()
    {
        ConnectionCheck row = await RunAsync(_ => throw new IngestException(IngestErrorId.StoreBusy, "It is busy.", "Wait."));

        Assert.Equal((CheckVerdict.Failed, "It is busy.", "Wait."), (row.Verdict, row.Message, row.Advice));
    }

    [Fact]
    public async Task Another_failure_is_told_without_its_text_which_may_hold_a_secret()
    {
        ConnectionCheck row = await RunAsync(_ => throw new InvalidOperationException("password=s3cret-word"));

        Assert.Equal(CheckVerdict.Failed, row.Verdict);
        Assert.Contains(nameof(InvalidOperationException), row.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret-word", row.ToString() + row.Message + row.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_that_obeys_its_token_ends_with_its_time()
    {
        ConnectionCheck row = await RunAsync(async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return CheckFinding.Passed("Never.");
        });

        Assert.Equal(CheckVerdict.Failed, row.Verdict);
        Assert.Contains("0.1 s", row.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_that_never_ends_is_left_alone()
    {
        TaskCompletionSource<CheckFinding> never = new();

        ConnectionCheck row = await RunAsync(_ => never.Task);

        Assert.Equal(CheckVerdict.Failed, row.Verdict);
        Assert.InRange(row.Duration, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Only_the_callers_cancellation_is_thrown()
    {
        using CancellationTokenSource ending = new();

        Task<ConnectionCheck> row = new BoundedCheck(TimeProvider.System, TimeSpan.FromMinutes(5)).RunAsync("Key", "there", async token =>
        {
            await ending.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return CheckFinding.Passed("Never.");
        }, ending.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => row);
    }

    private static Task<ConnectionCheck> RunAsync(Func<CancellationToken, Task<CheckFinding>> look) =>
        Check.RunAsync("Key", "there", look, CancellationToken.None);
}
