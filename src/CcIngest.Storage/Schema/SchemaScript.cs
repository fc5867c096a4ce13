using System.Globalization;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>The whole schema as SQL text, from the <see cref="DatasetCatalog"/>.</summary>
public static class SchemaScript
{
    /// <summary>The version of this program, as the schema version's row records it.</summary>
    internal static string ToolVersion { get; } = typeof(SchemaScript).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>The content of <c>sql/create_schema.&lt;engine&gt;.sql</c>.</summary>
    /// <param name="engine">One of <see cref="StoreEngines.All"/>.</param>
    /// <param name="schema">The database or schema that holds the tables.</param>
    /// <param name="keyCollation">Collation of identifier columns in the MySQL family.</param>
    /// <exception cref="IngestException">There is no such engine.</exception>
    public static string Write(string engine, string schema = "market", string keyCollation = "utf8mb4_general_ci")
    {
        SqlDialect dialect = SqlDialects.For(engine, schema, keyCollation);
        StringBuilder script = new();
        script.Append(CultureInfo.InvariantCulture, $"-- The whole schema of CcIngest for {engine}, version {DatasetCatalog.SchemaVersion}. ")
            .Append("Written from the dataset definitions; see docs/database_schema.md.\n")
            .Append("-- Keys: the primary key of each table is its logical key, the same columns on every engine.\n")
            .Append("-- Safe to run twice: what is there already stays as it is.\n");
        if (engine == StoreEngines.Sqlite)
        {
            script.Append(CultureInfo.InvariantCulture, $"-- The file is attached as '{schema}': ")
                .Append(CultureInfo.InvariantCulture, $"sqlite3 :memory: \"ATTACH 'ccingest.db' AS {schema}\" \".read create_schema.sqlite.sql\"\n");
        }

        if (dialect.CreateSchema is { } createSchema)
        {
            script.Append(CultureInfo.InvariantCulture, $"\n{createSchema};\n");
        }

        foreach (Dataset dataset in DatasetCatalog.All)
        {
            string key = string.Join(", ", dataset.Key.Select(ordinal => dataset.Columns[ordinal].Name));
            script.Append(CultureInfo.InvariantCulture, $"\n-- {dataset.Table}: {dataset.Description} Key: {key}.\n");
            foreach (string statement in dialect.CreateTable(dataset))
            {
                script.Append(CultureInfo.InvariantCulture, $"{statement};\n");
            }
        }

        return script.Append("\n-- The version that the program looks for.\n")
            .Append(CultureInfo.InvariantCulture, $"{RecordVersion(dialect, "script")};\n").ToString();
    }

    /// <summary>The statements that make the schema from nothing, in order; each may be repeated.</summary>
    internal static IReadOnlyList<string> Statements(SqlDialect dialect, string toolVersion) =>
    [
        .. dialect.CreateSchema is { } createSchema ? [createSchema] : Array.Empty<string>(),
        .. DatasetCatalog.All.SelectMany(dialect.CreateTable),
        RecordVersion(dialect, toolVersion),
    ];

    /// <summary>
    /// The statements that bring a store to the current version, and add what its tables lack and can get without touching a row.
    /// </summary>
    /// <exception cref="IngestException">
    /// The store is newer than this program, was made with another collation of keys, or has tables that somebody else made otherwise.
    /// </exception>
    internal static IReadOnlyList<string> Plan(SqlDialect dialect, SchemaVersionRow? stored, IReadOnlyList<TableShape> tables)
    {
        if (stored is null)
        {
            RefuseForeign(dialect, tables);
            return tables.Count == 0 ? Statements(dialect, ToolVersion) :
            [
                .. dialect.CreateSchema is { } createSchema ? [createSchema] : Array.Empty<string>(),
                .. SchemaAdditions.Statements(dialect, tables),
                RecordVersion(dialect, ToolVersion),
            ];
        }

        if (stored.Version > DatasetCatalog.SchemaVersion)
        {
            throw new IngestException(
                IngestErrorId.StoreSchemaMismatch,
                $"The schema '{dialect.Schema}' has version {stored.Version}; this program knows version {DatasetCatalog.SchemaVersion}.",
                "Use the program that made it, or a newer one.");
        }

        CheckCollation(stored, dialect.KeyCollation, dialect.Schema);
        RefuseHalfSwapped(tables);
        IEnumerable<string> additions = SchemaAdditions.Statements(dialect, tables);
        return stored.Version == DatasetCatalog.SchemaVersion ? [.. additions] : [.. additions, RecordVersion(dialect, ToolVersion)];
    }

    /// <summary>
    /// Tables of the earlier system bear the same names, and CREATE TABLE IF NOT EXISTS would leave them without a word: without our key, rows
    /// would be doubled.
    /// </summary>
    private static void RefuseForeign(SqlDialect dialect, IReadOnlyList<TableShape> tables)
    {
        RefuseHalfSwapped(tables);
        SchemaComparison comparison = new(dialect, tables);
        SchemaDrift[] wrong =
        [
            .. comparison.Differences().Where(drift => drift.Verdict == CheckVerdict.Failed && drift.NeedsRebuild),
        ];
        if (wrong.Length > 0)
        {
            string[] names = [.. wrong.Select(drift => drift.Table).Distinct()];
            throw new IngestException(
                IngestErrorId.StoreSchemaMismatch,
                $"The schema '{dialect.Schema}' has tables that another program made: {string.Join(", ", names)}. Their keys or types are others "
                + $"({wrong.Length} differences).",
                "Test-CcSchema says what differs. Initialize-CcStore -Upgrade rebuilds them with all rows, and keeps the originals; or use another schema name.");
        }
    }

    /// <summary>Where an engine has no atomic swap, a table that is missing may stand beside itself under two other names; an empty one must not take its place.</summary>
    private static void RefuseHalfSwapped(IReadOnlyList<TableShape> tables)
    {
        bool begins(string start) => tables.Any(table => table.Table.StartsWith(start, StringComparison.OrdinalIgnoreCase));
        if (DatasetCatalog.All.FirstOrDefault(dataset => !tables.Any(table => string.Equals(table.Table, dataset.Table, StringComparison.OrdinalIgnoreCase))
            && begins($"{dataset.Table}__new_") && begins($"{dataset.Table}__before_")) is { } missing)
        {
            throw new IngestException(
                IngestErrorId.StoreSchemaMismatch, $"{missing.Table} is not there: its rebuild was ended between two renames, and its rows are in {missing.Table}__new_….",
                $"Give the command again that rebuilt it (Convert-CcTimestampColumn -Table {missing.Table}, or Remove-CcDuplicate -Table {missing.Table} -Rebuild): it carries on.");
        }
    }

    /// <param name="stored">What the schema was made with.</param>
    /// <param name="wanted">What was asked for; null for whatever the schema has.</param>
    /// <param name="schema">For the message.</param>
    /// <exception cref="IngestException">They contradict each other.</exception>
    internal static void CheckCollation(SchemaVersionRow stored, string? wanted, string schema)
    {
        if (wanted is not null && !string.Equals(stored.KeyCollation, wanted, StringComparison.OrdinalIgnoreCase))
        {
            throw new IngestException(
                IngestErrorId.StoreSchemaMismatch,
                $"The schema '{schema}' was made with the key collation {stored.KeyCollation}, not {wanted}.",
                $"Say {stored.KeyCollation}, or use another schema name: keys cannot change in place.");
        }
    }

    internal static string ReadVersion(SqlDialect dialect) =>
        $"SELECT {dialect.Quote("version")} AS {dialect.Quote(nameof(SchemaVersionRow.Version))}, "
        + $"{dialect.Quote("key_collation")} AS {dialect.Quote(nameof(SchemaVersionRow.KeyCollation))} "
        + $"FROM {dialect.Name(Bookkeeping.SchemaVersion)} ORDER BY {dialect.Quote("version")} DESC LIMIT 1";

    private static string RecordVersion(SqlDialect dialect, string toolVersion) => dialect.Insert(
        Bookkeeping.SchemaVersion,
        LoadMode.InsertMissing,
        string.Create(CultureInfo.InvariantCulture, $"({DatasetCatalog.SchemaVersion}, {dialect.UtcNow}, '{toolVersion}', '{dialect.KeyCollation}')"));
}

/// <summary>The newest row of <c>cc_schema_version</c>.</summary>
internal sealed record SchemaVersionRow
{
    public required int Version { get; init; }

    public required string KeyCollation { get; init; }
}
