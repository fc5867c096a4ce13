using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Stores the rows of Parquet files. Asks the source for nothing.</summary>
public sealed record ImportStep : JobStep
{
    /// <summary>Files, or folders: that of an export, or any with Parquet files in it and below.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Whose rows they are; null when the files say so themselves.</summary>
    public Dataset? Dataset { get; init; }

    /// <summary>Told of each file whose rows are in the store; on no particular thread.</summary>
    public Action<ImportedFile>? OnFile { get; init; }

    public override bool AsksSource => false;

    public override string Counts => "files";

    public override string Title => "import parquet";
}

/// <summary>Writes the rows of a dataset as Parquet files. Asks the source for nothing, and changes nothing in the store.</summary>
public sealed record ExportStep : JobStep
{
    public required ExportRequest Request { get; init; }

    public override bool AsksSource => false;

    public override string Counts => "files";

    public override string Title => $"export {FileDataset.Title(Request.Dataset)}";
}

/// <summary>Brings rows from another store into that of the run, and compares both sides. Asks the source for nothing.</summary>
public sealed record CopyStep : JobStep
{
    /// <summary>The store that the rows come from; stays open.</summary>
    public required IMarketDataStore From { get; init; }

    public required Dataset Dataset { get; init; }

    /// <summary>Only these venues (lower case); empty for all. For time series only.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Only these names on the exchange; empty for all. For time series only.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Periods from here on, UTC, inclusive; null for all. For time series only.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Told of each series, or table, that is the same on both sides; on no particular thread.</summary>
    public Action<CopiedRows>? OnCopied { get; init; }

    public override bool AsksSource => false;

    public override string Counts => "series";

    public override string Title => $"copy {FileDataset.Title(Dataset)}";
}
