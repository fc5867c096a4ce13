using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>A rebuild in SQLite's words. It has no hash of its own: the connection brings one (<see cref="SqliteRowHash"/>).</summary>
internal sealed class SqliteRebuildWords(SqlDialect dialect) : RebuildWords(dialect)
{
    /// <summary>Of a table's definition: what no pragma tells of, and a table written out anew would not have.</summary>
    private static readonly string[] LostWords = ["check", "collate", "autoincrement", "strict"];

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

    // Checks of types are this program's own, and columns keep their types.
    public override IReadOnlyList<string> Losses(string table) =>
    [
        .. LostWords.Select(word =>
            $"SELECT 'the word {word.ToUpperInvariant()} in its definition' FROM {Quote(Dialect.Schema)}.sqlite_master WHERE type = 'table' "
            + $"AND name = {Literal(table)} COLLATE NOCASE AND replace(lower(sql), 'check (typeof(', '') || ' ' GLOB '*[^a-z0-9_\"`[]{word}[^a-z0-9_\"`]*'"),
        $"SELECT DISTINCT 'the index ' || i.name || ' (it has an expression, a condition, an order or a collation)' "
            + $"FROM pragma_index_list({Literal(table)}, {Literal(Dialect.Schema)}) i, pragma_index_xinfo(i.name, {Literal(Dialect.Schema)}) c "
            + "WHERE i.origin <> 'pk' AND c.key = 1 AND (i.partial = 1 OR c.cid = -2 OR c.\"desc\" = 1 OR c.coll <> 'BINARY')",
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
            // A default of a number would be none of a time.
            (string type, string? standard) = request.Times.Any(time => time.Column == column.Name) ? ("TEXT", null) : (column.Type, column.Default);
            return $"{Quote(column.Name)} {type}{(column.IsNullable && !isKey ? "" : " NOT NULL")}{(standard is null ? "" : $" DEFAULT ({standard})")}";
        });
        IReadOnlyList<string> primary = table.Keys.FirstOrDefault(key => key.IsPrimary)?.Columns ?? request.Key;
        bool isOther = !primary.SequenceEqual(request.Key, StringComparer.OrdinalIgnoreCase);
        List<string> keys = [$"PRIMARY KEY ({Names(primary)})"];
        if (isOther && !table.IsUnique(request.Key))
        {
            keys.Add($"UNIQUE ({Names(request.Key)})");
        }

        // An INTEGER PRIMARY KEY numbers itself, and only in a table with row numbers.
        bool numbersItself = primary is [var only] && table.Find(only) is { } number && number.Type.Equals("INTEGER", StringComparison.OrdinalIgnoreCase);
        return
        [
            $"CREATE TABLE {Name(newTable)} (\n    {string.Join(",\n    ", columns.Concat(keys))}\n){(isOther || numbersItself ? "" : " WITHOUT ROWID")}",
            // The old table keeps the names of its indexes as long as it is there.
            .. table.Keys.Where(key => !key.IsPrimary).Select(key =>
                $"CREATE {(key.IsUnique ? "UNIQUE " : "")}INDEX {Quote(Dialect.Schema)}.{Quote($"{newTable}_{string.Join('_', key.Columns)}")} ON {Quote(newTable)} ({Names(key.Columns)})"),
        ];

        string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));
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
