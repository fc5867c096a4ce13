using System.Data.Common;
using System.Globalization;
using CcIngest.Storage;

namespace CcIngest.Reliability;

/// <summary>A database on a MariaDB server.</summary>
internal sealed class MariaDbKilledStore(StoreOptions server, string schema) : KilledStore
{
    private static readonly string[] Tables = [.. StoreCounts.CandleTables.Select(table => table.Table), "cc_coverage", "cc_runs"];

    public override StoreOptions Options { get; } = server with { Schema = schema };

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["DB_ENGINE"] = StoreEngines.MySql,
        ["DB_HOST"] = Options.Host,
        ["DB_PORT"] = (Options.Port ?? 3306).ToString(CultureInfo.InvariantCulture),
        ["DB_USER"] = Options.User,
        ["DB_PASSWORD"] = Options.Password?.Reveal() ?? "",
        ["DB_NAME"] = Options.Schema,
        ["DB_SSL_MODE"] = Options.SslMode,
    };

    public override async Task EmptyAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = await ConnectAsync(withSchema: false, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await StoreCounts.NumberAsync(connection, $"DROP DATABASE IF EXISTS `{Options.Schema}`", cancellationToken).ConfigureAwait(false);
        }
    }

    public override async Task<StoreCounts> CountAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = await ConnectAsync(withSchema: false, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            // Tables are made one by one: a kill can leave some of them.
            string names = string.Join(", ", Tables.Select(table => $"'{table}'"));
            long found = await StoreCounts.NumberAsync(
                connection,
                $"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '{Options.Schema}' AND table_name IN ({names})",
                cancellationToken).ConfigureAwait(false);
            if (found < Tables.Length)
            {
                return StoreCounts.None;
            }

            await connection.ChangeDatabaseAsync(Options.Schema, cancellationToken).ConfigureAwait(false);
            return await StoreCounts.ReadAsync(connection, "TIMESTAMPDIFF(HOUR, from_time, to_time)", cancellationToken).ConfigureAwait(false);
        }
    }

    public override async Task<string> CheckIntegrityAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            DbCommand command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = $"CHECK TABLE {string.Join(", ", Tables)}";
                List<string> found = [];
                DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        if (reader.GetString(3) != "OK")
                        {
                            found.Add($"{reader.GetString(0)}: {reader.GetString(3)}");
                        }
                    }
                }

                return string.Join("; ", found);
            }
        }
    }

    public override Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) => ConnectAsync(withSchema: true, cancellationToken);

    private async Task<DbConnection> ConnectAsync(bool withSchema, CancellationToken cancellationToken)
    {
        DbConnection connection = MySqlDrivers.Current.CreateConnection(Options, withSchema);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }
}
