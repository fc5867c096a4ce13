using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Which table an ingest step fills. A family is named after its kind and its market: <c>funding-rate-futures</c>.</summary>
public static class SeriesDatasets
{
    private static readonly IReadOnlyList<(string Kind, Market Market)> Families =
    [
        .. DatasetCatalog.All.Where(dataset => dataset is { Series: not null, Market: not null })
            .Select(dataset => (Name: dataset.Name, Market: dataset.Market.GetValueOrDefault()))
            .Where(family => family.Name.EndsWith(Suffix(family.Market), StringComparison.Ordinal))
            .Select(family => (family.Name[..^Suffix(family.Market).Length], family.Market)).Distinct(),
    ];

    /// <summary>The kinds of series of markets, by the words that jobs use: <c>ohlcv</c>, <c>funding-rate</c>, <c>open-interest</c>. Beside them there is <see cref="Klines.Name"/>, of no market.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Families.Select(family => family.Kind).Distinct()];

    /// <summary>The markets that have a kind of series; the first one is meant when none is named.</summary>
    public static IReadOnlyList<Market> MarketsOf(string kind) => [.. Families.Where(family => family.Kind == kind).Select(family => family.Market)];

    /// <exception cref="IngestException">There is no such kind of series, or not at this interval.</exception>
    public static Dataset Of(IngestStep step) =>
        DatasetCatalog.TimeSeries(step.Kind == Klines.Name ? Klines.Name : step.Kind + Suffix(step.Market), step.Interval);

    /// <summary>The kind and market of a time series' dataset, as a step names them; null for what is none.</summary>
    public static (string Kind, Market Market)? KindOf(string dataset) => dataset == Klines.Name
        ? (Klines.Name, default)
        : Families.Where(family => family.Kind + Suffix(family.Market) == dataset).Select(family => ((string, Market)?)family).FirstOrDefault();

    private static string Suffix(Market market) => $"-{market.ToString().ToLowerInvariant()}";
}
