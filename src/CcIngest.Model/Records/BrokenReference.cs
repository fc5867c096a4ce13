namespace CcIngest.Model;

/// <summary>Something that a table names and another one does not have. Found in the store by <c>broken_references.sql</c>.</summary>
public sealed record BrokenReference
{
    /// <summary>The dataset of the table that names it.</summary>
    public required string Dataset { get; init; }

    /// <summary>The rule that does not hold.</summary>
    public required string Rule { get; init; }

    /// <summary>The venue that is named; null for an asset.</summary>
    public string? Exchange { get; init; }

    /// <summary>The asset that is named; null for a venue.</summary>
    public long? AssetId { get; init; }

    /// <summary>The asset's symbol, where the table has it.</summary>
    public string? Symbol { get; init; }

    /// <summary>How often it is named.</summary>
    public required long Uses { get; init; }

    public override string ToString() => Exchange is not null ? $"exchange {Exchange}" : FormattableString.Invariant($"asset {AssetId}") + (Symbol is null ? "" : $" ({Symbol})");
}
