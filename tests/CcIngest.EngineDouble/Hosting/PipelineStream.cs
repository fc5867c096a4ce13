namespace CcIngest.EngineDouble;

/// <summary>The streams that a pipeline writes to.</summary>
public enum PipelineStream
{
    Output,
    Error,
    Warning,
    Verbose,
    Debug,
    Information,
    Progress,

    /// <summary>What ShouldProcess and ShouldContinue bring up; no stream of PowerShell's, but bound to the pipeline thread like one.</summary>
    Question,
}

/// <summary>One thing that was written.</summary>
/// <param name="Command">The name of the command that wrote it.</param>
/// <param name="ThreadId">The managed id of the thread it came on.</param>
public sealed record StreamEntry(PipelineStream Stream, object? Value, string Command, int ThreadId);

/// <summary>What ShouldProcess or ShouldContinue is asked.</summary>
/// <param name="Description">What <c>-WhatIf</c> shows after "What if:", and <c>-Verbose</c> shows.</param>
/// <param name="Warning">What <c>-Confirm</c> asks.</param>
public sealed record Question(string Description, string Warning, string Caption)
{
    /// <summary>What would be changed; null where the cmdlet gave whole sentences.</summary>
    public string? Target { get; init; }

    /// <summary>What would be done to it; null where the cmdlet gave whole sentences.</summary>
    public string? Action { get; init; }

    /// <summary>Whether <c>-WhatIf</c> answered it.</summary>
    public bool IsWhatIf { get; init; }

    /// <summary>Whether a user would have seen it.</summary>
    public bool IsShown { get; init; }

    public bool Answer { get; init; }
}
