using System.Globalization;

namespace CcIngest.Reliability;

/// <summary>
/// One round: from an empty store, runs that are killed, until one comes to its end; then the store is compared with the clean run's. What the
/// rounds of a target share is <see cref="RoundSetting"/>.
/// </summary>
internal sealed class KillRound(RoundSetting setting, int number, int killsWanted)
{
    /// <summary>After so many kills a round is brought to its end: otherwise most kills would meet runs with little left to do.</summary>
    private const int MostKills = 6;

    /// <summary>A round that needs more runs is no longer getting anywhere.</summary>
    private const int MostRuns = 30;

    /// <summary>A hundred times what a run takes; a machine with other work gives a run a tenth of itself.</summary>
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(10);

    // The seed, the target and the round say every moment: a round can be repeated, as far as the machine keeps the same pace.
    private readonly Random _random = new(HashOf(setting.Seed, (int)setting.Target, number));
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly List<string> _logs = [];
    private readonly List<string> _problems = [];
    private readonly List<RunEnd> _ends = [];
    private string _doing = "Emptying the store";
    private int _kills;

    public async Task<RoundEntry> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await setting.Store.EmptyAsync(cancellationToken).ConfigureAwait(false);
            if (await RunUntilCompleteAsync(cancellationToken).ConfigureAwait(false))
            {
                _doing = "Reading the store after the last run";
                return await VerifyAsync(cancellationToken).ConfigureAwait(false);
            }

            _problems.Add("No run came to its end.");
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever goes wrong is a finding. A round that is not logged would be run again as if nothing had been.
            _problems.Add(failure is TimeoutException ? $"{_doing}: {failure.Message}" : $"{_doing}: {failure.GetType().Name}: {failure.Message}");
        }

        return Close(state: null);
    }

    /// <returns>Whether a run came to its end complete.</returns>
    private async Task<bool> RunUntilCompleteAsync(CancellationToken cancellationToken)
    {
        StoreCounts counts = StoreCounts.None;
        for (int run = 1; run <= MostRuns; run++)
        {
            TimeSpan? moment = _kills < Math.Min(killsWanted, MostKills) ? setting.Times.WindowAt(counts.Rows) * _random.NextDouble() : null;
            long started = TimeProvider.System.GetTimestamp();
            _doing = $"Run {run}";
            Blow blow = await FollowAsync(run, moment, cancellationToken).ConfigureAwait(false);
            if (blow.IsStruck)
            {
                _doing = string.Create(CultureInfo.InvariantCulture, $"Looking into the store after run {run} was struck at {moment.GetValueOrDefault().TotalSeconds:0.000} s");
                counts = await setting.Store.CountAsync(cancellationToken).ConfigureAwait(false);
                Note(run, moment.GetValueOrDefault(), blow, counts);
            }

            if (blow.ExitCode == 0)
            {
                Learn(blow, counts, TimeProvider.System.GetElapsedTime(started));
                return true;
            }
        }

        return false;
    }

    /// <summary>What the runs of this round logged, for the folder of a failed round.</summary>
    public string Logs => string.Join("\n", _logs.Select((log, index) => string.Create(CultureInfo.InvariantCulture, $"== run {index + 1}\n{log}")));

    private async Task<Blow> FollowAsync(int runNumber, TimeSpan? moment, CancellationToken cancellationToken)
    {
        ChildProcess run = setting.Ingest.Start(setting.Market, setting.Store);
        await using (run.ConfigureAwait(false))
        {
            try
            {
                Blow blow = await setting.Striker.FollowAsync(run, moment, _random, RunLimit, cancellationToken).ConfigureAwait(false);
                if (!blow.IsStruck)
                {
                    Note(RunEnd.Read(runNumber, blow.ExitCode, run.Output));
                }

                return blow;
            }
            finally
            {
                _logs.Add(run.Error + run.Output);
            }
        }
    }

    private void Note(int run, TimeSpan moment, Blow blow, StoreCounts counts)
    {
        _kills++;
        RunPhase phase = blow.LogAtStrike is { } log ? RunPhases.Of(log, StoreCounts.None) : RunPhases.Of(_logs[^1], counts);
        setting.Log.Add(new KillEntry(setting.Target, number, run, moment.TotalSeconds, phase, counts.Rows)
        {
            RestartAfter = blow.RestartAfter,
            ExitCode = blow.ExitCode,
        });

        // Rows and their coverage are one transaction: whatever the moment, they agree.
        if (counts.Rows != counts.CompletePeriods)
        {
            _problems.Add(string.Create(CultureInfo.InvariantCulture,
                $"After kill {_kills} (run {run}, phase {phase}) the store had {counts.Rows} candles and {counts.CompletePeriods} periods called complete."));
        }
    }

    private void Note(RunEnd end)
    {
        _ends.Add(end);
        if (end.Problem is { } problem)
        {
            _problems.Add(problem);
        }
    }

    private void Learn(Blow blow, StoreCounts before, TimeSpan time)
    {
        if (!blow.IsStruck)
        {
            setting.Times.Learn(before.Rows, time);
        }
    }

    private async Task<RoundEntry> VerifyAsync(CancellationToken cancellationToken)
    {
        StoreState state = await StoreStateReader.ReadAsync(setting.Store, cancellationToken).ConfigureAwait(false);
        _problems.AddRange(state.DifferencesFrom(setting.Clean));
        _problems.AddRange(state.RunProblems(_logs.Count, _kills));
        return Close(state);
    }

    private RoundEntry Close(StoreState? state) =>
        new(setting.Target, number, _kills, _logs.Count, TimeProvider.System.GetElapsedTime(_started).TotalSeconds, _problems)
        {
            Tables = state?.Tables ?? new Dictionary<string, TableState>(),
            Duplicates = state?.Duplicates ?? 0,
            Holes = state?.Holes ?? 0,
            RunOutcomes = state?.Runs ?? new Dictionary<string, long>(),
            Ends = _ends,
        };

    /// <summary>The same on every machine and in every process, which <see cref="HashCode"/> is not.</summary>
    private static int HashOf(params ReadOnlySpan<int> parts)
    {
        uint hash = 2_166_136_261;
        foreach (int part in parts)
        {
            hash = (hash ^ (uint)part) * 16_777_619;
        }

        return (int)(hash & int.MaxValue);
    }
}

/// <summary>What all rounds of a target share.</summary>
internal sealed record RoundSetting(
    KillTarget Target, int Seed, KilledStore Store, Striker Striker, IngestProcess Ingest, MarketProcess Market, CampaignLog Log)
{
    /// <summary>The store after a run without kills and without faults.</summary>
    public required StoreState Clean { get; init; }

    public required RunTimes Times { get; init; }
}
