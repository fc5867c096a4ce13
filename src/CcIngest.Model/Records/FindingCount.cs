namespace CcIngest.Model;

/// <summary>How many open findings of one dataset broke one rule. Source: <c>cc_quality_findings</c>.</summary>
public sealed record FindingCount
{
    public required string Dataset { get; init; }

    public required string Rule { get; init; }

    public required QualitySeverity Severity { get; init; }

    public required long Findings { get; init; }

    /// <summary>Venues that have one.</summary>
    public required long Exchanges { get; init; }
}
