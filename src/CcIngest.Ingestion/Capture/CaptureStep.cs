using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Takes snapshots of order books at a steady cadence, until a time, for a number of ticks, or until it is stopped.</summary>
public sealed record CaptureStep : JobStep
{
    /// <summary>Which books, chosen from the symbols in the store; ignored when <see cref="Pairs"/> are given.</summary>
    public Selection Select { get; init; } = new();

    /// <summary>Exactly these books; null to choose by <see cref="Select"/>.</summary>
    public IReadOnlyList<TradingPair>? Pairs { get; init; }

    /// <summary>Levels on each side.</summary>
    public int Depth { get; init; } = 100;

    /// <summary>Between ticks; <see cref="CaptureSchedule.Shortest"/> to <see cref="CaptureSchedule.Longest"/>.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>How long; the tick at its end is none of it. Of this, <see cref="Until"/> and <see cref="Count"/> one at most is given; without any it goes on.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Ticks of each book.</summary>
    public long? Count { get; init; }

    /// <summary>Requests of each exchange under way at once, its own bound at most; 1 to 64.</summary>
    public int ThrottleLimit { get; init; } = 16;

    public override string Title => $"capture {OrderBookSnapshots.Name}";

    public override string Counts => "ticks";
}
