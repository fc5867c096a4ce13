using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>Carries out a test of stored data: series after series, then the tables without series, then what tables refer to.</summary>
internal static class QualityStepRunner
{
    public static async Task RunAsync(RunContext run, QualityStep step, StepTally tally, CancellationToken cancellationToken)
    {
        IReadOnlyList<QualityTarget> targets = step.Targets.Count == 0 ? [new QualityTarget()] : step.Targets;
        IReadOnlyList<(Dataset Dataset, SeriesKey Key)> series = await StoredSeries.FindAsync(run.Store, targets, cancellationToken).ConfigureAwait(false);
        Dataset[] tables = [.. DatasetCatalog.All.Where(table => table is { Series: null, IsBookkeeping: false } && targets.Any(target => target.HasTable(table)))];
        tally.AddLegs(series.Count + tables.Length);
        tally.Plan(series.Count + tables.Length);
        FindingBook book = new(run);
        SeriesPairs pairs = new(run.Store);
        foreach ((Dataset dataset, SeriesKey key) in series)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using IDisposable? scope = run.Log.BeginScope(LogScope.Series(key));
            IReadOnlyList<QualityRule> rules = Chosen(dataset, step);
            TradingPair? pair = await pairs.FindAsync(key, cancellationToken).ConfigureAwait(false);
            SeriesTest test = new(run.Store, rules);
            TestedSeries tested = await test.RunAsync(
                dataset, key, pair, StoredSeries.RangeOf(key, targets, run.Now), cancellationToken).ConfigureAwait(false);
            tally.ReadFromStore(tested.Rows);
            Tell(await book.KeepAsync(tested, pair, cancellationToken).ConfigureAwait(false), key.ToString(), step, tally);
        }

        foreach (Dataset table in tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TestedTable tested = await TableTest.RunAsync(run.Store, table, Chosen(table, step), cancellationToken).ConfigureAwait(false);
            tally.ReadFromStore(tested.Rows);
            Tell(await book.KeepAsync(tested, cancellationToken).ConfigureAwait(false), table.Table, step, tally);
        }
    }

    private static IReadOnlyList<QualityRule> Chosen(Dataset dataset, QualityStep step) =>
        [.. dataset.QualityRules.Where(rule => (step.Rules.Count == 0 || step.Rules.Contains(rule.Id)) && (step.Severities.Count == 0 || step.Severities.Contains(rule.Severity)))];

    private static void Tell(IReadOnlyList<QualityFinding> findings, string target, QualityStep step, StepTally tally)
    {
        foreach (QualityFinding finding in findings)
        {
            step.OnFinding?.Invoke(finding);
        }

        tally.EndLegs(1);
        tally.Answered(target);
        QualityFinding[] failing = [.. findings.Where(finding => finding.Severity >= step.FailsOn)];
        if (failing.Length > 0)
        {
            string counts = string.Join(", ", failing.CountBy(finding => finding.Rule).OrderBy(rule => rule.Key, StringComparer.Ordinal)
                .Select(rule => FormattableString.Invariant($"{rule.Key} {rule.Value}")));
            tally.Failed(target, new IngestException(
                IngestErrorId.QualityRuleBroken, FormattableString.Invariant($"{failing.Length} findings: {counts}."),
                "Get-CcQualityFinding shows both values, the likely cause and the command that mends each.", scope: FailureScope.Leg));
        }
    }
}
