using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>A table as it stands in the database, whoever made it.</summary>
/// <param name="Name">Without its schema.</param>
/// <param name="Columns">In table order.</param>
/// <param name="UniqueKeys">Columns of the primary key and of unique indexes, none of them nullable; the primary key first.</param>
/// <param name="Indexed">The first columns of all indexes.</param>
/// <param name="Obstacles">What a copy would not have: triggers, foreign keys, generated columns; for people.</param>
public sealed record SourceTable(
    string Name, IReadOnlyList<SourceColumn> Columns, IReadOnlyList<IReadOnlyList<string>> UniqueKeys, IReadOnlySet<string> Indexed, IReadOnlyList<string> Obstacles)
{
    /// <summary>Whether there is a primary key: the first of <see cref="UniqueKeys"/>.</summary>
    public bool HasPrimaryKey { get; init; }

    /// <summary>As <see cref="Obstacles"/>, of what does not matter where the copy is made by the catalogue's definition: checks, collations.</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];

    /// <summary>All keys and indexes on whole columns, the primary key first.</summary>
    public IReadOnlyList<TableKey> Keys { get; init; } = [];

    /// <summary>Whether rows have a number of their own, of which the table says nothing (SQLite's rowid, PostgreSQL's ctid).</summary>
    public bool HasRowId { get; init; }

    /// <summary>The definition of the catalogue when the table is one of ours.</summary>
    public Dataset? Dataset => DatasetCatalog.All.FirstOrDefault(dataset => string.Equals(dataset.Table, Name, StringComparison.OrdinalIgnoreCase));

    public SourceColumn? Find(string column) => Columns.FirstOrDefault(one => string.Equals(one.Name, column, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether no two rows can have the same values in these columns.</summary>
    public bool IsUnique(IReadOnlyList<string> key) => UniqueKeys.Any(unique => unique.All(part => key.Contains(part, StringComparer.OrdinalIgnoreCase)));
}

/// <param name="Name">As the table writes it.</param>
/// <param name="Type">As the engine writes it.</param>
/// <param name="Family">What it holds.</param>
/// <param name="Default">The default's SQL, where a copy has to write it; null for none.</param>
public sealed record SourceColumn(string Name, string Type, ColumnFamily Family, bool IsNullable, string? Default = null);

/// <summary>What a column of any engine holds.</summary>
public enum ColumnFamily
{
    Integer,
    Double,

    /// <summary>An exact decimal, or a float of less than eight bytes.</summary>
    Decimal,

    Boolean,

    /// <summary>Date and time of day.</summary>
    Time,

    Text,
    Binary,

    /// <summary>Whatever else there is; compared by its text.</summary>
    Other,
}
