using System.Data.Common;
using CcIngest.Model;
using Dapper;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>Checks of a PostgreSQL server: beside what all servers have, rights and encoding.</summary>
internal sealed class PostgreSqlChecks(StoreOptions options, BoundedCheck check, TimeProvider time, ILoggerFactory loggers)
    : ServerChecks(options, check, time, loggers)
{
    private static readonly string[] OnRows = ["SELECT", "INSERT", "UPDATE", "DELETE"];

    protected override string Place => PostgreSqlErrors.Server(Options);

    protected override int Port => Options.Port ?? PostgreSqlErrors.DefaultPort;

    protected override IReadOnlyList<(string Name, Func<DbConnection, CancellationToken, Task<CheckFinding>> Look)> Looks =>
        [("Rights", LookAtRightsAsync), ("SchemaRights", LookAtSchemaRightsAsync), ("Charset", LookAtEncodingAsync)];

    protected override DbConnection Connect() => PostgreSqlDriver.CreateConnection(Options);

    protected override IngestException? Translate(Exception exception, string doing) => PostgreSqlErrors.Translate(exception, doing, Options);

    protected override Task<string?> ReadCipherAsync(DbConnection connection, CancellationToken cancellationToken) =>
        AskAsync<string?>(connection, "SELECT cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl", cancellationToken);

    protected override Task<DateTime> ReadClockAsync(DbConnection connection, CancellationToken cancellationToken) =>
        AskAsync<DateTime>(connection, "SELECT clock_timestamp() AT TIME ZONE 'UTC'", cancellationToken);

    protected override async Task<CheckFinding> LookAtServerAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        PostgreSqlServer server = await PostgreSqlServer.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        server.Check(Options);
        string text = $"The server is PostgreSQL {server.Describe(Options.Engine)}.";
        return Options.Engine == StoreEngines.Timescale && server.Timescale is null
            ? CheckFinding.Warning(
                $"{text} The time series are plain tables there.", "Have an administrator run CREATE EXTENSION timescaledb before the tables are made, or use the engine postgresql.")
            : CheckFinding.Passed(text);
    }

    private async Task<CheckFinding> LookAtRightsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (await AskAsync<bool>(connection, "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool", cancellationToken).ConfigureAwait(false))
        {
            return CheckFinding.Failed("The server takes no writes: it is a standby, or read-only.", "Name the primary server.");
        }

        List<string> missing = [];
        if (!await AskAsync<bool>(connection, "SELECT has_database_privilege(current_database(), 'TEMPORARY')", cancellationToken).ConfigureAwait(false))
        {
            missing.Add("TEMPORARY");
        }

        foreach (string right in OnRows)
        {
            // A table that is not there has no rights to miss.
            bool isThere = await AskAsync<bool>(
                connection,
                $"SELECT COALESCE(BOOL_AND(has_table_privilege(c.oid, '{right}')), TRUE) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                + "WHERE n.nspname = @schema AND c.relname = ANY(string_to_array(@tables, ','))",
                cancellationToken).ConfigureAwait(false);
            if (!isThere)
            {
                missing.Add(right);
            }
        }

        return missing.Count == 0
            ? CheckFinding.Passed($"The user '{Options.User}' may read and write rows ({string.Join(", ", OnRows)}).")
            : missing[0] == "TEMPORARY" ? Lacks(["TEMPORARY"], "DATABASE", Options.Database) : Lacks(missing, "ALL TABLES IN SCHEMA", Options.Schema);
    }

    private async Task<CheckFinding> LookAtSchemaRightsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        bool? isThere = await AskAsync<bool?>(
            connection, "SELECT has_schema_privilege(oid, 'USAGE') AND has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = @schema",
            cancellationToken).ConfigureAwait(false);
        if (isThere ?? await AskAsync<bool>(connection, "SELECT has_database_privilege(current_database(), 'CREATE')", cancellationToken).ConfigureAwait(false))
        {
            return CheckFinding.Passed($"The user '{Options.User}' may make tables{(isThere is null ? " and the schema for them" : "")}.");
        }

        return Version == DatasetCatalog.SchemaVersion
            ? CheckFinding.Passed($"The user '{Options.User}' may not make tables; they are there, so only a newer version will need that.")
            : isThere is null ? Lacks(["CREATE"], "DATABASE", Options.Database) : Lacks(["USAGE", "CREATE"], "SCHEMA", Options.Schema);
    }

    private async Task<CheckFinding> LookAtEncodingAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        string[] other = [.. await connection.QueryAsync<string>(Command(
            """
            SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY(i.indkey)
            JOIN pg_collation l ON l.oid = a.attcollation
            WHERE n.nspname = @schema AND c.relname = ANY(string_to_array(@tables, ',')) AND l.collname NOT IN ('C', 'POSIX') ORDER BY 1 LIMIT 5
            """,
            cancellationToken)).ConfigureAwait(false)];
        return other.Length == 0
            ? CheckFinding.Passed("The database is UTF-8, and keys are compared by code points.")
            : CheckFinding.Warning($"Keys with another collation than C: {string.Join(", ", other)}.", "Make the tables with Initialize-CcStore or its script: order and speed depend on it.");
    }

    private CheckFinding Lacks(IReadOnlyList<string> rights, string kind, string name) => CheckFinding.Failed(
        $"The user '{Options.User}' may not {string.Join(", ", rights)} in '{name}'.",
        $"Have an administrator run GRANT {string.Join(", ", rights)} ON {kind} \"{name}\" TO \"{Options.User}\".");

    private async Task<T> AskAsync<T>(DbConnection connection, string sql, CancellationToken cancellationToken) =>
        await connection.QueryFirstOrDefaultAsync<T>(Command(sql, cancellationToken)).ConfigureAwait(false) ?? default!;

    private CommandDefinition Command(string sql, CancellationToken cancellationToken) => new(
        sql, new { schema = Options.Schema, tables = string.Join(',', DatasetCatalog.All.Select(dataset => dataset.Table)) }, cancellationToken: cancellationToken);
}
