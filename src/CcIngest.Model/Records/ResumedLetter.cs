namespace CcIngest.Model;

/// <summary>What became of a dead letter whose text was judged again.</summary>
public sealed record ResumedLetter
{
    /// <summary>As the store has it now: when another rule is broken than before, the letter has another id.</summary>
    public required string LetterId { get; init; }

    public required string Dataset { get; init; }

    /// <summary>Null for what belongs to no series.</summary>
    public SeriesKey? Series { get; init; }

    /// <summary>UTC, the start of its period; null where that is not known.</summary>
    public DateTime? Time { get; init; }

    public required LetterOutcome Outcome { get; init; }

    /// <summary>The rule that is still broken; null when none is.</summary>
    public string? Rule { get; init; }

    /// <summary>What is still wrong, or why the row was not needed; null for a stored row.</summary>
    public string? Reason { get; init; }
}

/// <summary>What became of a dead letter.</summary>
public enum LetterOutcome
{
    /// <summary>It breaks no rule any more: its row is stored, and the letter is gone.</summary>
    Stored,

    /// <summary>The letter stays, with what is wrong by the rules of now.</summary>
    StillRejected,

    /// <summary>The store has a row of this key that it was given since: that row stands, and the letter is gone.</summary>
    Superseded,
}
