namespace CcIngest.Model;

/// <summary>Every table there is, in the order in which the schema creates them.</summary>
public static class DatasetCatalog
{
    /// <summary>The schema that this catalogue describes; a new table raises it and says so by <see cref="Dataset.Since"/>.</summary>
    public const int SchemaVersion = 4;

    public static IReadOnlyList<Dataset> All { get; } =
    [
        ExchangesGeneral.Dataset,
        ExchangeSpotDetails.Dataset,
        InstrumentsSpot.Dataset,
        ExchangesFuturesDetails.Dataset,
        InstrumentsFutures.Dataset,
        Assets.Dataset,
        AssetMarketData.Dataset,
        AssetMaps.AlternativeIds,
        .. AssetMaps.Sets,
        SpotOhlcv.Days,
        SpotOhlcv.Hours,
        SpotOhlcv.Minutes,
        FuturesOhlcv.Days,
        FuturesOhlcv.Hours,
        FuturesOhlcv.Minutes,
        FuturesFundingRate.Days,
        FuturesFundingRate.Hours,
        FuturesFundingRate.Minutes,
        FuturesOpenInterest.Days,
        FuturesOpenInterest.Hours,
        FuturesOpenInterest.Minutes,
        IndexOhlcv.Days,
        IndexOhlcv.Hours,
        IndexOhlcv.Minutes,
        Symbols.Dataset,
        Klines.Dataset,
        OrderBookSnapshots.Dataset,
        RateLimitStatusRecords.Dataset,
        Bookkeeping.Runs,
        Bookkeeping.Coverage,
        Bookkeeping.DeadLetters,
        MissedTicks.Dataset,
        Revisions.Dataset,
        QualityFindings.Dataset,
        Alerts.Dataset,
        Leases.Runs,
        Leases.Series,
        TableRebuilds.Dataset,
        Bookkeeping.SchemaVersion,
    ];

    /// <summary>The table of a name, and of an interval where it is a time series; null when there is none.</summary>
    public static Dataset? Find(string name, Interval? interval) =>
        All.FirstOrDefault(dataset => dataset.Name == name && dataset.Interval == interval)
            ?? (interval is null ? null : All.FirstOrDefault(dataset => dataset.Name == name && dataset.AtInterval is not null)?.AtInterval?.Invoke(interval));

    /// <summary>The market of a dataset by its name; Spot for what belongs to none.</summary>
    public static Market MarketOf(string name) => All.FirstOrDefault(dataset => dataset.Name == name)?.Market ?? Market.Spot;

    /// <summary>The time series of a family at an interval, for example <c>ohlcv-spot</c> at <c>1d</c>.</summary>
    /// <exception cref="IngestException">There is no such series; the message lists the intervals that there are.</exception>
    public static Dataset TimeSeries(string name, Interval interval)
    {
        Dataset[] family = [.. All.Where(dataset => dataset.Name == name && dataset.Series is not null)];
        return Find(name, interval) ?? throw new IngestException(
            IngestErrorId.SettingInvalid,
            family.Length == 0 ? $"'{name}' is no time series." : $"{name} has no interval {interval}.",
            family.Length == 0
                ? $"Use one of {string.Join(", ", All.Where(dataset => dataset.Series is not null).Select(dataset => dataset.Name).Distinct())}."
                : $"Use one of {string.Join(", ", family.Select(dataset => dataset.Interval))}.");
    }
}
