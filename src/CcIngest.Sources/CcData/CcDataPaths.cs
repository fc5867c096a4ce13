namespace CcIngest.Sources;

/// <summary>Where each endpoint of the CCData APIs is, below its base address. Each path begins with a slash.</summary>
public sealed record CcDataPaths
{
    /// <summary>min-api: venues with grades.</summary>
    public string Exchanges { get; init; } = "/data/exchanges/general";

    /// <summary>min-api: the state of the limits, for servers whose data-api does not tell.</summary>
    public string LegacyRateLimit { get; init; } = "/stats/rate/limit";

    /// <summary>data-api: spot venues with their instruments.</summary>
    public string SpotInstruments { get; init; } = "/spot/v1/markets/instruments";

    /// <summary>data-api: spot candles; the period (<c>/days</c>, <c>/hours</c>, <c>/minutes</c>) is added.</summary>
    public string SpotHistory { get; init; } = "/spot/v1/historical";

    /// <summary>data-api: futures venues with their contracts.</summary>
    public string FuturesInstruments { get; init; } = "/futures/v1/markets/instruments";

    /// <summary>data-api: futures candles; the period is added.</summary>
    public string FuturesHistory { get; init; } = "/futures/v1/historical";

    /// <summary>data-api: funding rates; the period is added.</summary>
    public string FundingRateHistory { get; init; } = "/futures/v1/historical/funding-rate";

    /// <summary>data-api: open interest; the period is added.</summary>
    public string OpenInterestHistory { get; init; } = "/futures/v1/historical/open-interest";

    /// <summary>data-api: candles of price indices; the period is added.</summary>
    public string IndexHistory { get; init; } = "/index/cc/v1/historical";

    /// <summary>data-api: all assets, page by page.</summary>
    public string AssetTopList { get; init; } = "/asset/v1/top/list";

    /// <summary>data-api: assets by symbol or id.</summary>
    public string AssetMetadata { get; init; } = "/asset/v2/metadata";

    /// <summary>data-api: the state of the limits.</summary>
    public string RateLimit { get; init; } = "/admin/v2/rate/limit";
}
