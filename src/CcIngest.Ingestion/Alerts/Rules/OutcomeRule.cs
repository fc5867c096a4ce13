using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>A run ended as it should not, or the run before it ended without a word.</summary>
public sealed record OutcomeRule : AlertRule
{
    /// <summary>Error ids that a cause names; more make no other cause.</summary>
    private const int MostIds = 5;

    public override string Word => "outcome";

    /// <summary>Abandoned is the run before: a process that was killed says nothing itself.</summary>
    public IReadOnlyList<RunOutcome> Is { get; init; } = [RunOutcome.Failed, RunOutcome.Partial, RunOutcome.Abandoned];

    internal override bool ReadsData => false;

    internal override async Task<AlertJudgement> JudgeAsync(AlertFacts facts, CancellationToken cancellationToken)
    {
        RunSummary run = facts.Summary;
        List<AlertCause> causes = [];
        if (Is.Contains(run.Outcome))
        {
            causes.Add(Of(run));
        }

        if (Is.Contains(RunOutcome.Abandoned) && facts.Store is { } store
            && await SilentAsync(store, run, cancellationToken).ConfigureAwait(false) is { } silent)
        {
            causes.Add(new AlertCause(
                "the run before ended without a word",
                FormattableString.Invariant($"An earlier run, {silent.RunId} of {silent.StartedAt:u}, ended without a word: its process was killed, or its machine stopped."),
                new Dictionary<string, object> { ["abandonedRun"] = silent.RunId, ["host"] = silent.Host ?? "" },
                $"Get-CcRun -RunId {silent.RunId} | Format-List"));
        }

        // A stopped run shows nothing either way.
        return new AlertJudgement(causes, !Is.Contains(run.Outcome) && run.Outcome is RunOutcome.Complete or RunOutcome.Partial && facts.Store is not null);
    }

    /// <summary>
    /// The run before, if it ended without a word; else the last one that did and that no message has named: a run that was killed is seen as dead only
    /// after its lease, and by then another may have begun and ended beside it.
    /// </summary>
    private async Task<RunRecord?> SilentAsync(IMarketDataStore store, RunSummary run, CancellationToken cancellationToken)
    {
        // In this order: a run writes its last row before it gives up its lease.
        HashSet<string> alive = [.. (await store.Leases.ReadAsync(cancellationToken).ConfigureAwait(false)).Where(lease => !lease.IsDead).Select(lease => lease.RunId)];
        IReadOnlyList<RunRecord> runs = await store.QueryAsync<RunRecord>(StoredQuery.Runs, new RunFilter { Jobs = [run.Job], Limit = 10 }, cancellationToken)
            .ConfigureAwait(false);
        RunRecord[] before = [.. runs.Where(one => one.RunId != run.RunId && one.StartedAt <= run.StartedAt && !(one.Outcome == RunOutcome.Running && alive.Contains(one.RunId)))];
        RunRecord? silent = Array.Find(before, one => one.Outcome is RunOutcome.Abandoned or RunOutcome.Running);
        if (silent is null || silent == before[0])
        {
            return silent;
        }

        IReadOnlyList<AlertRecord> told = await store.QueryAsync<AlertRecord>(
            StoredQuery.Alerts, new AlertFilter { Jobs = [run.Job], Rules = [Name], Kinds = [AlertKind.Firing], States = [AlertState.Sent, AlertState.Sending], Limit = 100 },
            cancellationToken).ConfigureAwait(false);
        return told.Any(alert => alert.Message?.Contains(silent.RunId, StringComparison.Ordinal) == true) ? null : silent;
    }

    private static AlertCause Of(RunSummary run)
    {
        RunFailure[] legs = [.. run.Steps.SelectMany(step => step.Failures)];
        string[] ids = run.Failure is { } whole
            ? [whole.ErrorId]
            : [.. legs.Select(leg => leg.ErrorId).Distinct().Order(StringComparer.Ordinal).Take(MostIds)];
        RowCounts rows = run.Steps.Select(step => step.Rows).Aggregate(default(RowCounts), RowCounts.Add);
        long missed = run.Steps.Sum(step => step.Missed);
        string what = ids.Length > 0 ? string.Join(", ", ids) : missed > 0 ? "missed ticks" : rows.Rejected > 0 ? "rejected rows" : "";
        RunFailure? shown = run.Failure ?? legs.FirstOrDefault();
        string because = shown is null ? what : $"{shown.ErrorId}: {(run.Failure is null ? $"{shown.Target}: " : "")}{shown.Message}";
        return new AlertCause(
            $"{run.Outcome} {what}".TrimEnd(),
            $"The run ended {run.Outcome}{(because.Length > 0 ? $": {because}" : ".")}",
            new Dictionary<string, object>
            {
                ["outcome"] = run.Outcome.ToString(), ["failedLegs"] = legs.Length, ["rowsInserted"] = rows.Inserted, ["rowsUpdated"] = rows.Updated,
                ["rowsRejected"] = rows.Rejected, ["missedTicks"] = missed, ["requests"] = run.Requests, ["seconds"] = Math.Round(run.Seconds, 1),
            },
            run.RunId.Length > 0 ? $"Get-CcRun -RunId {run.RunId} | Format-List" : "Test-CcConnection");
    }
}
