using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// MySQL and MariaDB. The upsert is the <c>VALUES(c)</c> form, the only one that all of the family take. Indexes stand in
/// CREATE TABLE, because CREATE INDEX knows no IF NOT EXISTS in MySQL.
/// </summary>
/// <param name="keyCollation">Of identifier columns: <c>utf8mb4_general_ci</c> or <c>utf8mb4_bin</c>.</param>
public class MySqlDialect(string schema, string keyCollation) : SqlDialect(schema)
{
    private const string ExactCollation = "utf8mb4_bin";

    public override string Engine => StoreEngines.MySql;

    public override int MaxParameters => 65_535;

    public override bool HasTransactionalDdl => false;

    public override string KeyCollation { get; } = keyCollation;

    public override string UtcNow => "UTC_TIMESTAMP(6)";

    public override string ForUpdate => " FOR UPDATE";

    public override string ForShare => " LOCK IN SHARE MODE";

    public override string? CreateSchema => $"CREATE DATABASE IF NOT EXISTS {Quote(Schema)}";

    public override string LockRows => " FOR UPDATE";

    // utf8mb4_bin too pads with blanks, but sources and rules trim every key.
    public override bool ComparesExactly(Column column) =>
        column.Storage != ColumnStorage.Text || CollationOf(column) == ExactCollation;

    public override string ExactOrder(Column column) =>
        ComparesExactly(column) ? Quote(column.Name) : $"{Quote(column.Name)} COLLATE {ExactCollation}";

    public override string Quote(string identifier) => $"`{identifier.Replace("`", "``", StringComparison.Ordinal)}`";

    public override string TypeOf(Column column) => column.Kind switch
    {
        ColumnKind.Text => $"VARCHAR({column.Length}) CHARACTER SET utf8mb4 COLLATE {CollationOf(column)}",
        ColumnKind.LongText => $"LONGTEXT CHARACTER SET utf8mb4 COLLATE {CollationOf(column)}",
        ColumnKind.Json => "JSON",
        ColumnKind.Double => "DOUBLE",
        ColumnKind.Decimal => $"DECIMAL({column.Precision},{column.Scale})",
        ColumnKind.Int32 => "INT",
        ColumnKind.Int64 => "BIGINT",
        ColumnKind.Boolean => "BOOLEAN",
        ColumnKind.DateTime => "DATETIME",
        ColumnKind.DateTimeMicroseconds => "DATETIME(6)",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Kind, "Unknown kind of column."),
    };

    public override string JoinedRows(IReadOnlyList<string> parts) => $"GROUP_CONCAT(CONCAT({string.Join(", ", parts)}))";

    public override IReadOnlyList<string> CreateTable(Dataset dataset) =>
    [
        CreateTable(
            dataset,
            [PrimaryKey(dataset), .. IndexesOf(dataset).Select(index => Key(dataset, index))],
            $" ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE {ExactCollation}"),
    ];

    public override string ReadColumns => """
        SELECT c.TABLE_NAME AS `Table`, c.COLUMN_NAME AS `Name`, c.COLUMN_TYPE AS `Type`, c.IS_NULLABLE = 'YES' AS `Nullable`,
            c.COLUMN_DEFAULT IS NOT NULL OR c.EXTRA LIKE '%auto_increment%' AS `HasDefault`, c.COLLATION_NAME AS `Collation`, c.ORDINAL_POSITION AS `Position`
        FROM information_schema.COLUMNS c
        JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
        WHERE c.TABLE_SCHEMA = @schema AND t.TABLE_TYPE = 'BASE TABLE'
        """;

    public override string ReadKeys => """
        SELECT TABLE_NAME AS `Table`, INDEX_NAME AS `Name`, COLUMN_NAME AS `Column`, SEQ_IN_INDEX AS `Position`,
            INDEX_NAME = 'PRIMARY' AS `IsPrimary`, NON_UNIQUE = 0 AS `IsUnique`, SUB_PART IS NULL AS `IsWhole`
        FROM information_schema.STATISTICS
        WHERE TABLE_SCHEMA = @schema
        """;

    public override ColumnType? ReadType(string text) => ColumnType.OfMySql(text);

    public override string? CollationName(Column column) =>
        column.Kind is ColumnKind.Text or ColumnKind.LongText ? CollationOf(column) : null;

    public override string AddIndex(Dataset dataset, IReadOnlyList<int> index) => $"ALTER TABLE {Name(dataset)} ADD {Key(dataset, index)}";

    /// <summary>The collation of a text column.</summary>
    public string CollationOf(Column column) => column.Collation == TextCollation.Exact ? ExactCollation : KeyCollation;

    /// <summary>The line of a plain index, in CREATE and in ALTER.</summary>
    protected virtual string Key(Dataset dataset, IReadOnlyList<int> index) => $"KEY {Quote(IndexName(dataset, index))} ({Names(dataset, index)})";

    protected override string DecimalAsText(Column column) => $"CAST({Quote(column.Name)} AS CHAR) AS {Quote(column.Name)}";

    protected override (string Verb, string Tail) Upsert(Dataset dataset, IReadOnlyList<int> assigned) =>
        ("INSERT", "\nON DUPLICATE KEY UPDATE "
            + string.Join(", ", assigned.Select(ordinal => Quote(dataset.Columns[ordinal].Name)).Select(name => $"{name} = VALUES({name})")));

    // IGNORE would also cut what does not fit; the store has checked that everything fits.
    protected override (string Verb, string Tail) InsertMissing(Dataset dataset) => ("INSERT IGNORE", "");
}
