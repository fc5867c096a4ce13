using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>A rebuild in PostgreSQL's words.</summary>
internal sealed class PostgreSqlRebuildWords(SqlDialect dialect) : RebuildWords(dialect)
{
    private const string Epoch = "timestamp '1970-01-01 00:00:00'";

    public override string Swap => "both names changed in one transaction: readers wait for its commit, some milliseconds, and then see the new table";

    public override string Slice => "pg_temp.cc_slice";

    public override string? RowIdentity => "ctid";

    // A view keeps reading the table it was made on, whatever that is called.
    public override IReadOnlyList<string> Obstacles(string table) =>
    [
        $"SELECT 'the trigger ' || tgname FROM pg_trigger WHERE tgrelid = {Relation(table)} AND NOT tgisinternal",
        $"SELECT 'the foreign key ' || conname FROM pg_constraint WHERE contype = 'f' AND (conrelid = {Relation(table)} OR confrelid = {Relation(table)})",
        $"SELECT 'the generated column ' || attname FROM pg_attribute WHERE attrelid = {Relation(table)} AND (attgenerated <> '' OR attidentity <> '')",
        $"SELECT 'row-level security' FROM pg_class WHERE oid = {Relation(table)} AND relrowsecurity",
        $"SELECT 'the policy ' || polname FROM pg_policy WHERE polrelid = {Relation(table)}",
        $"SELECT DISTINCT 'the view ' || v.relname FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class v ON v.oid = r.ev_class "
            + $"WHERE d.classid = 'pg_rewrite'::regclass AND d.refobjid = {Relation(table)} AND v.oid <> {Relation(table)}",
    ];

    public override string? HasRowId(string table) => "SELECT 1";

    public override string AsText(string expression) => $"({expression})::text";

    public override string Exactly(string expression, ColumnFamily family) => family == ColumnFamily.Text ? $"{expression} COLLATE \"C\"" : expression;

    public override string HashOf(IReadOnlyList<(string Expression, ColumnFamily Family)> values) =>
        $"hashtextextended(ROW({string.Join(", ", values.Select(value => value.Expression))})::text, 0)";

    public override string NewestFirst(string newestBy) => $"{Quote(newestBy)} DESC NULLS LAST";

    public override string Cast(SourceColumn column, Column target)
    {
        string name = Quote(column.Name);
        return target.Kind switch
        {
            ColumnKind.Double when column.Family != ColumnFamily.Double => $"{name}::double precision",
            ColumnKind.DateTime when column.Type.StartsWith("timestamp(0) without", StringComparison.Ordinal) => name,
            ColumnKind.DateTime => $"date_trunc('second', {name})::timestamp(0)",
            ColumnKind.DateTimeMicroseconds => $"{name}::timestamp(6)",
            ColumnKind.Boolean when column.Family == ColumnFamily.Integer => $"({name} <> 0)",
            ColumnKind.Json => $"{name}::json",
            _ => name,
        };
    }

    public override IReadOnlyList<string> CreateLike(SourceTable table, RebuildRequest request, string newTable) =>
    [
        $"CREATE TABLE {Name(newTable)} (LIKE {Name(table.Name)} INCLUDING ALL)",
        .. Changes(table, request) is { Count: > 0 } changes ? [$"ALTER TABLE {Name(newTable)} {string.Join(", ", changes)}"] : Array.Empty<string>(),
    ];

    private List<string> Changes(SourceTable table, RebuildRequest request) =>
    [
        .. request.Times.Select(time => Retype(Quote(time.Column), time)),
        .. request.Key.Where(part => table.Find(part) is { IsNullable: true }).Select(part => $"ALTER COLUMN {Quote(part)} SET NOT NULL"),
        .. table.IsUnique(request.Key) ? Array.Empty<string>() : [$"ADD {(table.HasPrimaryKey ? "UNIQUE" : "PRIMARY KEY")} ({string.Join(", ", request.Key.Select(Quote))})"],
    ];

    public override IReadOnlyList<string> CopyRights(string table, string newTable) =>
    [
        $"""
        DO $$ DECLARE given record; BEGIN
            FOR given IN SELECT a.privilege_type, a.is_grantable, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS who
                FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a WHERE c.oid = {Relation(table)} AND a.grantee <> c.relowner
            LOOP
                EXECUTE 'GRANT ' || given.privilege_type || ' ON {Name(newTable)} TO ' || given.who || CASE WHEN given.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
            END LOOP;
            FOR given IN SELECT a.privilege_type, a.is_grantable, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS who, quote_ident(c.attname) AS col
                FROM pg_attribute c CROSS JOIN LATERAL aclexplode(c.attacl) a WHERE c.attrelid = {Relation(table)} AND c.attnum > 0 AND NOT c.attisdropped
            LOOP
                EXECUTE 'GRANT ' || given.privilege_type || ' (' || given.col || ') ON {Name(newTable)} TO ' || given.who || CASE WHEN given.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
            END LOOP;
            IF (SELECT relowner FROM pg_class WHERE oid = {Relation(table)}) <> (SELECT oid FROM pg_roles WHERE rolname = CURRENT_USER) THEN
                EXECUTE 'ALTER TABLE {Name(newTable)} OWNER TO ' || (SELECT quote_ident(pg_get_userbyid(relowner)) FROM pg_class WHERE oid = {Relation(table)});
            END IF;
        END $$
        """,
    ];

    public override IReadOnlyList<string> Rename(string table, string newTable, string original) =>
    [
        // A sequence that the old table's column owns numbers the new one's rows, and would go with the old table.
        $"""
        DO $$ DECLARE given record; BEGIN
            FOR given IN SELECT d.objid::regclass AS sequence, quote_ident(a.attname) AS col
                FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a' AND d.refobjid = {Relation(table)}
                    AND EXISTS (SELECT 1 FROM pg_attrdef f JOIN pg_depend u ON u.classid = 'pg_attrdef'::regclass AND u.objid = f.oid
                        WHERE f.adrelid = {Relation(newTable)} AND u.refobjid = d.objid)
            LOOP
                EXECUTE 'ALTER SEQUENCE ' || given.sequence || ' OWNED BY {Name(newTable)}.' || given.col;
            END LOOP;
        END $$
        """,
        $"ALTER TABLE {Name(table)} RENAME TO {Quote(original)}",
        $"ALTER TABLE {Name(newTable)} RENAME TO {Quote(table)}",
    ];

    protected override string FromEpoch(string column, TimeUnit unit, bool keepsMicroseconds)
    {
        long perSecond = unit.PerSecond();
        string seconds = perSecond == 1 ? column : string.Create(CultureInfo.InvariantCulture, $"({column} / {perSecond})");
        string? micros = !keepsMicroseconds ? null : unit switch
        {
            TimeUnit.ms => $"({column} % 1000) * 1000",
            TimeUnit.us => $"({column} % 1000000)",
            TimeUnit.ns => $"({column} % 1000000000) / 1000",
            _ => null,
        };
        return $"({Epoch} + {seconds} * interval '1 second'{(micros is null ? "" : $" + {micros} * interval '1 microsecond'")})::timestamp({(keepsMicroseconds ? 6 : 0)})";
    }

    private string Relation(string table) => $"{Literal(Name(table))}::regclass";

    private static string Retype(string column, TimeConversion time) =>
        // The new table is empty; a default of a number would be none of a time.
        $"ALTER COLUMN {column} DROP DEFAULT, ALTER COLUMN {column} TYPE timestamp({(time.KeepsMicroseconds ? 6 : 0)}) USING NULL";
}
