namespace CcIngest.Model;

/// <summary>What a removal of duplicates did.</summary>
public sealed record DuplicateRemoval
{
    public required string Table { get; init; }

    public required IReadOnlyList<string> Key { get; init; }

    public required long RowsBefore { get; init; }

    public required long RowsAfter { get; init; }

    public required long Removed { get; init; }

    /// <summary>How: <c>in place</c>, or <c>rebuild</c> into a new table that has the key.</summary>
    public required string Method { get; init; }

    /// <summary>Whether the table now has a key that keeps duplicates out.</summary>
    public required bool HasKey { get; init; }

    /// <summary>The folder with the removed rows; null when none was asked for.</summary>
    public string? ExportPath { get; init; }

    /// <summary>The name under which the table as it was is kept; null when rows were removed in place.</summary>
    public string? Original { get; init; }

    public double Seconds { get; init; }

    /// <summary>The command to give next, or what to know.</summary>
    public string Next { get; init; } = "";
}
