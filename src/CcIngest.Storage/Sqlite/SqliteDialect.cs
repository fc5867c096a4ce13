using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// SQLite 3.35 and later; the file is attached under the schema's name. Types are affinities there, so CHECKs see to keys and numbers. Times are
/// UTC text, which sorts and which the date functions read; exact decimals are text.
/// </summary>
public sealed class SqliteDialect(string schema) : SqlDialect(schema)
{
    public override string Engine => StoreEngines.Sqlite;

    public override int MaxParameters => 32_766;

    public override bool HasTransactionalDdl => true;

    public override string KeyCollation => "BINARY";

    // %f is seconds with milliseconds.
    public override string UtcNow => "strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'";

    public override string? CreateSchema => null;

    public override string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // The provider would leave zeros at the end of a fraction away: another text, and another order.
    public override object TimeParameter(Column column, DateTime time) => SqlTime.Text(time, column.Resolution());

    public override string JoinedRows(IReadOnlyList<string> parts) => $"GROUP_CONCAT({string.Join(" || ", parts)})";

    public override string TypeOf(Column column) => column.Storage switch
    {
        ColumnStorage.Double => "REAL",
        ColumnStorage.Int64 when !column.IsTime() => "INTEGER",
        _ => "TEXT",
    };

    public override IReadOnlyList<string> CreateTable(Dataset dataset) =>
    [
        CreateTable(dataset, [PrimaryKey(dataset)], " WITHOUT ROWID"),
        .. IndexesOf(dataset).Select(index => AddIndex(dataset, index)),
    ];

    // A series table is read by its key; a second b-tree over all series would cost each candle a third of its speed.
    public override IEnumerable<IReadOnlyList<int>> IndexesOf(Dataset dataset) => dataset.Series is null ? dataset.Indexes : [];

    // The schema stands before the index name, never before the table.
    public override string AddIndex(Dataset dataset, IReadOnlyList<int> index) =>
        $"CREATE INDEX IF NOT EXISTS {Quote(Schema)}.{Quote(IndexName(dataset, index))} ON {Quote(dataset.Table)} ({Names(dataset, index)})";

    public override string ReadColumns => $"""
        SELECT m.name AS "Table", c.name AS "Name", c.type AS "Type", c."notnull" = 0 AND c.pk = 0 AS "Nullable",
            c.dflt_value IS NOT NULL AS "HasDefault", NULL AS "Collation", c.cid AS "Position"
        FROM {Quote(Schema)}.sqlite_master m, pragma_table_info(m.name, @schema) c
        WHERE m.type = 'table'
        """;

    // The key of a table WITHOUT ROWID is an index too; an INTEGER PRIMARY KEY is none, so both are read from the columns.
    public override string ReadKeys => $"""
        SELECT m.name AS "Table", 'PRIMARY' AS "Name", c.name AS "Column", c.pk AS "Position", 1 AS "IsPrimary", 1 AS "IsUnique", 1 AS "IsWhole"
        FROM {Quote(Schema)}.sqlite_master m, pragma_table_info(m.name, @schema) c
        WHERE m.type = 'table' AND c.pk > 0
        UNION ALL
        SELECT m.name, i.name, COALESCE(c.name, ''), c.seqno, 0, i."unique", c.name IS NOT NULL AND i.partial = 0
        FROM {Quote(Schema)}.sqlite_master m, pragma_index_list(m.name, @schema) i, pragma_index_info(i.name, @schema) c
        WHERE m.type = 'table' AND i.origin <> 'pk'
        """;

    public override ColumnType? ReadType(string text) => ColumnType.OfSqlite(text);

    protected override string Define(Dataset dataset, int ordinal)
    {
        Column column = dataset.Columns[ordinal];
        string type = TypeOf(column);
        string definition = $"{Quote(column.Name)} {type}{(column.Nullable ? "" : " NOT NULL")}";
        if (type == "TEXT" && !dataset.Key.Contains(ordinal))
        {
            return definition;
        }

        string stored = type.ToLowerInvariant();
        return $"{definition} CHECK (typeof({Quote(column.Name)}) {(column.Nullable ? $"IN ('{stored}', 'null')" : $"= '{stored}'")})";
    }
}
