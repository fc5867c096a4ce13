using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Records of the source lie in the dead letters.</summary>
public sealed record DeadLetterRule : AlertRule
{
    public override string Word => "deadLetters";

    /// <summary>Letters of one dataset and broken rule that are tolerated.</summary>
    public long MoreThan { get; init; }

    /// <summary>The dataset's word; null for all.</summary>
    public string? Dataset { get; init; }

    /// <summary>Venues in lower case; empty for all.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    internal override async Task<AlertJudgement> JudgeAsync(AlertFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Store is not { } store)
        {
            return AlertJudgement.Unknown;
        }

        IReadOnlyList<LetterCount> counts = await store.QueryAsync<LetterCount>(
            StoredQuery.LetterCounts, new LetterCountFilter { Datasets = Dataset is null ? [] : [Dataset], Exchanges = Exchanges }, cancellationToken).ConfigureAwait(false);
        return new AlertJudgement(
            [
                .. counts.GroupBy(count => (count.Dataset, count.Rule)).Where(group => group.Sum(count => count.Letters) > MoreThan)
                    .OrderBy(group => group.Key.Dataset, StringComparer.Ordinal).ThenBy(group => group.Key.Rule, StringComparer.Ordinal).Select(group => Of([.. group])),
            ],
            true);
    }

    private static AlertCause Of(LetterCount[] counts)
    {
        (string dataset, string rule) = (counts[0].Dataset, counts[0].Rule);
        long letters = counts.Sum(count => count.Letters);
        return new AlertCause(
            $"dead letters of {dataset}: {rule}",
            FormattableString.Invariant($"{letters} records of {dataset} broke the rule {rule} and are not stored, for example: {counts[0].Reason}"),
            new Dictionary<string, object> { ["letters"] = letters, ["venues"] = counts.Length },
            $"Get-CcDeadLetter -Dataset {dataset} -Rule {rule}");
    }
}
