namespace CcIngest.Model;

/// <summary>What a capture of order books would do. Nothing of it has been asked yet.</summary>
public sealed record CapturePlan
{
    /// <summary>What would be done, for example <c>capture order-book</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The books, in the order of the selection.</summary>
    public required IReadOnlyList<CaptureTarget> Targets { get; init; }

    /// <summary>Books that were asked for and cannot be captured: each would be a failed leg of the run.</summary>
    public IReadOnlyList<RunFailure> Refused { get; init; } = [];

    /// <summary>Levels on each side.</summary>
    public required int Depth { get; init; }

    /// <summary>Between ticks.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>Ticks of each book; null for a capture that goes on until it is stopped.</summary>
    public long? Ticks { get; init; }

    /// <summary>What it takes of each exchange's limits.</summary>
    public required IReadOnlyList<CaptureBudget> Budgets { get; init; }

    /// <summary>Requests, retries not counted; null where there is no end.</summary>
    public long? Requests => Ticks * Targets.Count;

    /// <summary>How long it takes; null where there is no end.</summary>
    public TimeSpan? Duration => Ticks is { } ticks ? Every * (ticks - 1) : null;
}

/// <summary>One book to capture.</summary>
public sealed record CaptureTarget(string Exchange, string NativeSymbol, string StandardSymbol)
{
    public override string ToString() => $"{OrderBookSnapshots.Name} {Exchange} {NativeSymbol}";
}

/// <summary>What a capture takes of an exchange's tightest limit.</summary>
/// <param name="Exchange">The venue.</param>
/// <param name="WeightOfTick">Of all its books together.</param>
/// <param name="Window">The length of the limit's window.</param>
/// <param name="WeightInWindow">What the capture takes in such a window, on the average.</param>
/// <param name="Limit">What fits into the window.</param>
public sealed record CaptureBudget(string Exchange, long WeightOfTick, TimeSpan Window, double WeightInWindow, long Limit)
{
    /// <summary>Over 1 when the cadence cannot be held.</summary>
    public double Share => WeightInWindow / Limit;
}
