namespace CcIngest.Model;

/// <summary>Rows of a table that have the same key.</summary>
public sealed record DuplicateGroup
{
    public required string Table { get; init; }

    /// <summary>Columns that should tell rows apart.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>The values of these columns, as text.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>Rows that have them, 2 or more.</summary>
    public required long Rows { get; init; }

    /// <summary>When the newest was collected, as text of the engine; null where the table has no such column.</summary>
    public string? Newest { get; init; }

    /// <summary>When the oldest was collected.</summary>
    public string? Oldest { get; init; }

    /// <summary>Why there can be several.</summary>
    public required string Reason { get; init; }

    /// <summary>The command that mends it.</summary>
    public required string Advice { get; init; }

    public override string ToString() => FormattableString.Invariant($"{Table} {string.Join(" ", Values)}: {Rows} rows");
}
