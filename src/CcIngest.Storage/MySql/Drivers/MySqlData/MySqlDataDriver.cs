using System.Data.Common;
using CcIngest.Model;
using MySql.Data.MySqlClient;

namespace CcIngest.Storage;

/// <summary>
/// MySql.Data, made to behave: its commands ignore their token while they run (so a <see cref="CallGuard"/> stands before each), and it loads
/// packages that are not shipped when a certificate is not trusted.
/// </summary>
internal sealed class MySqlDataDriver : IMySqlDriver
{
    private const uint CommandTimeoutSeconds = 300;

    /// <summary>What MySql.Data reads PEM files with, first of all when a certificate is not trusted by the system.</summary>
    private const string PemReader = "BouncyCastle";

    public string Name => "MySql.Data";

    public DbConnection CreateConnection(StoreOptions options, bool withSchema)
    {
        if (options.SslCa is not null)
        {
            throw new IngestException(IngestErrorId.SettingInvalid,
                "A certificate authority from a file (DB_SSL_CA) is more than the MySql.Data driver of this build can check.",
                "Add the authority to the system's trusted certificates and leave DB_SSL_CA out, or build with -p:MySqlDriver=MySqlConnector.");
        }

        MySqlConnectionStringBuilder builder = new()
        {
            Server = options.Host,
            Port = (uint)(options.Port ?? MySqlErrors.DefaultPort),
            UserID = options.User,
            Password = options.Password?.Reveal() ?? "",
            SslMode = string.Equals(options.SslMode, "None", StringComparison.OrdinalIgnoreCase)
                ? MySqlSslMode.Disabled : Enum.Parse<MySqlSslMode>(options.SslMode, ignoreCase: true),
            CharacterSet = "utf8mb4",
            AllowLoadLocalInfile = true,
            Pooling = false,
            ConnectionTimeout = (uint)Math.Max(1, options.PoolTimeout.TotalSeconds),
            DefaultCommandTimeout = CommandTimeoutSeconds,
            AutoEnlist = false,
            UseAffectedRows = true,
            UseCompression = false,
            TreatTinyAsBoolean = false,
        };
        if (withSchema)
        {
            builder.Database = options.Schema;
        }

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

    public async Task<int> LoadAsync(DbConnection connection, BulkLoad load, CancellationToken cancellationToken)
    {
        GuardedConnection guarded = (GuardedConnection)connection;
        MySqlBulkLoader loader = new((MySqlConnection)guarded.Inner)
        {
            TableName = load.Table,
            Local = true,
            CharacterSet = "utf8mb4",
            FieldTerminator = "\t",
            LineTerminator = "\n",
            EscapeCharacter = '\\',
            ConflictOption = load.OnEqualKey == EqualKey.Replace ? MySqlBulkLoaderConflictOption.Replace : MySqlBulkLoaderConflictOption.Ignore,
            Timeout = (int)CommandTimeoutSeconds,
        };
        loader.Columns.AddRange(load.Columns);
        return await guarded.Guard.RunAsync(token => loader.LoadAsync(load.Text, token), cancellationToken).ConfigureAwait(false);
    }

    public int ErrorNumber(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is MySqlException { Number: > 0 } known)
            {
                return known.Number;
            }

            // A missing assembly is an IOException too, and no broken connection.
            if (cause is System.Net.Sockets.SocketException || (cause is IOException and not FileNotFoundException))
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
            if (cause is System.Security.Authentication.AuthenticationException
                || (cause is FileNotFoundException { FileName: { } name } && name.StartsWith(PemReader, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
