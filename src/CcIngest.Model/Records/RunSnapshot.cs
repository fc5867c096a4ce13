namespace CcIngest.Model;

/// <summary>
/// How a run stands at one moment, by what its store knows of it: <c>cc_runs</c>, <c>cc_run_leases</c>, <c>cc_dead_letters</c>. A run under way writes
/// there every few seconds, so counts are that old.
/// </summary>
public sealed record RunSnapshot
{
    public required string RunId { get; init; }

    /// <summary>The job's name.</summary>
    public required string Job { get; init; }

    /// <summary>
    /// Running while its process gives signs of life. Abandoned also where the store says Running yet: it has been silent for too long, or its process is
    /// known to have ended; the next run will say so in the store.
    /// </summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>UTC; null while the run is under way, or when its process died.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>From its start to its end, or to now; for one whose process died, to its last sign of life.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The machine it runs on.</summary>
    public string? Host { get; init; }

    public long? ProcessId { get; init; }

    /// <summary>The age of the last sign of life, by the clock of the store; null for a run that has ended.</summary>
    public TimeSpan? SilentFor { get; init; }

    /// <summary>The words of the step under way, or of the last one; null before the first.</summary>
    public string? Step { get; init; }

    /// <summary>1 for the first step; 0 before it.</summary>
    public int StepNumber { get; init; }

    public int StepCount { get; init; }

    /// <summary>Series or lists of the step.</summary>
    public int Legs { get; init; }

    /// <summary>Those of <see cref="Legs"/> that are through, the failed ones included.</summary>
    public int LegsDone { get; init; }

    /// <summary>What <see cref="Done"/> and <see cref="Planned"/> count.</summary>
    public string? Unit { get; init; }

    public long? Done { get; init; }

    /// <summary>Null while that is unknown.</summary>
    public long? Planned { get; init; }

    /// <summary><see cref="Done"/> of <see cref="Planned"/>, 0 to 1; null while that is unknown.</summary>
    public double? Share => Planned is > 0 and { } planned && Done is { } done ? Math.Clamp((double)done / planned, 0, 1) : null;

    /// <summary>About so long yet for the step; null while there is no pace to tell it by.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>The series or list that something was heard of last.</summary>
    public string? Current { get; init; }

    /// <summary>Of all steps so far.</summary>
    public RowCounts Rows { get; init; }

    /// <summary>Rows read from the source per second between the last two states that differ; of the whole run where there is one state only.</summary>
    public double RowsPerSecond { get; init; }

    /// <summary>Requests sent, retries included.</summary>
    public long Requests { get; init; }

    /// <summary>As <see cref="RowsPerSecond"/>.</summary>
    public double RequestsPerSecond { get; init; }

    public long Retries { get; init; }

    /// <summary>Legs of all steps that failed so far.</summary>
    public long FailedLegs { get; init; }

    /// <summary>The newest failures, the newest last: at most 10.</summary>
    public IReadOnlyList<RunFailure> LastFailures { get; init; } = [];

    /// <summary>The newest dead letters that this run was the first to see, the newest first: at most 5.</summary>
    public IReadOnlyList<DeadLetterRecord> LastLetters { get; init; } = [];

    /// <summary>Error id and message of what ended the run; null otherwise.</summary>
    public string? Failure { get; init; }

    /// <summary>
    /// What is left of the rate limits: what this machine's processes know together, else what the run noted last. Empty where neither is known, and for
    /// a run that has ended.
    /// </summary>
    public IReadOnlyList<RateLimitRecord> Limits { get; init; } = [];

    /// <summary>Whether there is nothing more to come.</summary>
    public bool HasEnded => Outcome != RunOutcome.Running;
}
