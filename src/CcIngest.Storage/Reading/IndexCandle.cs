using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>A candle of an index as its table has it: with the two halves of the symbol.</summary>
public sealed record IndexCandle
{
    /// <summary>The index family.</summary>
    public required string Exchange { get; init; }

    public required string Asset { get; init; }

    public required string Quote { get; init; }

    public required string Interval { get; init; }

    /// <summary>The start of the period, UTC.</summary>
    public required DateTime OpenTime { get; init; }

    public double? Open { get; init; }

    public double? High { get; init; }

    public double? Low { get; init; }

    public double? Close { get; init; }

    public double? Volume { get; init; }

    public double? QuoteVolume { get; init; }

    /// <summary>UTC.</summary>
    public DateTime CollectedAt { get; init; }

    public Ohlcv ToOhlcv() => new()
    {
        Dataset = IndexOhlcv.Name,
        Exchange = Exchange,
        Symbol = $"{Asset}-{Quote}",
        RawSymbol = $"{Asset}-{Quote}",
        Interval = Interval,
        OpenTime = OpenTime,
        Open = Open,
        High = High,
        Low = Low,
        Close = Close,
        Volume = Volume,
        QuoteVolume = QuoteVolume,
        CollectedAt = CollectedAt,
    };
}
