using System.Text.Json.Serialization;

namespace CcIngest.Model;

/// <summary>What a run did: the object a cmdlet emits, the row of <c>cc_runs</c>, the JSON of <c>ccingest --json</c>.</summary>
public sealed record RunSummary
{
    public required string RunId { get; init; }

    /// <summary>The job's name.</summary>
    public required string Job { get; init; }

    public required RunOutcome Outcome { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>UTC; null while the run is under way.</summary>
    public DateTime? EndedAt { get; init; }

    public double Seconds { get; init; }

    /// <summary>Those that have begun, in their order.</summary>
    public required IReadOnlyList<StepSummary> Steps { get; init; }

    /// <summary>Steps of the job, those to come included.</summary>
    public int StepCount { get; init; }

    /// <summary>Requests sent, retries included.</summary>
    public long Requests { get; init; }

    /// <summary>Requests that were sent again.</summary>
    public long Retries { get; init; }

    /// <summary>Why the run failed as a whole; null otherwise.</summary>
    public RunFailure? Failure { get; init; }

    /// <summary>What did not work beside the run itself and changes nothing of its outcome: alerts that a sink did not take.</summary>
    public IReadOnlyList<RunFailure> Warnings { get; init; } = [];

    /// <summary>The summary of a run that could not begin: there is no row of it in the store.</summary>
    /// <param name="target">What was to be run, for example the job file.</param>
    /// <param name="at">UTC.</param>
    public static RunSummary NotBegun(string job, string target, IngestException failure, DateTime at) => new()
    {
        RunId = "",
        Job = job,
        Outcome = RunOutcome.Failed,
        StartedAt = at,
        EndedAt = at,
        Steps = [],
        Failure = new RunFailure(target, failure.Id.ToString(), failure.Message, failure.Advice),
    };

    /// <summary>0 complete, 1 failed, 2 partial, 130 cancelled.</summary>
    public int ExitCode => Outcome switch
    {
        RunOutcome.Complete => 0,
        RunOutcome.Partial => 2,
        RunOutcome.Cancelled => 130,
        _ => 1,
    };
}

/// <summary>What one step of a run did.</summary>
public sealed record StepSummary
{
    /// <summary>The step's words, for example <c>ingest ohlcv spot 1d</c>.</summary>
    public required string Step { get; init; }

    /// <summary>Series or reference lists worked on.</summary>
    public int Legs { get; init; }

    /// <summary>Series or lists that were left to another run which works on them (<see cref="BusyPolicy.Share"/>); no legs of this one.</summary>
    public int LeftToOthers { get; init; }

    public RowCounts Rows { get; init; }

    /// <summary>Ticks of a capture that were due and have no snapshot; they are in <c>cc_missed_ticks</c>, with their causes.</summary>
    public long Missed { get; init; }

    public long Requests { get; init; }

    public double Seconds { get; init; }

    /// <summary>Where the time went; null for a step that asks for no series.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PipelineTimes? Times { get; init; }

    /// <summary>One for each leg that failed.</summary>
    public IReadOnlyList<RunFailure> Failures { get; init; } = [];

    /// <summary>Failures beyond the listed ones: the stored form of a summary lists only some.</summary>
    public int FailuresNotListed { get; init; }

    /// <summary>How far the step is; null once it has ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StepProgress? Progress { get; init; }
}

/// <summary>How far a step under way is.</summary>
public sealed record StepProgress
{
    /// <summary>What <see cref="Done"/> and <see cref="Planned"/> count: <c>requests</c>, <c>series</c>, <c>files</c>.</summary>
    public required string Unit { get; init; }

    public long Done { get; init; }

    /// <summary>Null while that is unknown.</summary>
    public long? Planned { get; init; }

    /// <summary>Series or lists that are through, the failed ones included.</summary>
    public int LegsDone { get; init; }

    /// <summary>The series or list that something was heard of last.</summary>
    public string? Current { get; init; }

    /// <summary>About so long yet, at the pace so far or as long as the rate limits take; null while there is no pace.</summary>
    public double? RemainingSeconds { get; init; }
}

/// <summary>Rows by what became of them.</summary>
/// <param name="Read">Rows that the source gave for storing; periods without trades and the running period are not rows.</param>
/// <param name="Inserted">Rows new to the store.</param>
/// <param name="Updated">Rows whose values changed.</param>
/// <param name="Unchanged">Rows the store had just so.</param>
/// <param name="Rejected">Rows in the dead letters, those known before included.</param>
public readonly record struct RowCounts(long Read, long Inserted, long Updated, long Unchanged, long Rejected)
{
    /// <summary>Rows that the source no longer has of a whole set, as the maps of an asset are: they are in the store no more.</summary>
    public long Removed { get; init; }

    public static RowCounts operator +(RowCounts left, RowCounts right) => new(
        left.Read + right.Read, left.Inserted + right.Inserted, left.Updated + right.Updated, left.Unchanged + right.Unchanged,
        left.Rejected + right.Rejected)
    {
        Removed = left.Removed + right.Removed,
    };

    public static RowCounts Add(RowCounts left, RowCounts right) => left + right;
}

/// <summary>One failed leg of a run.</summary>
/// <param name="Target">The series or list.</param>
/// <param name="ErrorId">An <see cref="IngestErrorId"/> as text.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do.</param>
public sealed record RunFailure(string Target, string ErrorId, string Message, string Advice);
