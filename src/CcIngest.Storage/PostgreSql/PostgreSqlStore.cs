using System.Data.Common;
using CcIngest.Model;
using Dapper;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>
/// A PostgreSQL server. The tables are in a schema of one database. As the engine <c>timescale</c> the same store: its time series are hypertables
/// where the database has the extension, plain tables where it has not.
/// </summary>
public sealed class PostgreSqlStore : SqlStore
{
    /// <summary>Two writers reach one and a half times the rows of one; beyond four the server's log is what they wait for.</summary>
    private const int UsefulWriters = 4;

    private readonly StoreOptions _options;
    private readonly PostgreSqlServer _server;
    private readonly PostgreSqlLoader _loader;
    private readonly ServerConnections _connections;

    private PostgreSqlStore(StoreOptions options, PostgreSqlDialect dialect, PostgreSqlServer server, TimeProvider time, ILogger logger)
        : base(dialect, options.Patience, time, logger)
    {
        (_options, _server) = (options, server);
        _loader = new PostgreSqlLoader(dialect);
        _connections = new ServerConnections(
            () => PostgreSqlDriver.CreateConnection(options), options, PostgreSqlErrors.Server(options),
            PostgreSqlDriver.Session(server, dialect.Quote(options.Schema)));
        Info = new StoreInfo(options.Engine, PostgreSqlErrors.Place(options), options.Schema, server.Describe(options.Engine), Math.Min(options.Writers ?? UsefulWriters, options.PoolMaxSize));
    }

    public override StoreInfo Info { get; }

    /// <summary>Logs in and looks at the server; the schema need not be there yet, the database must be.</summary>
    /// <exception cref="IngestException">The server cannot be reached, refuses the account, is too old, or has no such database.</exception>
    public static async Task<PostgreSqlStore> OpenAsync(
        StoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            DbConnection connection = PostgreSqlDriver.CreateConnection(options);
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                PostgreSqlServer server = await PostgreSqlServer.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
                server.Check(options);
                return new PostgreSqlStore(options, DialectFor(options, server), server, time, loggers.CreateLogger<PostgreSqlStore>());
            }
        }
        catch (Exception exception) when (exception is not IngestException and not OperationCanceledException)
        {
            throw PostgreSqlErrors.Translate(exception, "opening the store", options) ?? exception;
        }
    }

    public override Task InitializeAsync(CancellationToken cancellationToken)
    {
        WarnOfWhatIsNotThere();
        return base.InitializeAsync(cancellationToken);
    }

    protected internal override Task<DbConnection> OpenAsync(ConnectionUse use, CancellationToken cancellationToken) =>
        use == ConnectionUse.Schema ? OpenForSchemaAsync(cancellationToken) : _connections.RentAsync(cancellationToken);

    protected internal override ValueTask CloseAsync(DbConnection connection, ConnectionUse use) =>
        use == ConnectionUse.Schema ? connection.DisposeAsync() : _connections.ReturnAsync(connection);

    protected internal override Task<int> LoadAsync(DbConnection connection, DbTransaction transaction, RowLoad load, CancellationToken cancellationToken) =>
        _loader.LoadAsync((GuardedConnection)connection, transaction, load, cancellationToken);

    protected override string? RowRefusalOfEngine(Exception exception) =>
        PostgreSqlErrors.IsRowRefused(exception) ? PostgreSqlErrors.Words(exception) : null;

    protected override bool IsTransient(Exception exception) => PostgreSqlErrors.IsTransient(exception);

    protected override IngestException? Translate(Exception exception, string doing) => PostgreSqlErrors.Translate(exception, doing, _options);

    protected override async ValueTask DisposeAsyncCore()
    {
        await _connections.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsyncCore().ConfigureAwait(false);
    }

    /// <summary>What the server has decides: nothing is tried that could fail.</summary>
    private static PostgreSqlDialect DialectFor(StoreOptions options, PostgreSqlServer server) =>
        options.Engine == StoreEngines.Timescale && server.Timescale is { } extension
            ? new TimescaleDialect(options.Schema, extension, options.Chunks)
            : new PostgreSqlDialect(options.Schema);

    /// <summary>Says, where tables are made, what they are not.</summary>
    private void WarnOfWhatIsNotThere()
    {
        if (_options.Engine == StoreEngines.Timescale && _server.Timescale is null)
        {
            Logger.LogWarning(
                StorageEvents.NoTimescale, "The database {Database} does not have the extension timescaledb, so the time series are plain tables.", _options.Database);
        }
        else if (_server.Timescale is { IsCommunity: false } && _options.Chunks != new ChunkPolicy())
        {
            Logger.LogWarning(
                StorageEvents.NoTimescale, "TimescaleDB {Version} is the Apache build, which has neither columnstore nor retention: chunks stay as they are.",
                _server.Timescale.Version);
        }
    }

    /// <summary>A script may call functions of extensions, which are in the schema public as a rule.</summary>
    private async Task<DbConnection> OpenForSchemaAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = PostgreSqlDriver.CreateConnection(_options);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(new CommandDefinition(
                PostgreSqlDriver.Session(_server, Dialect.Quote(_options.Schema), "public"), cancellationToken: cancellationToken)).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
