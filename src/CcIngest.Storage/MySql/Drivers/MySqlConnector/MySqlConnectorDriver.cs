using System.Data.Common;
using System.Security.Authentication;
using MySqlConnector;

namespace CcIngest.Storage;

/// <summary>
/// MySqlConnector. It sends KILL QUERY by itself on its token, but not where the token is cancelled between two rows, and it waits for a server that
/// does not answer: a <see cref="CallGuard"/> stands here too.
/// </summary>
internal sealed class MySqlConnectorDriver : IMySqlDriver
{
    private const uint CommandTimeoutSeconds = 300;

    public string Name => "MySqlConnector";

    public DbConnection CreateConnection(StoreOptions options, bool withSchema)
    {
        MySqlConnectionStringBuilder builder = Builder(options, withSchema);
        MySqlConnectionStringBuilder kill = new(builder.ConnectionString)
        {
            Database = "",
            ConnectionTimeout = ServerKill.TimeoutSeconds,
            DefaultCommandTimeout = ServerKill.TimeoutSeconds,
        };
        MySqlConnection connection = new(builder.ConnectionString);
        return new GuardedConnection(
            connection, new ServerKill(() => new MySqlConnection(kill.ConnectionString), what => MySqlSession.Kill(what, connection.ServerThread)), options.PoolTimeout);
    }

    private static MySqlConnectionStringBuilder Builder(StoreOptions options, bool withSchema) => new()
    {
        Server = options.Host,
        Port = (uint)(options.Port ?? MySqlErrors.DefaultPort),
        UserID = options.User,
        Password = options.Password?.Reveal() ?? "",
        Database = withSchema ? options.Schema : "",
        SslMode = Enum.Parse<MySqlSslMode>(options.SslMode, ignoreCase: true),
        SslCa = options.SslCa ?? "",
        AllowLoadLocalInfile = true,
        Pooling = false,
        ConnectionTimeout = (uint)Math.Max(1, options.PoolTimeout.TotalSeconds),
        DefaultCommandTimeout = CommandTimeoutSeconds,
        IgnorePrepare = true,
        AutoEnlist = false,
        UseXaTransactions = false,
        UseAffectedRows = true,
        // SingleStore refuses several commands in one packet (BEGIN and pool reset are pipelined otherwise).
        Pipelining = options.Engine != StoreEngines.SingleStore,
        // SingleStore's BOOLEAN cannot be told from TINYINT: both come as numbers everywhere.
        TreatTinyAsBoolean = false,
        DateTimeKind = MySqlDateTimeKind.Utc,
    };

    public async Task<int> LoadAsync(DbConnection connection, BulkLoad load, CancellationToken cancellationToken)
    {
        GuardedConnection guarded = (GuardedConnection)connection;
        MySqlBulkLoader loader = new((MySqlConnection)guarded.Inner)
        {
            TableName = load.Table,
            SourceStream = load.Text,
            Local = true,
            CharacterSet = "utf8mb4",
            FieldTerminator = "\t",
            LineTerminator = "\n",
            EscapeCharacter = '\\',
            ConflictOption = load.OnEqualKey == EqualKey.Replace ? MySqlBulkLoaderConflictOption.Replace : MySqlBulkLoaderConflictOption.Ignore,
            Timeout = (int)CommandTimeoutSeconds,
        };
        loader.Columns.AddRange(load.Columns);
        return await guarded.Guard.RunAsync(token => loader.LoadAsync(token), cancellationToken).ConfigureAwait(false);
    }

    public int ErrorNumber(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is MySqlException { Number: > 0 } known)
            {
                return known.Number;
            }

            if (cause is IOException or System.Net.Sockets.SocketException)
            {
                return MySqlErrors.ConnectionLost;
            }
        }

        return 0;
    }

    public bool IsCertificateRefusal(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException)
            {
                return true;
            }
        }

        return false;
    }
}
