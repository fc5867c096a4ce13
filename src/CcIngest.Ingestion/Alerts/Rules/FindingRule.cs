using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Tests of the stored data have found something that no later test has seen gone.</summary>
public sealed record FindingRule : AlertRule
{
    public override string Word => "quality";

    /// <summary>Findings of this severity or worse.</summary>
    public QualitySeverity Severity { get; init; } = QualitySeverity.Error;

    /// <summary>Findings of one dataset and rule that are tolerated.</summary>
    public long MoreThan { get; init; }

    /// <summary>The dataset's word; null for all.</summary>
    public string? Dataset { get; init; }

    internal override async Task<AlertJudgement> JudgeAsync(AlertFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Store is not { } store)
        {
            return AlertJudgement.Unknown;
        }

        FindingCountFilter filter = new()
        {
            Datasets = Dataset is null ? [] : [Dataset], Severities = [.. Enum.GetValues<QualitySeverity>().Where(severity => severity >= Severity)],
        };
        IReadOnlyList<FindingCount> counts = await store.QueryAsync<FindingCount>(StoredQuery.FindingCounts, filter, cancellationToken).ConfigureAwait(false);
        return new AlertJudgement(
            [.. counts.Where(count => count.Findings > MoreThan).OrderBy(count => count.Dataset, StringComparer.Ordinal).ThenBy(count => count.Rule, StringComparer.Ordinal).Select(Of)],
            true);
    }

    private static AlertCause Of(FindingCount count) => new(
        $"findings of {count.Dataset}: {count.Rule}",
        FormattableString.Invariant($"{count.Findings} findings of the rule {count.Rule} ({count.Severity}) in {count.Dataset} are open."),
        new Dictionary<string, object> { ["findings"] = count.Findings, ["venues"] = count.Exchanges, ["severity"] = count.Severity.ToString() },
        $"Get-CcQualityFinding -Dataset {count.Dataset} -Rule {count.Rule}");
}
