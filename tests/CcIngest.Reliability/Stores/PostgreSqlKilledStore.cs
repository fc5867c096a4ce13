using System.Data.Common;
using System.Globalization;
using CcIngest.Storage;

namespace CcIngest.Reliability;

/// <summary>A schema on a PostgreSQL server.</summary>
internal sealed class PostgreSqlKilledStore(StoreOptions server, string schema) : KilledStore
{
    public override StoreOptions Options { get; } = server with { Schema = schema };

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["DB_ENGINE"] = StoreEngines.PostgreSql,
        ["DB_HOST"] = Options.Host,
        ["DB_PORT"] = (Options.Port ?? 5432).ToString(CultureInfo.InvariantCulture),
        ["DB_USER"] = Options.User,
        ["DB_PASSWORD"] = Options.Password?.Reveal() ?? "",
        ["DB_NAME"] = Options.Database,
        ["DB_SCHEMA"] = Options.Schema,
        ["DB_SSL_MODE"] = Options.SslMode,
    };

    public override async Task EmptyAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await ExecuteAsync(connection, $"DROP SCHEMA IF EXISTS {Options.Schema} CASCADE", cancellationToken).ConfigureAwait(false);
        }
    }

    public override async Task<StoreCounts> CountAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            string[] tables = [.. StoreCounts.CandleTables.Select(table => table.Table), "cc_coverage", "cc_runs"];
            string names = string.Join(", ", tables.Select(table => $"'{table}'"));
            long found = await StoreCounts.NumberAsync(
                connection, $"SELECT COUNT(*) FROM pg_tables WHERE schemaname = '{Options.Schema}' AND tablename IN ({names})", cancellationToken)
                .ConfigureAwait(false);
            return found < tables.Length
                ? StoreCounts.None
                : await StoreCounts.ReadAsync(connection, "EXTRACT(EPOCH FROM to_time - from_time) / 3600", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>By the extension amcheck: every table's pages, and that its indexes are in order and have every row.</summary>
    public override async Task<string> CheckIntegrityAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            try
            {
                await ExecuteAsync(connection, "CREATE EXTENSION IF NOT EXISTS amcheck WITH SCHEMA public", cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(
                    connection,
                    $"""
                    SELECT bt_index_check(i.indexrelid, true) FROM pg_index i
                    JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
                    WHERE c.relnamespace = '{Options.Schema}'::regnamespace AND a.amname = 'btree' AND i.indisvalid
                    """,
                    cancellationToken).ConfigureAwait(false);
                long broken = await StoreCounts.NumberAsync(
                    connection,
                    $"SELECT COUNT(*) FROM pg_class c CROSS JOIN LATERAL verify_heapam(c.oid) WHERE c.relnamespace = '{Options.Schema}'::regnamespace AND c.relkind = 'r'",
                    cancellationToken).ConfigureAwait(false);
                return broken == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"verify_heapam tells of {broken} damaged rows");
            }
            catch (DbException found)
            {
                return found.Message;
            }
        }
    }

    public override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = PostgreSqlDriver.CreateConnection(Options);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, $"SET search_path = {Options.Schema}, public", cancellationToken).ConfigureAwait(false);
        return connection;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
