namespace CcIngest.Model;

/// <summary>One thing that was looked at before work is begun, and what came of it. Holds no secret.</summary>
public sealed record ConnectionCheck
{
    /// <summary>
    /// What was looked at, a word that scripts can match: Settings; Network, Key, Clock of a source; File or Network, Login, Server, Rights,
    /// SchemaRights, Schema, Charset, Clock, Space of a store; Scheduler, Account, Program, Job, Secrets, Start, Run of a schedule;
    /// Alerts of a job file.
    /// </summary>
    public required string Check { get; init; }

    /// <summary>Of what: an address, or a store.</summary>
    public required string Target { get; init; }

    public required CheckVerdict Verdict { get; init; }

    /// <summary>What was found.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it; null when there is nothing to do.</summary>
    public string? Advice { get; init; }

    /// <summary>How long the look took.</summary>
    public TimeSpan Duration { get; init; }

    public override string ToString() => $"{Check} {Target}: {Verdict}";
}

/// <summary>What a check says.</summary>
public enum CheckVerdict
{
    Passed,

    /// <summary>Work is possible; somebody should look at it.</summary>
    Warning,

    /// <summary>Work is not possible before this has changed.</summary>
    Failed,

    /// <summary>Not looked at, because something that it needs has failed.</summary>
    Skipped,
}
