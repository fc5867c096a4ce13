namespace CcIngest.Model;

/// <summary>One candle of an instrument. <see cref="Open"/> is the last trade before the period, not the first in it.</summary>
public sealed record Ohlcv
{
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

    /// <summary>Quantity traded, in units of the base asset.</summary>
    public double? Volume { get; init; }

    /// <summary>Value traded, in units of the quote asset.</summary>
    public double? QuoteVolume { get; init; }

    public long? TotalTrades { get; init; }

    /// <summary>UTC, when these values became known.</summary>
    public DateTime CollectedAt { get; init; }
}
