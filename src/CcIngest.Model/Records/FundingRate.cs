namespace CcIngest.Model;

/// <summary>The funding rate of a perpetual contract over a period: samples of the announced rate, no settled payments.</summary>
public sealed record FundingRate : ISeriesRecord<FundingRate>
{
    /// <summary>The name of the dataset it is of.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>The dataset's market.</summary>
    public Market Market => DatasetCatalog.MarketOf(Dataset);

    /// <summary>The venue in lower case.</summary>
    public required string Exchange { get; init; }

    /// <summary>The mapped name; null for an unmapped contract.</summary>
    public string? Symbol { get; init; }

    /// <summary>The name on the exchange.</summary>
    public required string RawSymbol { get; init; }

    public required string Interval { get; init; }

    /// <summary>The start of the period, UTC.</summary>
    public required DateTime OpenTime { get; init; }

    /// <summary>Milliseconds from one funding to the next; can change over time.</summary>
    public long? FundingIntervalMs { get; init; }

    /// <summary>The first rate of the period: a fraction per funding interval, not per cent; can be negative.</summary>
    public double? Open { get; init; }

    /// <summary>A fraction per funding interval.</summary>
    public double? High { get; init; }

    /// <summary>A fraction per funding interval.</summary>
    public double? Low { get; init; }

    /// <summary>The last rate of the period: a fraction per funding interval.</summary>
    public double? Close { get; init; }

    /// <summary>How often the rate was announced in the period.</summary>
    public long? Updates { get; init; }

    /// <summary>UTC, when these values became known.</summary>
    public DateTime CollectedAt { get; init; }

    public FundingRate With(KnownVersion version) => this with
    {
        Symbol = version.Value("mapped_instrument", Symbol),
        FundingIntervalMs = version.Value("interval_ms", FundingIntervalMs),
        Open = version.Value("open_fr", Open),
        High = version.Value("high_fr", High),
        Low = version.Value("low_fr", Low),
        Close = version.Value("close_fr", Close),
        Updates = version.Value("total_funding_rate_updates", Updates),
        CollectedAt = version.KnownFrom,
    };
}
