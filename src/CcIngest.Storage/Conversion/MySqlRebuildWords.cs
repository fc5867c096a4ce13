using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>A rebuild in the words of MySQL and MariaDB.</summary>
internal class MySqlRebuildWords(SqlDialect dialect) : RebuildWords(dialect)
{
    private const string Epoch = "CAST('1970-01-01 00:00:00' AS DATETIME)";
    private const string FineEpoch = "CAST('1970-01-01 00:00:00' AS DATETIME(6))";

    // RENAME TABLE is refused under LOCK TABLES, and ALTER … RENAME leaves a hole: it waits in a second connection until the first unlocks.
    public override string Swap => "RENAME TABLE of both names in one statement, waiting before the locks are given back: there is always a table";

    public override string Slice => $"{Quote(Dialect.Schema)}.{Quote("cc_slice")}";

    public override string DropSlice => $"DROP TEMPORARY TABLE IF EXISTS {Slice}";

    public override string LockRows => Dialect.LockRows;

    // Not IN: before MariaDB 11.1 and MySQL 8.0.21 each row of the table looks through the slice.
    public override string DeleteRanked(string table, string identity) =>
        $"DELETE o FROM {table} o JOIN {Slice} s ON o.{identity} = s.{RowId} WHERE s.{Rank} > 1";

    public override string TypeOf(TableColumn column) => column.Collation is { } collation ? $"{column.Text} COLLATE {collation}" : column.Text;

    public override IReadOnlyList<string> Obstacles(string table) =>
    [
        $"SELECT CONCAT('the trigger ', TRIGGER_NAME) FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = {Literal(Dialect.Schema)} AND EVENT_OBJECT_TABLE = {Literal(table)}",
        $"SELECT CONCAT('the foreign key ', CONSTRAINT_NAME) FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = {Literal(Dialect.Schema)} "
            + $"AND (TABLE_NAME = {Literal(table)} OR REFERENCED_TABLE_NAME = {Literal(table)})",
        $"SELECT CONCAT('the generated column ', COLUMN_NAME) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = {Literal(Dialect.Schema)} "
            + $"AND TABLE_NAME = {Literal(table)} AND EXTRA LIKE '%GENERATED%' AND EXTRA NOT LIKE '%DEFAULT_GENERATED%'",
    ];

    public override string AsText(string expression) => $"CAST({expression} AS CHAR)";

    // Binary, for even utf8mb4_bin takes trailing blanks for nothing.
    public override string Exactly(string expression, ColumnFamily family) =>
        family == ColumnFamily.Text ? $"CAST(CONVERT({expression} USING utf8mb4) AS BINARY)" : expression;

    public override string HashOf(IReadOnlyList<(string Expression, ColumnFamily Family)> values) =>
        $"CAST(CONV(LEFT(MD5(CONCAT_WS(CHAR(31), {string.Join(", ", values.Select(Hashed))})), 15), 16, 10) AS UNSIGNED)";

    public override string Literal(string value, ColumnFamily family) =>
        base.Literal(value.Replace("\\", "\\\\", StringComparison.Ordinal), family);

    public override string Cast(SourceColumn column, Column target)
    {
        string name = Quote(column.Name);
        return target.Kind switch
        {
            ColumnKind.Double when column.Family is ColumnFamily.Decimal or ColumnFamily.Text => $"CAST({name} AS DOUBLE)",
            ColumnKind.DateTime when !column.Type.Equals("datetime", StringComparison.OrdinalIgnoreCase) => $"CAST({name} AS DATETIME)",
            ColumnKind.DateTimeMicroseconds => $"CAST({name} AS DATETIME(6))",
            _ => name,
        };
    }

    public override IReadOnlyList<string> CreateLike(SourceTable table, RebuildRequest request, string newTable)
    {
        IEnumerable<string> changes = request.Times
            .Select(time => $"MODIFY {Quote(time.Column)} {(time.KeepsMicroseconds ? "DATETIME(6)" : "DATETIME")} "
                + (request.Key.Contains(time.Column, StringComparer.OrdinalIgnoreCase) ? "NOT NULL" : Nullability(table.Find(time.Column)!)))
            .Concat(request.Key.Where(part => table.Find(part) is { IsNullable: true } && request.Times.All(time => time.Column != part))
                .Select(part => $"MODIFY {Quote(part)} {table.Find(part)!.Type} NOT NULL"));
        return
        [
            $"CREATE TABLE {Name(newTable)} LIKE {Name(table.Name)}",
            // What was MyISAM would not be rolled back.
            $"ALTER TABLE {Name(newTable)} ENGINE=InnoDB"
                + string.Concat(changes.Select(change => $", {change}"))
                + (table.IsUnique(request.Key) ? "" : $", ADD {(table.HasPrimaryKey ? "UNIQUE" : "PRIMARY KEY")} ({string.Join(", ", request.Key.Select(Quote))})"),
        ];
    }

    public override IReadOnlyList<string> Rename(string table, string newTable, string original) =>
        [$"RENAME TABLE {Name(table)} TO {Name(original)}, {Name(newTable)} TO {Name(table)}"];

    public override string SetAside(string table, string name) => $"RENAME TABLE {Name(table)} TO {Name(name)}";

    protected override string FromEpoch(string column, TimeUnit unit, bool keepsMicroseconds)
    {
        long perSecond = unit.PerSecond();
        string whole = perSecond == 1 ? column : string.Create(CultureInfo.InvariantCulture, $"{column} DIV {perSecond}");
        if (!keepsMicroseconds)
        {
            return $"TIMESTAMPADD(SECOND, {whole}, {Epoch})";
        }

        string seconds = $"TIMESTAMPADD(SECOND, {whole}, {FineEpoch})";
        string? micros = unit switch
        {
            TimeUnit.ms => $"{column} MOD 1000 * 1000",
            TimeUnit.us => $"{column} MOD 1000000",
            TimeUnit.ns => $"{column} MOD 1000000000 DIV 1000",
            _ => null,
        };
        return $"CAST({(micros is null ? seconds : $"TIMESTAMPADD(MICROSECOND, {micros}, {seconds})")} AS DATETIME(6))";
    }

    private string Hashed((string Expression, ColumnFamily Family) value) => value.Family switch
    {
        // Two columns may have different collations, and a join of both none.
        ColumnFamily.Text or ColumnFamily.Other => $"COALESCE(CAST(CONVERT({value.Expression} USING utf8mb4) AS BINARY), CHAR(30))",
        ColumnFamily.Binary => $"COALESCE(HEX({value.Expression}), '-')",
        _ => $"COALESCE({value.Expression}, '')",
    };

    private static string Nullability(SourceColumn column) => column.IsNullable ? "NULL" : "NOT NULL";
}
