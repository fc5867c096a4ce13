using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Takes stored rows that no run of this program brought into the books, so that nobody asks for them again. Asks the source for nothing.</summary>
public sealed record AdoptStep : JobStep
{
    /// <summary>A time series.</summary>
    public required Dataset Dataset { get; init; }

    /// <summary>Only these venues (lower case); empty for all.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Only these names on the exchange; empty for all.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Told of each series when its books are written; on no particular thread.</summary>
    public Action<AdoptedRows>? OnAdopted { get; init; }

    public override bool AsksSource => false;

    public override string Counts => "series";

    public override string Title => $"adopt {FileDataset.Title(Dataset)}";
}
