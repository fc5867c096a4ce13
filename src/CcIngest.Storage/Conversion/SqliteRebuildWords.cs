using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>A rebuild in SQLite's words. It has no hash of its own: the connection brings one (<see cref="SqliteRowHash"/>).</summary>
internal sealed class SqliteRebuildWords(SqlDialect dialect) : RebuildWords(dialect)
{
    public override string Swap => "both names changed in one transaction: readers see the old table until it is committed, then the new one";

    public override string Slice => "temp.cc_slice";

    public override string? RowIdentity => "rowid";

    public override string CreateSlice(string select) => $"CREATE TEMP TABLE cc_slice AS {select}";

    public override IReadOnlyList<string> Obstacles(string table) =>
    [
        $"SELECT 'the trigger ' || name FROM {Quote(Dialect.Schema)}.sqlite_master WHERE type = 'trigger' AND tbl_name = {Literal(table)} COLLATE NOCASE",
        $"SELECT 'a foreign key to ' || \"table\" FROM pragma_foreign_key_list({Literal(table)}, {Literal(Dialect.Schema)})",
        $"SELECT 'the generated column ' || name FROM pragma_table_xinfo({Literal(table)}, {Literal(Dialect.Schema)}) WHERE hidden IN (2, 3)",
    ];

    public override string? Defaults(string table) => $"SELECT name, dflt_value FROM pragma_table_info({Literal(table)}, {Literal(Dialect.Schema)})";

    public override string? HasRowId(string table) =>
        $"SELECT COUNT(*) FROM {Quote(Dialect.Schema)}.sqlite_master WHERE type = 'table' AND name = {Literal(table)} AND sql NOT LIKE '%WITHOUT ROWID%'";

    public override string? IsNoWholeNumber(string column) => $"typeof({column}) NOT IN ('integer', 'null')";

    public override string AsText(string expression) => $"CAST({expression} AS TEXT)";

    public override string Exactly(string expression, ColumnFamily family) => family == ColumnFamily.Text ? $"{expression} COLLATE BINARY" : expression;

    public override string HashOf(IReadOnlyList<(string Expression, ColumnFamily Family)> values) =>
        $"{SqliteRowHash.Function}({string.Join(", ", values.Select(value => value.Expression))})";

    public override string Cast(SourceColumn column, Column target)
    {
        string name = Quote(column.Name);
        return target.Kind switch
        {
            // A whole number in a column without a type stays one there and is a real number here.
            ColumnKind.Double => $"CASE typeof({name}) WHEN 'integer' THEN CAST({name} AS REAL) ELSE {name} END",
            ColumnKind.Int64 or ColumnKind.Int32 or ColumnKind.Boolean =>
                $"CASE WHEN typeof({name}) = 'real' AND {name} = CAST({name} AS INTEGER) THEN CAST({name} AS INTEGER) ELSE {name} END",
            ColumnKind.DateTime => $"datetime({name})",
            _ => name,
        };
    }

    public override IReadOnlyList<string> CreateLike(SourceTable table, RebuildRequest request, string newTable)
    {
        IEnumerable<string> columns = table.Columns.Select(column =>
        {
            bool isKey = request.Key.Contains(column.Name, StringComparer.OrdinalIgnoreCase);
            string type = request.Times.Any(time => time.Column == column.Name) ? "TEXT" : column.Type;
            return $"{Quote(column.Name)} {type}{(column.IsNullable && !isKey ? "" : " NOT NULL")}{(column.Default is null ? "" : $" DEFAULT {column.Default}")}";
        });
        return [$"CREATE TABLE {Name(newTable)} (\n    {string.Join(",\n    ", columns)},\n    PRIMARY KEY ({string.Join(", ", request.Key.Select(Quote))})\n) WITHOUT ROWID"];
    }

    public override IReadOnlyList<string> Rename(string table, string newTable, string original) =>
    [
        $"ALTER TABLE {Name(table)} RENAME TO {Quote(original)}",
        $"ALTER TABLE {Name(newTable)} RENAME TO {Quote(table)}",
    ];

    protected override string FromEpoch(string column, TimeUnit unit, bool keepsMicroseconds)
    {
        long perSecond = unit.PerSecond();
        string whole = string.Create(CultureInfo.InvariantCulture, $"datetime({column} / {perSecond}, 'unixepoch')");
        return !keepsMicroseconds ? whole : unit switch
        {
            TimeUnit.s => $"{whole} || '.000000'",
            TimeUnit.ns => $"{whole} || printf('.%06d', {column} % 1000000000 / 1000)",
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole} || printf('.%06d', {column} % {perSecond} * {1_000_000 / perSecond})"),
        };
    }
}
