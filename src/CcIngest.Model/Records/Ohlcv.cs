namespace CcIngest.Model;

/// <summary>One candle of an instrument, a contract or an index. <see cref="Open"/> is the last trade before the period, not the first in it.</summary>
public sealed record Ohlcv : ISeriesRecord<Ohlcv>
{
    /// <summary>The name of the dataset it is of.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>The dataset's market.</summary>
    public Market Market => DatasetCatalog.MarketOf(Dataset);

    /// <summary>The venue, or the index family.</summary>
    public required string Exchange { get; init; }

    /// <summary>The mapped name; null for an unmapped instrument.</summary>
    public string? Symbol { get; init; }

    /// <summary>The name on the exchange.</summary>
    public required string RawSymbol { get; init; }

    public required string Interval { get; init; }

    /// <summary>The start of the period, UTC.</summary>
    public required DateTime OpenTime { get; init; }

    public double? Open { get; init; }

    public double? High { get; init; }

    public double? Low { get; init; }

    public double? Close { get; init; }

    /// <summary>Quantity traded, in units of the base asset or the underlying.</summary>
    public double? Volume { get; init; }

    /// <summary>Value traded, in units of the quote asset.</summary>
    public double? QuoteVolume { get; init; }

    /// <summary>Null for an index, which has updates and no trades.</summary>
    public long? TotalTrades { get; init; }

    /// <summary>UTC, when these values became known.</summary>
    public DateTime CollectedAt { get; init; }

    public Ohlcv With(KnownVersion version) => this with
    {
        Symbol = version.Value("symbol", version.Value("mapped_instrument", Symbol)),
        Open = version.Value("open", Open),
        High = version.Value("high", High),
        Low = version.Value("low", Low),
        Close = version.Value("close", Close),
        Volume = version.Value("volume", Volume),
        QuoteVolume = version.Value("quote_volume", QuoteVolume),
        TotalTrades = version.Value("total_trades", TotalTrades),
        CollectedAt = version.KnownFrom,
    };
}
