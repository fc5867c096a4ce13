using System.Data.Common;
using System.Security.Authentication;
using MySqlConnector;

namespace CcIngest.Storage;

/// <summary>MySqlConnector: cancels by itself (KILL QUERY, then it closes the socket) and resets pooled connections.</summary>
internal sealed class MySqlConnectorDriver : IMySqlDriver
{
    private const uint CommandTimeoutSeconds = 300;

    /// <summary>How long a cancelled command waits for the server before its socket is closed.</summary>
    private const int CancellationTimeoutSeconds = 3;

    public string Name => "MySqlConnector";

    public DbConnection CreateConnection(StoreOptions options, bool withSchema) => new MySqlConnection(new MySqlConnectionStringBuilder
    {
        Server = options.Host,
        Port = (uint)(options.Port ?? MySqlErrors.DefaultPort),
        UserID = options.User,
        Password = options.Password?.Reveal() ?? "",
        Database = withSchema ? options.Schema : "",
        SslMode = Enum.Parse<MySqlSslMode>(options.SslMode, ignoreCase: true),
        SslCa = options.SslCa ?? "",
        AllowLoadLocalInfile = true,
        Pooling = withSchema,
        MinimumPoolSize = (uint)options.PoolMinSize,
        MaximumPoolSize = (uint)options.PoolMaxSize,
        ConnectionTimeout = (uint)Math.Max(1, options.PoolTimeout.TotalSeconds),
        DefaultCommandTimeout = CommandTimeoutSeconds,
        CancellationTimeout = CancellationTimeoutSeconds,
        ConnectionReset = true,
        IgnorePrepare = true,
        AutoEnlist = false,
        UseXaTransactions = false,
        UseAffectedRows = true,
        // SingleStore refuses several commands in one packet (BEGIN and pool reset are pipelined otherwise).
        Pipelining = options.Engine != StoreEngines.SingleStore,
        // SingleStore's BOOLEAN cannot be told from TINYINT: both come as numbers everywhere.
        TreatTinyAsBoolean = false,
        DateTimeKind = MySqlDateTimeKind.Utc,
    }.ConnectionString);

    public async Task<int> LoadAsync(DbConnection connection, BulkLoad load, CancellationToken cancellationToken)
    {
        MySqlBulkLoader loader = new((MySqlConnection)connection)
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
        return await loader.LoadAsync(cancellationToken).ConfigureAwait(false);
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

    public Task ClearPoolAsync(DbConnection connection, CancellationToken cancellationToken) =>
        MySqlConnection.ClearPoolAsync((MySqlConnection)connection, cancellationToken);
}
