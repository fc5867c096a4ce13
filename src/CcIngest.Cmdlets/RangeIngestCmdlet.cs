using System.Management.Automation;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet that brings series up to date over a range of time.</summary>
public abstract class RangeIngestCmdlet : IngestCmdlet
{
    /// <summary>UTC, inclusive.</summary>
    [Parameter(Mandatory = true)]
    [UtcTime]
    public DateTime From { get; set; }

    /// <summary>UTC, exclusive; now unless given.</summary>
    [Parameter]
    [UtcTime]
    public DateTime? To { get; set; }

    /// <summary>How many closed periods at the end of what is stored are read again for late corrections.</summary>
    [Parameter]
    [ValidateRange(0, 1_000)]
    public int Revisit { get; set; } = 2;

    /// <summary>Series worked on at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;
}
