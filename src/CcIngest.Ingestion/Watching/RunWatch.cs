using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Looks at a run in whatever process, by the books of its store alone: reads, and changes nothing. One thread at a time.</summary>
/// <param name="readLimits">The limits as this machine knows them; null to ask the store only.</param>
public sealed class RunWatch(
    IMarketDataStore store, string runId, TimeProvider time, Func<CancellationToken, Task<IReadOnlyList<RateLimitRecord>>>? readLimits = null)
{
    private const int LettersShown = 5;
    private const int FailuresShown = 10;

    private readonly RunPace _pace = new();

    /// <summary>The run that began last of those under way, or null when there is none.</summary>
    public static async Task<string?> NewestAsync(IMarketDataStore store, CancellationToken cancellationToken)
    {
        HashSet<string> alive = [.. (await store.Leases.ReadAsync(cancellationToken).ConfigureAwait(false)).Where(lease => !lease.IsDead).Select(lease => lease.RunId)];
        IReadOnlyList<RunRecord> running = alive.Count == 0 ? [] : await store
            .QueryAsync<RunRecord>(StoredQuery.Runs, new RunFilter { RunIds = [.. alive], Outcomes = [RunOutcome.Running] }, cancellationToken).ConfigureAwait(false);
        return running.Count > 0 ? running[0].RunId : null;
    }

    /// <exception cref="IngestException">SelectionEmpty: the store has no such run.</exception>
    public async Task<RunSnapshot> LookAsync(CancellationToken cancellationToken)
    {
        // In this order: a run writes its last row before it gives up its lease, so one without a lease whose row says Running is dead.
        IReadOnlyList<RunHolder> leases = await store.Leases.ReadAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RunRecord> found = await store
            .QueryAsync<RunRecord>(StoredQuery.Runs, new RunFilter { RunIds = [runId] }, cancellationToken).ConfigureAwait(false);
        RunRecord run = found.Count > 0 ? found[0] : throw new IngestException(
            IngestErrorId.SelectionEmpty, $"The store {store.Info} has no run {runId}.", "See what there is with Get-CcRun.");
        RunHolder? lease = leases.FirstOrDefault(held => held.RunId == runId);
        RunSummary? summary = RunSummaryJson.Read(run.Summary);
        bool isAlive = run.Outcome == RunOutcome.Running && lease is { IsDead: false };
        RunSnapshot snapshot = Of(run, summary) with
        {
            Outcome = run.Outcome == RunOutcome.Running && !isAlive ? RunOutcome.Abandoned : run.Outcome,
            Elapsed = ElapsedOf(run, summary, lease),
            SilentFor = run.Outcome == RunOutcome.Running && lease is not null ? lease.SeenAt - lease.RenewedAt : null,
            LastLetters = await store
                .QueryAsync<DeadLetterRecord>(StoredQuery.DeadLetters, new DeadLetterFilter { RunIds = [runId], Limit = LettersShown }, cancellationToken).ConfigureAwait(false),
            Limits = isAlive ? await LimitsAsync(cancellationToken).ConfigureAwait(false) : [],
        };
        return _pace.Measure(snapshot, summary?.Seconds ?? 0);
    }

    private static RunSnapshot Of(RunRecord run, RunSummary? summary)
    {
        StepSummary? step = summary is { Steps: [.., var last] } ? last : null;
        return new RunSnapshot
        {
            RunId = run.RunId,
            Job = run.Job,
            Outcome = run.Outcome,
            StartedAt = run.StartedAt,
            EndedAt = run.EndedAt,
            Elapsed = TimeSpan.Zero,
            Host = run.Host,
            ProcessId = run.ProcessId,
            Step = step?.Step,
            StepNumber = summary?.Steps.Count ?? 0,
            StepCount = Math.Max(summary?.StepCount ?? 0, summary?.Steps.Count ?? 0),
            Legs = step?.Legs ?? 0,
            LegsDone = step is null ? 0 : step.Progress?.LegsDone ?? step.Legs,
            Unit = step?.Progress?.Unit,
            Done = step?.Progress?.Done,
            Planned = step?.Progress?.Planned,
            Remaining = step?.Progress?.RemainingSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)) : null,
            Current = step?.Progress?.Current,
            Rows = new RowCounts(run.RowsRead ?? 0, run.RowsInserted ?? 0, run.RowsUpdated ?? 0, run.RowsUnchanged ?? 0, run.RowsRejected ?? 0),
            Requests = run.Requests ?? 0,
            Retries = run.Retries ?? 0,
            FailedLegs = run.FailedLegs ?? 0,
            LastFailures = [.. (summary?.Steps ?? []).SelectMany(known => known.Failures).TakeLast(FailuresShown)],
            Failure = run.Failure,
        };
    }

    /// <summary>A run that was found dead later was not at work until then.</summary>
    private TimeSpan ElapsedOf(RunRecord run, RunSummary? summary, RunHolder? lease)
    {
        TimeSpan told = TimeSpan.FromSeconds(summary?.Seconds ?? 0);
        DateTime? end = run.EndedAt ?? (run.Outcome != RunOutcome.Running ? null : lease is { IsDead: false } ? time.GetUtcNow().UtcDateTime : lease?.RenewedAt);
        return end - run.StartedAt is { } lasted && lasted > told ? lasted : told;
    }

    private async Task<IReadOnlyList<RateLimitRecord>> LimitsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<RateLimitRecord> shared = readLimits is null ? [] : await readLimits(cancellationToken).ConfigureAwait(false);
        return shared.Count > 0 ? shared : await store
            .QueryAsync<RateLimitRecord>(StoredQuery.RateLimits, new RateLimitFilter { RunIds = [runId], Limit = 1 }, cancellationToken).ConfigureAwait(false);
    }
}
