using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace CcIngest.Storage;

/// <summary>Connections of Npgsql, each behind a <see cref="CallGuard"/>, and what their sessions begin with.</summary>
internal static class PostgreSqlDriver
{
    private const int CommandTimeoutSeconds = 300;

    /// <summary>Seconds a statement waits for another writer's row; then it is rolled back and tried again.</summary>
    private const int LockWaitSeconds = 10;

    /// <summary>A connection that is not open yet. Opening takes <see cref="StoreOptions.PoolTimeout"/> at most.</summary>
    public static GuardedConnection CreateConnection(StoreOptions options)
    {
        NpgsqlConnectionStringBuilder builder = Builder(options);
        NpgsqlConnectionStringBuilder kill = new(builder.ConnectionString)
        {
            Timeout = (int)ServerKill.TimeoutSeconds,
            CommandTimeout = (int)ServerKill.TimeoutSeconds,
        };
        NpgsqlConnection connection = new(builder.ConnectionString);
        return new GuardedConnection(
            connection,
            new ServerKill(() => new NpgsqlConnection(kill.ConnectionString), what => string.Create(
                CultureInfo.InvariantCulture, $"SELECT {(what == Killed.Query ? "pg_cancel_backend" : "pg_terminate_backend")}({connection.ProcessID})")),
            options.PoolTimeout);
    }

    /// <summary>What every use of a connection begins with, whatever the server's and the account's own settings are.</summary>
    /// <param name="server">What the database has decides what can be set.</param>
    /// <param name="searchPath">Quoted names of schemas: where names without a schema are looked for.</param>
    public static string Session(PostgreSqlServer server, params string[] searchPath) =>
        $"SET search_path = {string.Join(", ", searchPath)}; SET TIME ZONE 'UTC'; SET client_min_messages = 'warning'; SET statement_timeout = 0; "
        + string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = '{LockWaitSeconds}s'; ") + "SET idle_in_transaction_session_timeout = 0"
        + (server.Timescale is null ? "" : $"; {TimescaleExtension.Session}");

    private static NpgsqlConnectionStringBuilder Builder(StoreOptions options) => new()
    {
        Host = options.Host,
        Port = options.Port ?? PostgreSqlErrors.DefaultPort,
        Username = options.User,
        Password = options.Password?.Reveal(),
        Database = options.Database,
        SslMode = options.SslMode.ToUpperInvariant() switch
        {
            "NONE" => SslMode.Disable,
            "PREFERRED" => SslMode.Prefer,
            "REQUIRED" => SslMode.Require,
            "VERIFYCA" => SslMode.VerifyCA,
            _ => SslMode.VerifyFull,
        },
        RootCertificate = options.SslCa,
        Timeout = Math.Clamp((int)options.PoolTimeout.TotalSeconds, 1, 600),
        CommandTimeout = CommandTimeoutSeconds,
        ApplicationName = "CcIngest",
        // The store keeps its own connections; see ServerConnections.
        Pooling = false,
        Enlist = false,
        GssEncryptionMode = GssEncryptionMode.Disable,
    };
}
