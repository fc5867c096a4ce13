using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>What is compared with a source, and how much of it.</summary>
public sealed record CompareRequest
{
    /// <summary>Which series; empty for all that are stored.</summary>
    public IReadOnlyList<QualityTarget> Targets { get; init; } = [];

    /// <summary>Compares candles with the klines of their exchange, and not with the source that they came from.</summary>
    public bool WithKlines { get; init; }

    /// <summary>So many pages of each series, chosen by <see cref="Seed"/>; null for all.</summary>
    public int? Sample { get; init; }

    /// <summary>The same seed chooses the same pages.</summary>
    public int Seed { get; init; }

    /// <summary>How many differences of each series are kept, the worst ones.</summary>
    public int Worst { get; init; } = 10;
}
