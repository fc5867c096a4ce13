namespace CcIngest.Model;

/// <summary>A job that a scheduler of this machine runs at fixed times. Holds no secret.</summary>
public sealed record Schedule
{
    /// <summary>Without the prefix <c>ccingest-</c> that its unit, task or line has.</summary>
    public required string Name { get; init; }

    public required ScheduleKind Kind { get; init; }

    /// <summary>When, for people: <c>daily at 00:10 UTC</c>.</summary>
    public required string Time { get; init; }

    /// <summary>When, in the five fields of cron, always UTC: <c>10 0 * * *</c>.</summary>
    public required string Cron { get; init; }

    /// <summary>The job file, absolute.</summary>
    public required string Job { get; init; }

    /// <summary>Where the job is run: settings files and relative paths belong to it.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>What is run.</summary>
    public required string Command { get; init; }

    /// <summary>The user whose schedule it is.</summary>
    public required string Account { get; init; }

    /// <summary>Where it stands: a crontab, a file, or the name of a task.</summary>
    public required string Place { get; init; }

    /// <summary>The folder whose files it is made of; null for one that the scheduler of this machine has.</summary>
    public string? Folder { get; init; }

    /// <summary>UTC.</summary>
    public DateTime NextRun { get; init; }

    /// <summary>What the cmdlet that wrote this record has done.</summary>
    public ScheduleChange Change { get; init; }

    public override string ToString() => $"{Name} ({Kind}, {Time})";
}

/// <summary>What runs a job at its time.</summary>
public enum ScheduleKind
{
    /// <summary>The user's crontab.</summary>
    Cron,

    /// <summary>A timer of the user's systemd manager.</summary>
    Systemd,

    /// <summary>The Task Scheduler of Windows.</summary>
    TaskScheduler,
}

/// <summary>What became of a schedule.</summary>
public enum ScheduleChange
{
    /// <summary>It was read.</summary>
    None,

    Registered,

    /// <summary>There was another one of this name.</summary>
    Replaced,

    /// <summary>The same was there already.</summary>
    Unchanged,
}
