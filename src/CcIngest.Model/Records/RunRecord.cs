namespace CcIngest.Model;

/// <summary>A run as the store knows it. Source: <c>cc_runs</c>.</summary>
public sealed record RunRecord
{
    public required string RunId { get; init; }

    /// <summary>The job's name.</summary>
    public required string Job { get; init; }

    public required RunOutcome Outcome { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>UTC; null while the run is under way, or when its process died.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>The machine it ran on.</summary>
    public string? Host { get; init; }

    public long? ProcessId { get; init; }

    public string? ToolVersion { get; init; }

    public long? RowsRead { get; init; }

    public long? RowsInserted { get; init; }

    public long? RowsUpdated { get; init; }

    public long? RowsUnchanged { get; init; }

    public long? RowsRejected { get; init; }

    /// <summary>Requests sent, retries included.</summary>
    public long? Requests { get; init; }

    public long? Retries { get; init; }

    public long? FailedLegs { get; init; }

    /// <summary>Error id and message of what ended the run; null otherwise.</summary>
    public string? Failure { get; init; }

    /// <summary>
    /// The run's summary as JSON; while it is under way, and for one whose process died, as its last sign of life left it. So are the counts.
    /// </summary>
    public string? Summary { get; init; }
}
