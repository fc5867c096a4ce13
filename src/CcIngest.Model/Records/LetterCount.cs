namespace CcIngest.Model;

/// <summary>How many records of one dataset and venue broke one rule. Source: <c>cc_dead_letters</c>.</summary>
public sealed record LetterCount
{
    public required string Dataset { get; init; }

    /// <summary>Null for what belongs to no venue.</summary>
    public string? Exchange { get; init; }

    /// <summary>The rule that they broke.</summary>
    public required string Rule { get; init; }

    public required long Letters { get; init; }

    /// <summary>What is wrong with one of them.</summary>
    public required string Reason { get; init; }

    /// <summary>UTC, when the first one was seen.</summary>
    public required DateTime FirstAt { get; init; }

    /// <summary>UTC, when the last one was seen.</summary>
    public required DateTime LastAt { get; init; }
}
