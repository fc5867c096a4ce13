namespace CcIngest.Model;

/// <summary>The open interest of a contract over a period.</summary>
public sealed record OpenInterest : ISeriesRecord<OpenInterest>
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

    /// <summary>The first amount of the period, in units of the settlement currency.</summary>
    public double? Open { get; init; }

    /// <summary>In units of the settlement currency.</summary>
    public double? High { get; init; }

    /// <summary>In units of the settlement currency.</summary>
    public double? Low { get; init; }

    /// <summary>The last amount of the period, in units of the settlement currency.</summary>
    public double? Close { get; init; }

    /// <summary>The first value of the period, in the quote currency.</summary>
    public double? OpenValue { get; init; }

    /// <summary>In the quote currency.</summary>
    public double? HighValue { get; init; }

    /// <summary>In the quote currency.</summary>
    public double? LowValue { get; init; }

    /// <summary>The last value of the period, in the quote currency.</summary>
    public double? CloseValue { get; init; }

    /// <summary>The last mark price of the period, quote currency per underlying.</summary>
    public double? MarkPrice { get; init; }

    /// <summary>How often the open interest was announced in the period.</summary>
    public long? Updates { get; init; }

    /// <summary>UTC, when these values became known.</summary>
    public DateTime CollectedAt { get; init; }

    public OpenInterest With(KnownVersion version) => this with
    {
        Symbol = version.Value("mapped_instrument", Symbol),
        Open = version.Value("open_oi_contracts", Open),
        High = version.Value("high_oi_contracts", High),
        Low = version.Value("low_oi_contracts", Low),
        Close = version.Value("close_oi_contracts", Close),
        OpenValue = version.Value("open_oi_quote", OpenValue),
        HighValue = version.Value("high_oi_quote", HighValue),
        LowValue = version.Value("low_oi_quote", LowValue),
        CloseValue = version.Value("close_oi_quote", CloseValue),
        MarkPrice = version.Value("close_mark_price", MarkPrice),
        Updates = version.Value("total_open_interest_updates", Updates),
        CollectedAt = version.KnownFrom,
    };
}
