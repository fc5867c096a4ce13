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

    /// <summary>Whether it is known that the series is as old as what is asked for, or where it begins: by its first trade, or by what is stored.</summary>
    public bool IsBeginKnown { get; init; }

    /// <summary>Requests beside the pages, at the most, by which the source learns where the series begins; 0 where it need not, or its pages say it.</summary>
    public int MostBeginRequests { get; init; }

    public long MostRequests => Pages.Count + MostBeginRequests;

    /// <summary>The newest page, and one more request where that would have to tell that the series begins on it.</summary>
    public long LeastRequests => IsExact ? MostRequests : Math.Min(Pages.Count, MostBeginRequests > 0 ? 2 : 1);

    /// <summary>Whether every page is asked for certain, and nothing else: where the begin is not known, the listing may be reached before.</summary>
    public bool IsExact => MostBeginRequests == 0 && (IsBeginKnown || Pair.FirstTrade is not null || Pages.Count <= 1);
}
