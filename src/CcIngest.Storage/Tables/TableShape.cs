namespace CcIngest.Storage;

/// <summary>A table as the engine has it, whoever made it.</summary>
/// <param name="Table">Its name without the schema.</param>
/// <param name="Columns">In table order.</param>
/// <param name="Keys">The primary key first, then other indexes by name. Indexes on expressions, on parts of rows or of texts are left out.</param>
public sealed record TableShape(string Table, IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableKey> Keys)
{
    /// <summary>The primary key, or null where there is none.</summary>
    public TableKey? PrimaryKey => Keys.FirstOrDefault(key => key.IsPrimary);

    /// <summary>The column of that name; the engines disagree about case in names, so it is ignored. Null where there is none.</summary>
    public TableColumn? Column(string name) =>
        Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether the engine itself refuses a second row with the same values in these columns: a unique key has them, or some of them, and no others.
    /// A nullable column makes none: rows with a null in it are never equal.
    /// </summary>
    public bool IsUnique(IReadOnlyCollection<string> columns) => Keys.Any(key => key.IsUnique && key.Columns.All(name =>
        columns.Contains(name, StringComparer.OrdinalIgnoreCase) && Column(name) is { Nullable: false }));
}

/// <summary>One column as the engine has it.</summary>
/// <param name="Name">As the engine writes it.</param>
/// <param name="Text">The engine's words for the type: <c>bigint(20)</c>, <c>character varying(64)</c>.</param>
/// <param name="Type">What those words mean here; null for types that no dataset has.</param>
/// <param name="Nullable">Whether the column takes nulls.</param>
/// <param name="HasDefault">Whether an INSERT may leave it out although it takes no nulls.</param>
/// <param name="Collation">Of a text in the MySQL family and PostgreSQL; null elsewhere.</param>
public sealed record TableColumn(string Name, string Text, ColumnType? Type, bool Nullable, bool HasDefault, string? Collation);

/// <summary>A primary key, a unique key or a plain index.</summary>
/// <param name="Columns">In the order of the key.</param>
public sealed record TableKey(string Name, IReadOnlyList<string> Columns, bool IsPrimary, bool IsUnique);
