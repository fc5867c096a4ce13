using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// What one series needs, and what the store's own tables say of the rest. Kept for every series of a step, so it is small.
/// </summary>
internal sealed record SeriesNeed(SeriesKey Key, TradingPair Pair)
{
    /// <summary>Closed periods without a settled state, as a set: these were never stored.</summary>
    public IReadOnlyList<TimeRange> Missing { get; init; } = [];

    /// <summary>Settled periods at the end that are read again for late corrections, as a set.</summary>
    public IReadOnlyList<TimeRange> Revisited { get; init; } = [];

    /// <summary>Outside the instrument's life by its first and last trade.</summary>
    public IReadOnlyList<TimeRange> NotListed { get; init; } = [];

    /// <summary>Periods that have not closed.</summary>
    public IReadOnlyList<TimeRange> Open { get; init; } = [];

    /// <summary>The start of the oldest stored period; null when nothing is stored.</summary>
    public DateTime? StoredFrom { get; init; }

    /// <summary>What is asked for: missing and revisited periods as one set.</summary>
    public IReadOnlyList<TimeRange> Asked =>
        Revisited.Count == 0 ? Missing : Missing.Count == 0 ? Revisited : TimeRanges.Union([.. Missing, .. Revisited]);

    public bool AsksNothing => Missing.Count == 0 && Revisited.Count == 0;

    /// <summary>What of it lies in some stretches, which are ascending; nothing is read again.</summary>
    public SeriesNeed Within(IReadOnlyList<TimeRange> stretches) => this with
    {
        Missing = In(Missing, stretches),
        NotListed = In(NotListed, stretches),
        Open = [],
        Revisited = [],
    };

    private static IReadOnlyList<TimeRange> In(IReadOnlyList<TimeRange> ranges, IReadOnlyList<TimeRange> stretches) =>
        TimeRanges.Union(stretches.SelectMany(stretch => TimeRanges.Within(ranges, stretch)));
}
