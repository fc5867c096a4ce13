namespace CcIngest.Storage;

/// <summary>A rebuild in SingleStore's words: keys and types are fixed when a table is made, and there is no renaming of two tables at once.</summary>
internal sealed class SingleStoreRebuildWords(SqlDialect dialect) : MySqlRebuildWords(dialect)
{
    public override string Swap =>
        "two ALTER TABLE … RENAME TO, one after the other: for the time between them, some milliseconds, there is no table of the name";

    // It has neither triggers nor foreign keys.
    public override IReadOnlyList<string> Obstacles(string table) => [];

    public override IReadOnlyList<string> CreateLike(SourceTable table, RebuildRequest request, string newTable)
    {
        string key = string.Join(", ", request.Key.Select(Quote));
        IEnumerable<string> columns = table.Columns.Select(column =>
        {
            bool isKey = request.Key.Contains(column.Name, StringComparer.OrdinalIgnoreCase);
            string type = request.Times.FirstOrDefault(time => time.Column == column.Name) is { } time
                ? time.KeepsMicroseconds ? "DATETIME(6)" : "DATETIME"
                : column.Type;
            return $"{Quote(column.Name)} {type} {(column.IsNullable && !isKey ? "NULL" : "NOT NULL")}";
        });
        return [$"CREATE TABLE {Name(newTable)} (\n    {string.Join(",\n    ", columns.Append($"PRIMARY KEY ({key})").Append($"SHARD KEY ({key})").Append($"SORT KEY ({key})"))}\n)"];
    }

    public override bool SliceEndsTransaction => true;

    public override string SetAside(string table, string name) => $"ALTER TABLE {Name(table)} RENAME TO {Quote(name)}";

    public override IReadOnlyList<string> Rename(string table, string newTable, string original) =>
    [
        $"ALTER TABLE {Name(table)} RENAME TO {Quote(original)}",
        $"ALTER TABLE {Name(newTable)} RENAME TO {Quote(table)}",
    ];
}
