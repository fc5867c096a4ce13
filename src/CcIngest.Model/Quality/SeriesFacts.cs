namespace CcIngest.Model;

/// <summary>What is known of a series before its rows are looked at.</summary>
public sealed record SeriesFacts
{
    /// <summary>The table, at the series' interval.</summary>
    public required Dataset Dataset { get; init; }

    public required SeriesKey Key { get; init; }

    /// <summary>UTC, inclusive: the first period that is judged; rows before it may come, for comparison.</summary>
    public DateTime From { get; init; } = DateTime.MinValue;

    /// <summary>UTC, exclusive: the end of what is judged, closed periods only.</summary>
    public required DateTime To { get; init; }

    /// <summary>Whether the test goes on to the newest period there is.</summary>
    public bool IsToTheEnd { get; init; }

    /// <summary>What the books say of the series, ascending; empty when they say nothing.</summary>
    public IReadOnlyList<CoverageInterval> Coverage { get; init; } = [];

    /// <summary>The instrument with its life; null when the store does not know it.</summary>
    public TradingPair? Pair { get; init; }

    public Interval Interval => Key.Interval;

    /// <summary>The ordinal of the start of the period.</summary>
    public int TimeOrdinal => Dataset.Series?.Time ?? throw new InvalidOperationException($"{Dataset} is no time series.");

    /// <summary>The stretch of the books in which a period lies; null where they say nothing. Asked with times that ascend, it goes on from the last answer.</summary>
    internal CoverageCursor NewCursor() => new(Coverage);
}
