namespace CcIngest.Model;

/// <summary>How a run ended, or that it has not.</summary>
public enum RunOutcome
{
    Running,

    /// <summary>Everything that was asked is had.</summary>
    Complete,

    /// <summary>A leg failed or a row was rejected that was not known before; the rest is had.</summary>
    Partial,

    /// <summary>The run could not do its work.</summary>
    Failed,

    /// <summary>Ctrl+C, SIGINT or SIGTERM.</summary>
    Cancelled,

    /// <summary>Its process died; found by the next run.</summary>
    Abandoned,
}
