namespace CcIngest.Model;

/// <summary>What an ingest would ask of one series.</summary>
public sealed record SeriesPlan
{
    public required SeriesKey Key { get; init; }

    public required TradingPair Pair { get; init; }

    public string Exchange => Pair.Exchange;

    /// <summary>The mapped name.</summary>
    public string Symbol => Pair.Symbol;

    /// <summary>The name on the exchange.</summary>
    public string RawSymbol => Pair.RawSymbol;

    public Interval Interval => Key.Interval;

    /// <summary>Ranges that are asked for, ascending; the revisited tail among them.</summary>
    public required IReadOnlyList<TimeRange> Missing { get; init; }

    /// <summary>The requests, in the order in which they are sent.</summary>
    public required IReadOnlyList<TimeRange> Pages { get; init; }

    /// <summary>Periods in <see cref="Missing"/>; one without trades gives no row.</summary>
    public required long Periods { get; init; }

    /// <summary>Whether every page is asked for certain: where the first trade is not known, the listing may be reached before.</summary>
    public bool IsExact => Pair.FirstTrade is not null || Pages.Count <= 1;
}
