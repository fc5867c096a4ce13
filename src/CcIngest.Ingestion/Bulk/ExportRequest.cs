using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>What is exported, and where to.</summary>
public sealed record ExportRequest
{
    /// <summary>Any table of <see cref="DatasetCatalog"/>.</summary>
    public required Dataset Dataset { get; init; }

    /// <summary>The folder; made when it is not there.</summary>
    public required string Folder { get; init; }

    /// <summary>Only these venues (lower case); empty for all. For time series only.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Only these names on the exchange; empty for all. For time series only.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Periods from here on, UTC, inclusive; null for all. For time series only.</summary>
    public DateTime? From { get; init; }

    /// <summary>Periods before this, UTC, exclusive; null for all. For time series only.</summary>
    public DateTime? To { get; init; }

    /// <summary>Null for what keeps files from being tiny or huge: minutes by month, all else by year.</summary>
    public ExportPartition? Partition { get; init; }

    /// <summary>Whether an export that is there already is replaced.</summary>
    public bool Replaces { get; init; }
}
