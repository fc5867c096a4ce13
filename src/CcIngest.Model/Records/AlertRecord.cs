namespace CcIngest.Model;

/// <summary>What an alert says of its cause.</summary>
public enum AlertKind
{
    /// <summary>The cause is there.</summary>
    Firing,

    /// <summary>The cause that was told of is there no more.</summary>
    Resolved,

    /// <summary>Nothing is wrong: somebody tries the sink.</summary>
    Test,
}

/// <summary>What became of an alert.</summary>
public enum AlertState
{
    /// <summary>A process is at it, or died over it.</summary>
    Sending,

    /// <summary>The sink has taken it.</summary>
    Sent,

    /// <summary>The sink did not take it; the next run tries again while the cause is there.</summary>
    Failed,
}

/// <summary>One message of an alert rule to one sink. Source: <c>cc_alerts</c>.</summary>
public sealed record AlertRecord
{
    /// <summary>A hash of job, rule and cause: two runs that see the same cause mean the same one.</summary>
    public required string CauseId { get; init; }

    /// <summary>The sink's name in the job file.</summary>
    public required string Sink { get; init; }

    /// <summary>1, 2, 3 … of this cause and sink.</summary>
    public required int Number { get; init; }

    public required AlertKind Kind { get; init; }

    public required AlertState State { get; init; }

    /// <summary>The job's name.</summary>
    public required string Job { get; init; }

    /// <summary>The rule's name in the job file.</summary>
    public required string Rule { get; init; }

    /// <summary>What is wrong, in a few words that stay the same while it is.</summary>
    public required string Cause { get; init; }

    /// <summary>The message in one line.</summary>
    public required string Text { get; init; }

    /// <summary>The whole message as the sink got it, JSON.</summary>
    public string? Message { get; init; }

    /// <summary>The run that saw it; null for one that could not begin.</summary>
    public string? RunId { get; init; }

    /// <summary>UTC, when the cause was seen first.</summary>
    public required DateTime Since { get; init; }

    /// <summary>UTC, when a process took it on itself to send this.</summary>
    public required DateTime ClaimedAt { get; init; }

    /// <summary>A word that only that process knows.</summary>
    public required string Claim { get; init; }

    /// <summary>UTC, when the sink had taken it; null when it has not.</summary>
    public DateTime? SentAt { get; init; }

    /// <summary>UTC: until then the cause is not told again to this sink.</summary>
    public required DateTime QuietUntil { get; init; }

    /// <summary>Why the sink did not take it.</summary>
    public string? Error { get; init; }

    public override string ToString() => FormattableString.Invariant($"{Kind} {Rule} {Cause} to {Sink}");
}
