namespace CcIngest.Reliability;

/// <summary>Starts nothing, ends something: how one run is struck.</summary>
internal abstract class Striker
{
    /// <summary>Follows a run. At the moment, unless it has ended before, something is killed.</summary>
    /// <param name="run">The ingesting process.</param>
    /// <param name="moment">From now; null lets the run come to its end.</param>
    /// <param name="random">Draws what else is up to chance.</param>
    /// <param name="limit">A run that takes longer is stuck.</param>
    /// <param name="cancellationToken">Ends the campaign.</param>
    /// <exception cref="TimeoutException">The run is stuck; it was killed.</exception>
    public async Task<Blow> FollowAsync(ChildProcess run, TimeSpan? moment, Random random, TimeSpan limit, CancellationToken cancellationToken) =>
        moment is { } time && !await run.EndsWithinAsync(time, cancellationToken).ConfigureAwait(false)
            ? await StrikeAsync(run, random, limit, cancellationToken).ConfigureAwait(false)
            : new Blow(IsStruck: false, await run.WaitAsync(limit, cancellationToken).ConfigureAwait(false));

    protected abstract Task<Blow> StrikeAsync(ChildProcess run, Random random, TimeSpan limit, CancellationToken cancellationToken);
}

/// <param name="IsStruck">Whether something was killed while the run was alive.</param>
/// <param name="ExitCode">The run's.</param>
internal sealed record Blow(bool IsStruck, int ExitCode)
{
    /// <summary>What the run had logged when the server was killed under it; null when the run itself was killed, whose log then ended.</summary>
    public string? LogAtStrike { get; init; }

    /// <summary>Seconds after which the killed server was started again.</summary>
    public double? RestartAfter { get; init; }
}

/// <summary>Kills the ingesting process itself.</summary>
internal sealed class ProcessStriker : Striker
{
    protected override async Task<Blow> StrikeAsync(ChildProcess run, Random random, TimeSpan limit, CancellationToken cancellationToken)
    {
        int exitCode = await run.KillAsync().ConfigureAwait(false);
        return new Blow(exitCode == ChildProcess.KilledExitCode, exitCode);
    }
}

/// <summary>Kills the database server under the run and starts it again; the run may wait for it or give up.</summary>
internal sealed class ServerStriker(MariaDbServer server) : Striker
{
    private static readonly TimeSpan ShortestOutage = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan LongestOutage = TimeSpan.FromSeconds(3);

    protected override async Task<Blow> StrikeAsync(ChildProcess run, Random random, TimeSpan limit, CancellationToken cancellationToken)
    {
        TimeSpan outage = ShortestOutage + ((LongestOutage - ShortestOutage) * random.NextDouble());
        await server.KillAsync().ConfigureAwait(false);
        string log = run.Error;
        try
        {
            await Task.Delay(outage, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await server.RestartAsync().ConfigureAwait(false);
        }

        return new Blow(IsStruck: true, await run.WaitAsync(limit, cancellationToken).ConfigureAwait(false))
        {
            RestartAfter = outage.TotalSeconds,
            LogAtStrike = log,
        };
    }
}
