namespace CcIngest.Model;

/// <summary>To when the series of one dataset and interval on one venue are known, by the books.</summary>
public sealed record DataFreshness
{
    /// <summary>The dataset's word, for example <c>ohlcv-spot</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>The length of a period as it is printed, <c>1d</c>.</summary>
    public required string Interval { get; init; }

    public required string Exchange { get; init; }

    /// <summary>Series that somebody has asked for.</summary>
    public required long Series { get; init; }

    /// <summary>The end of the newest period that is known of any of them, UTC; null where none is.</summary>
    public DateTime? NewestTo { get; init; }

    /// <summary>The same of the series that lags most, UTC; ended series are known to the end of what was asked for.</summary>
    public DateTime? OldestTo { get; init; }

    /// <summary>Series that are known to less than the asked age, or of which nothing is known.</summary>
    public required long Behind { get; init; }

    /// <summary>When this was looked at, UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>The age of the newest period; null where none is known.</summary>
    public TimeSpan? Age => At - NewestTo;

    /// <summary>The age of the series that lags most.</summary>
    public TimeSpan? OldestAge => At - OldestTo;

    public override string ToString() => $"{Dataset} {Interval} {Exchange}";
}
