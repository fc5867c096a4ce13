namespace CcIngest.Storage;

/// <summary>A rebuild in SingleStore's words: keys and types are fixed when a table is made, and there is no renaming of two tables at once.</summary>
internal sealed class SingleStoreRebuildWords(SqlDialect dialect) : MySqlRebuildWords(dialect)
{
    public override string Swap =>
        "two ALTER TABLE … RENAME TO, one after the other: for the time between them, some milliseconds, there is no table of the name";

    // It has neither triggers nor foreign keys.
    public override IReadOnlyList<string> Obstacles(string table) => [];

    // The catalogue does not say how a column is computed, and a new table would begin to count anew.
    public override IReadOnlyList<string> Losses(string table) =>
    [
        $"SELECT CONCAT('the column ', COLUMN_NAME, ' (', EXTRA, ')') FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = {Literal(Dialect.Schema)} "
            + $"AND TABLE_NAME = {Literal(table)} AND (EXTRA LIKE '%auto_increment%' OR EXTRA LIKE '%computed%')",
    ];

    // A table has one unique key, and its shard key is in it.
    public override IEnumerable<string> LossesOf(SourceTable table, RebuildRequest request) => table.Losses.Concat(table.Keys
        .Where(key => key.IsUnique && !key.Columns.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(request.Key))
        .Select(key => $"the unique key ({string.Join(", ", key.Columns)}), beside which there can be no other"));

    // Texts come without quotes, functions as they are.
    public override string? Defaults(string table) =>
        "SELECT COLUMN_NAME, CASE WHEN COLUMN_DEFAULT LIKE 'CURRENT_TIMESTAMP%' OR COLUMN_DEFAULT LIKE 'NOW(%' THEN COLUMN_DEFAULT "
        + "ELSE CONCAT('''', REPLACE(COLUMN_DEFAULT, '''', ''''''), '''') END FROM information_schema.COLUMNS "
        + $"WHERE TABLE_SCHEMA = {Literal(Dialect.Schema)} AND TABLE_NAME = {Literal(table)} AND COLUMN_DEFAULT IS NOT NULL";

    public override IReadOnlyList<string> CreateLike(SourceTable table, RebuildRequest request, string newTable)
    {
        string key = Names(request.Key);
        IEnumerable<string> columns = table.Columns.Select(column =>
        {
            bool isKey = request.Key.Contains(column.Name, StringComparer.OrdinalIgnoreCase);
            // A default of a number would be none of a time.
            (string type, string? standard) = request.Times.FirstOrDefault(time => time.Column == column.Name) is { } time
                ? (time.KeepsMicroseconds ? "DATETIME(6)" : "DATETIME", null)
                : (column.Type, column.Default);
            return $"{Quote(column.Name)} {type} {(column.IsNullable && !isKey ? "NULL" : "NOT NULL")}{(standard is null ? "" : $" DEFAULT {standard}")}";
        });
        // The catalogue shows the shard and the sort key as keys too, under names of the engine's own.
        IEnumerable<string> indexes = table.Keys.Where(index => !index.IsUnique && !index.Name.StartsWith("__", StringComparison.Ordinal))
            .Select(index => $"KEY {Quote(index.Name)} ({Names(index.Columns)}) USING HASH");
        string[] keys = [$"PRIMARY KEY ({key})", $"SHARD KEY ({key})", $"SORT KEY ({key})"];
        return [$"CREATE TABLE {Name(newTable)} (\n    {string.Join(",\n    ", columns.Concat(keys).Concat(indexes))}\n)"];

        string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));
    }

    public override bool SliceEndsTransaction => true;

    public override string SetAside(string table, string name) => $"ALTER TABLE {Name(table)} RENAME TO {Quote(name)}";

    public override IReadOnlyList<string> Rename(string table, string newTable, string original) =>
    [
        $"ALTER TABLE {Name(table)} RENAME TO {Quote(original)}",
        $"ALTER TABLE {Name(newTable)} RENAME TO {Quote(table)}",
    ];
}
