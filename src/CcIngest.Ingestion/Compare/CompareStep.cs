using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Fetches again what is stored and compares it. Writes findings where the source itself says something else, and never a candle.</summary>
public sealed record CompareStep : JobStep
{
    public required ComparePlan Plan { get; init; }

    /// <summary>Told of each series that was compared; on no particular thread.</summary>
    public Action<SourceComparison>? OnCompared { get; init; }

    public override string Title => Plan.Request.WithKlines ? "compare with klines" : "compare with the source";
}
