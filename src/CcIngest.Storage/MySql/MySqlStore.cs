using System.Data.Common;
using CcIngest.Model;
using Dapper;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>
/// A server of the MySQL family: MySQL, MariaDB (engine <c>mysql</c>) or SingleStore. One database holds the tables; connections come from the
/// driver's pool, each with the session of <see cref="MySqlSession"/>.
/// </summary>
public sealed class MySqlStore : SqlStore
{
    /// <summary>Two writers reach one and a half times the rows of one; beyond four the server's log is what they wait for.</summary>
    private const int UsefulWriters = 4;

    private const string NewSchemaCollation = "utf8mb4_general_ci";

    private readonly StoreOptions _options;
    private readonly IMySqlDriver _driver;
    private readonly MySqlLoader _loader;
    private readonly ServerConnections _connections;

    private MySqlStore(StoreOptions options, MySqlDialect dialect, MySqlServer server, TimeProvider time, ILogger logger)
        : base(dialect, options.Patience, time, logger)
    {
        _options = options;
        _driver = MySqlDrivers.Current;
        _loader = new MySqlLoader(_driver, dialect, server, logger);
        _connections = new ServerConnections(
            () => _driver.CreateConnection(options, withSchema: true), options, MySqlErrors.Place(options), MySqlSession.Begin(dialect.Engine));
        Info = new StoreInfo(options.Engine, MySqlErrors.Place(options), options.Schema, server.Version, Math.Min(options.Writers ?? UsefulWriters, options.PoolMaxSize));
    }

    public override StoreInfo Info { get; }

    /// <summary>Logs in and looks at the server; the database need not be there yet.</summary>
    /// <exception cref="IngestException">The server cannot be reached, refuses the account, is too old or is another engine.</exception>
    public static async Task<MySqlStore> OpenAsync(
        StoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        IMySqlDriver driver = MySqlDrivers.Current;
        try
        {
            DbConnection connection = driver.CreateConnection(options, withSchema: false);
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                MySqlServer server = await MySqlServer.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
                server.Check(options);
                MySqlDialect dialect = await DialectAsync(connection, driver, options, cancellationToken).ConfigureAwait(false);
                return new MySqlStore(options, dialect, server, time, loggers.CreateLogger<MySqlStore>());
            }
        }
        catch (Exception exception) when (exception is not IngestException and not OperationCanceledException)
        {
            throw MySqlErrors.Translate(exception, "opening the store", driver, options) ?? exception;
        }
    }

    /// <summary>The dialect with the collation that was said, else with the one that the schema was made with.</summary>
    private static async Task<MySqlDialect> DialectAsync(
        DbConnection connection, IMySqlDriver driver, StoreOptions options, CancellationToken cancellationToken)
    {
        MySqlDialect dialect = For(options.KeyCollation ?? NewSchemaCollation);
        try
        {
            SchemaVersionRow? stored = await connection.QueryFirstOrDefaultAsync<SchemaVersionRow>(
                new CommandDefinition(SchemaScript.ReadVersion(dialect), cancellationToken: cancellationToken)).ConfigureAwait(false);
            if (stored is null)
            {
                return dialect;
            }

            SchemaScript.CheckCollation(stored, options.KeyCollation, options.Schema);
            return For(stored.KeyCollation);
        }
        catch (DbException exception)
            when (MySqlErrors.Translate(exception, "reading the schema's version", driver, options)
                is { Id: IngestErrorId.StoreSchemaMissing or IngestErrorId.StoreRightsMissing })
        {
            // Without rights nothing is read or written under the wrong collation either: whatever comes next says so.
            return dialect;
        }

        MySqlDialect For(string keyCollation) => (MySqlDialect)SqlDialects.For(options.Engine, options.Schema, keyCollation);
    }

    // A server without the database has no schema either.
    public override async Task<int?> ReadSchemaVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await base.ReadSchemaVersionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException missing) when (missing.Id == IngestErrorId.StoreSchemaMissing)
        {
            return null;
        }
    }

    public override async Task<IReadOnlyList<string>> PlanSchemaAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await base.PlanSchemaAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException missing) when (missing.Id == IngestErrorId.StoreSchemaMissing)
        {
            return SchemaStatements;
        }
    }

    public override Task<IReadOnlyList<(string Kept, string Clashing)>> FindClashesAsync(
        Column column, IReadOnlyCollection<string> values, CancellationToken cancellationToken) =>
        Dialect.ComparesExactly(column)
            ? base.FindClashesAsync(column, values, cancellationToken)
            : ReadAsync(
                $"comparing {column.Name}",
                connection => EqualTexts.FindClashesAsync(connection, (MySqlDialect)Dialect, column, values, cancellationToken),
                cancellationToken);

    protected internal override Task<DbConnection> OpenAsync(ConnectionUse use, CancellationToken cancellationToken) =>
        use == ConnectionUse.Schema ? OpenWithoutSchemaAsync(cancellationToken) : _connections.RentAsync(cancellationToken);

    protected internal override ValueTask CloseAsync(DbConnection connection, ConnectionUse use) =>
        use == ConnectionUse.Schema ? connection.DisposeAsync() : _connections.ReturnAsync(connection);

    protected internal override Task<int> LoadAsync(DbConnection connection, DbTransaction transaction, RowLoad load, CancellationToken cancellationToken) =>
        _loader.LoadAsync(connection, transaction, load, cancellationToken);

    protected internal override IDisposable? FormOf(RowBatch rows) => _loader.FormOf(rows);

    protected internal override Task<IReadOnlyList<KeyClash>> FindKeyClashesAsync(
        DbConnection connection, DbTransaction transaction, Dataset dataset, RowBatch rows, CancellationToken cancellationToken) =>
        new KeyClashes(this, connection, transaction, rows).FindAsync(cancellationToken);

    protected override string? RowRefusalOfEngine(Exception exception) => exception switch
    {
        IngestException { InnerException: ServerWarningException warning } => MySqlErrors.IsRowRefused(warning.Code) ? warning.Message : null,
        _ => MySqlErrors.IsRowRefused(_driver.ErrorNumber(exception)) ? MySqlErrors.Innermost(exception, _driver) : null,
    };

    protected override bool IsTransient(Exception exception) => exception is LostCallException || MySqlErrors.IsTransient(_driver.ErrorNumber(exception), exception.Message);

    protected override IngestException? Translate(Exception exception, string doing) => MySqlErrors.Translate(exception, doing, _driver, _options);

    protected override async ValueTask DisposeAsyncCore()
    {
        await _connections.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsyncCore().ConfigureAwait(false);
    }

    /// <summary>The database need not be there yet.</summary>
    private async Task<DbConnection> OpenWithoutSchemaAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = _driver.CreateConnection(_options, withSchema: false);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(
                new CommandDefinition(MySqlSession.Begin(Dialect.Engine), cancellationToken: cancellationToken)).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
