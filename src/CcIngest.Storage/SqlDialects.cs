using System.Text.RegularExpressions;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>The dialects by engine.</summary>
public static partial class SqlDialects
{
    /// <exception cref="IngestException">There is no such engine, or the schema cannot have that name there.</exception>
    public static SqlDialect For(string engine, string schema, string keyCollation)
    {
        CheckSchema(engine, schema);
        return engine switch
        {
            StoreEngines.Sqlite => new SqliteDialect(schema),
            StoreEngines.MySql => new MySqlDialect(schema, keyCollation),
            StoreEngines.SingleStore => new SingleStoreDialect(schema, keyCollation),
            StoreEngines.PostgreSql => new PostgreSqlDialect(schema),
            StoreEngines.Timescale => new TimescaleDialect(schema, null, new ChunkPolicy()),
            _ => throw UnknownEngine(engine),
        };
    }

    /// <exception cref="IngestException">The schema cannot have that name.</exception>
    internal static void CheckSchema(string engine, string schema)
    {
        if (!SchemaName().IsMatch(schema))
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"'{schema}' is no schema name.", "Use letters, digits and underscores, at most 64 of them.");
        }

        if (StoreEngines.IsPostgreSql(engine)
            && (schema.Length > PostgreSqlDialect.LongestName || schema.StartsWith("pg_", StringComparison.Ordinal) || schema is "information_schema"))
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"PostgreSQL has no schema of the name '{schema}' for tables.",
                "Use at most 63 letters, digits and underscores that do not begin with pg_, for example market.");
        }

        if (engine == StoreEngines.Sqlite && schema.ToLowerInvariant() is ("main" or "temp"))
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"SQLite keeps the schema name '{schema}' for itself.", "Use another one, for example market.");
        }
    }

    internal static IngestException UnknownEngine(string engine) => new(
        IngestErrorId.EngineUnknown, $"There is no engine '{engine}'.", $"Use one of {string.Join(", ", StoreEngines.All)}.");

    [GeneratedRegex(@"^[A-Za-z0-9_]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaName();
}
