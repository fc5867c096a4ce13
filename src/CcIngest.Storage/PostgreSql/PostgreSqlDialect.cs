using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// PostgreSQL 13 and later. Times are <c>timestamp</c> without a zone and hold UTC, as on every other engine: the same literal means the same moment
/// everywhere, and neither the server's zone nor a session's plays a part. Texts are compared and ordered by code points (<c>COLLATE "C"</c>). JSON is
/// <c>json</c>, which keeps the text of the source as it is; <c>jsonb</c> writes numbers anew and refuses what others take.
/// </summary>
public class PostgreSqlDialect(string schema) : SqlDialect(schema)
{
    /// <summary>Bytes of the longest name; what is longer would be cut without a word.</summary>
    public const int LongestName = 63;

    public override string Engine => StoreEngines.PostgreSql;

    public override int MaxParameters => 65_535;

    public override int MaxIdentifierLength => LongestName;

    public override bool HasTransactionalDdl => true;

    public override string KeyCollation => "C";

    // now() would be the time at which the transaction began.
    public override string UtcNow => "clock_timestamp() AT TIME ZONE 'UTC'";

    public override string ForUpdate => " FOR UPDATE";

    // FOR SHARE of writers that follow one another would keep the renewal of their own lease waiting; this bars only its end.
    public override string ForShare => " FOR KEY SHARE";

    public override string LockRows => " FOR UPDATE";

    // CREATE SCHEMA IF NOT EXISTS asks for the right to make one also where it is there.
    public override string? CreateSchema =>
        $"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = '{Schema}') THEN CREATE SCHEMA {Quote(Schema)}; END IF; END $$";

    public override string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public override string TypeOf(Column column) => column.Kind switch
    {
        ColumnKind.Text => string.Create(CultureInfo.InvariantCulture, $"varchar({column.Length}) COLLATE \"C\""),
        ColumnKind.LongText => "text COLLATE \"C\"",
        ColumnKind.Json => "json",
        ColumnKind.Double => "double precision",
        ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"numeric({column.Precision},{column.Scale})"),
        ColumnKind.Int32 => "integer",
        ColumnKind.Int64 => "bigint",
        ColumnKind.Boolean => "boolean",
        ColumnKind.DateTime => "timestamp(0)",
        ColumnKind.DateTimeMicroseconds => "timestamp(6)",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Kind, "Unknown kind of column."),
    };

    public override IReadOnlyList<string> CreateTable(Dataset dataset) =>
    [
        CreateTable(dataset, [PrimaryKey(dataset)]),
        .. IndexesOf(dataset).Select(index => AddIndex(dataset, index)),
    ];

    public override string AddIndex(Dataset dataset, IReadOnlyList<int> index) =>
        $"CREATE INDEX IF NOT EXISTS {Quote(Short(IndexName(dataset, index)))} ON {Name(dataset)} ({Names(dataset, index)})";

    public override string Adapt(string query) => PostgreSqlWords.Adapt(query);

    // A chunk of a hypertable stands in a schema of the extension, so it is no table here.
    public override string ReadColumns => """
        SELECT c.relname AS "Table", a.attname AS "Name", format_type(a.atttypid, a.atttypmod) AS "Type", NOT a.attnotnull AS "Nullable",
            a.atthasdef OR a.attidentity <> '' AS "HasDefault", o.collname AS "Collation", a.attnum::bigint AS "Position"
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_collation o ON o.oid = a.attcollation
        WHERE n.nspname = @schema AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
        """;

    public override string ReadKeys => """
        SELECT c.relname AS "Table", i.relname AS "Name", a.attname AS "Column", k.position AS "Position",
            x.indisprimary AS "IsPrimary", x.indisunique AS "IsUnique", TRUE AS "IsWhole"
        FROM pg_index x
        JOIN pg_class c ON c.oid = x.indrelid
        JOIN pg_class i ON i.oid = x.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY AS k(attnum, position)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
        WHERE n.nspname = @schema AND x.indpred IS NULL AND x.indexprs IS NULL AND x.indisvalid AND k.position <= x.indnkeyatts
        """;

    public override ColumnType? ReadType(string text) => ColumnType.OfPostgreSql(text);

    public override string? CollationName(Column column) => column.Kind is ColumnKind.Text or ColumnKind.LongText ? KeyCollation : null;

    protected override string DecimalAsText(Column column) => $"{Quote(column.Name)}::text AS {Quote(column.Name)}";

    /// <summary>The temporary table into which rows are copied before they meet those of the table: the same columns, and no key or constraint.</summary>
    public string CreateStaging(Dataset dataset) =>
        $"CREATE TEMPORARY TABLE IF NOT EXISTS {Staging(dataset)} ("
        + string.Join(", ", dataset.Columns.Select(column => $"{Quote(column.Name)} {StagingTypeOf(column)}")) + ") ON COMMIT DELETE ROWS";

    public string Staging(Dataset dataset) => $"pg_temp.{Quote(Short($"staging_{dataset.Table}"))}";

    /// <summary>The statement that brings the staged rows to their table.</summary>
    public string InsertStaged(Dataset dataset, LoadMode mode) =>
        InsertFrom(dataset, mode, $"SELECT {Names(dataset, Enumerable.Range(0, dataset.Columns.Count))} FROM {Staging(dataset)}");

    /// <summary>A row that is the same already is not written: no dead row is left behind, and TimescaleDB need not take a compressed chunk apart.</summary>
    protected override (string Verb, string Tail) Upsert(Dataset dataset, IReadOnlyList<int> assigned)
    {
        (string verb, string tail) = base.Upsert(dataset, assigned);
        return (verb, $"{tail}\nWHERE ({Compared(Quote(dataset.Table))}) IS DISTINCT FROM ({Compared("excluded")})");

        string Compared(string row) => string.Join(", ", assigned.Select(ordinal => dataset.Columns[ordinal])
            // json has no equality.
            .Select(column => $"{row}.{Quote(column.Name)}{(column.Kind == ColumnKind.Json ? "::text" : "")}"));
    }

    /// <summary>What the table's own type checks (lengths, digits) is left to the table, whose words name the column.</summary>
    private string StagingTypeOf(Column column) => column.Kind switch
    {
        ColumnKind.Text or ColumnKind.LongText => "text",
        ColumnKind.Decimal => "numeric",
        _ => TypeOf(column),
    };

    /// <summary>A name that is too long, cut, with eight digits that tell it from others that begin alike.</summary>
    private static string Short(string name) => name.Length <= LongestName
        ? name
        : $"{name[..(LongestName - 9)]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
}

/// <summary>Turns what the stored queries share with MySQL and SQLite into PostgreSQL's words.</summary>
internal static partial class PostgreSqlWords
{
    /// <summary><c>HEX(text)</c>: the UTF-8 of a text in hexadecimal.</summary>
    public static string Adapt(string query) => Hex().Replace(query, "UPPER(ENCODE(CONVERT_TO($1, 'UTF8'), 'hex'))");

    [GeneratedRegex(@"\bHEX\(((?:[^()]|\([^()]*\))*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Hex();
}
