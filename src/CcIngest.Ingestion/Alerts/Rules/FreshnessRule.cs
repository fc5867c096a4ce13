using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>The newest known period of a dataset is too old on a venue.</summary>
public sealed record FreshnessRule : AlertRule
{
    private const int MostNamed = 5;

    public override string Word => "freshness";

    /// <summary>The age from which it is told; it begins when the last whole period ends.</summary>
    public required TimeSpan OlderThan { get; init; }

    /// <summary>The dataset's word; null for all.</summary>
    public string? Dataset { get; init; }

    /// <summary>Null for all.</summary>
    public Interval? Interval { get; init; }

    /// <summary>Venues in lower case; empty for all.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Venues in lower case that are left out, such as one that has closed: its data are never fresh again.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    internal override async Task<AlertJudgement> JudgeAsync(AlertFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Store is not { } store)
        {
            return AlertJudgement.Unknown;
        }

        FreshnessFilter filter = new()
        {
            Datasets = Dataset is null ? [] : [Dataset], Exchanges = Exchanges, Intervals = Interval is null ? [] : [Interval.ToString()],
        };
        IReadOnlyList<DataFreshness> rows = await FreshnessReading.ReadAsync(store, filter, OlderThan, facts.Time.GetUtcNow().UtcDateTime, cancellationToken)
            .ConfigureAwait(false);
        return new AlertJudgement(
            [
                .. rows.Where(row => (row.Age is not { } age || age > OlderThan) && !Except.Contains(row.Exchange)).GroupBy(row => (row.Dataset, row.Interval))
                    .Select(group => Of(group.Key.Dataset, group.Key.Interval, [.. group.OrderBy(row => row.NewestTo).ThenBy(row => row.Exchange, StringComparer.Ordinal)])),
            ],
            true);
    }

    private AlertCause Of(string dataset, string interval, DataFreshness[] venues) => new(
        $"{dataset} {interval} is old",
        FormattableString.Invariant($"{dataset} {interval} is older than {OlderThan:c} on {venues.Length} venues: ")
            + string.Join(", ", venues.Take(MostNamed).Select(row => row.NewestTo is { } to ? FormattableString.Invariant($"{row.Exchange} {to:u}") : $"{row.Exchange} nothing"))
            + (venues.Length > MostNamed ? ", …" : ""),
        new Dictionary<string, object>
        {
            ["venues"] = venues.Length, ["series"] = venues.Sum(row => row.Series), ["oldestSeconds"] = (long)venues.Max(row => row.Age ?? TimeSpan.Zero).TotalSeconds,
        },
        $"Get-CcFreshness -Dataset {dataset} -Interval {interval} -MaxAge {OlderThan:c}");
}
