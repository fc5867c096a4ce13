using System.Collections.Concurrent;
using System.Data.Common;
using CcIngest.Model;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>
/// The embedded store: one SQLite file, attached under the schema's name to an in-memory database, so that <c>market.cc_assets</c> means the same
/// as on a server. One writer at a time, readers beside it (write-ahead log). A commit survives a killed process; the last ones may be lost when
/// the power fails (<c>synchronous = NORMAL</c>), which leaves the file whole and the coverage true.
/// </summary>
public sealed class SqliteStore : SqlStore
{
    /// <summary>Readers kept open for the next query.</summary>
    private const int IdleReaders = 4;

    private readonly string _file;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private SqliteConnection? _writer;
    private SqliteLoader? _loader;

    static SqliteStore() => SQLitePCL.Batteries_V2.Init();

    private SqliteStore(StoreOptions options, TimeProvider time, ILogger logger)
        : base(new SqliteDialect(options.Schema), options.Patience, time, logger)
    {
        _file = Path.GetFullPath(options.File);
        Info = new StoreInfo(StoreEngines.Sqlite, _file, options.Schema, SQLitePCL.raw.sqlite3_libversion().utf8_to_string(), Writers: 1);
    }

    public override StoreInfo Info { get; }

    /// <summary>Looks at the path and, when the file is there, into it; makes no file.</summary>
    /// <exception cref="IngestException">The path cannot hold a database, or the file is none.</exception>
    public static async Task<SqliteStore> OpenAsync(
        StoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        SqlitePath.Check(options);
        SqliteStore store = new(options, time, loggers.CreateLogger<SqliteStore>());
        try
        {
            await store.ReadSchemaVersionAsync(cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // A file that is not there has no schema, and looking must not make it.
    public override Task<int?> ReadSchemaVersionAsync(CancellationToken cancellationToken) =>
        File.Exists(_file) ? base.ReadSchemaVersionAsync(cancellationToken) : Task.FromResult<int?>(null);

    public override Task<IReadOnlyList<string>> PlanSchemaAsync(CancellationToken cancellationToken) =>
        File.Exists(_file) ? base.PlanSchemaAsync(cancellationToken) : Task.FromResult(SchemaStatements);

    public override Task<IReadOnlyList<TableShape>> ReadTablesAsync(CancellationToken cancellationToken) =>
        File.Exists(_file) ? base.ReadTablesAsync(cancellationToken) : Task.FromResult<IReadOnlyList<TableShape>>([]);

    protected internal override Task<DbConnection> OpenAsync(ConnectionUse use, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (use == ConnectionUse.Schema)
        {
            return Task.FromResult<DbConnection>(_writer ??= OpenWriter());
        }

        if (!File.Exists(_file))
        {
            throw SqliteErrors.SchemaMissing(_file, null);
        }

        return Task.FromResult<DbConnection>(use == ConnectionUse.Write
            ? _writer ??= OpenWriter()
            : _readers.TryTake(out SqliteConnection? idle) ? idle : OpenReader());
    }

    protected internal override async ValueTask CloseAsync(DbConnection connection, ConnectionUse use)
    {
        // The writer stays open, with its statements prepared and its cache warm.
        if (use != ConnectionUse.Read)
        {
            return;
        }

        if (_readers.Count < IdleReaders)
        {
            _readers.Add((SqliteConnection)connection);
        }
        else
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    // The provider's asynchronous methods run synchronously: work has a thread of its own, so that no caller and no pool thread waits for the file.
    protected override async Task<T> RunAsync<T>(ConnectionUse use, Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        bool isWriting = use != ConnectionUse.Read;
        if (isWriting)
        {
            await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await Task.Factory.StartNew(
                () => base.RunAsync(use, work, cancellationToken),
                cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap().ConfigureAwait(false);
        }
        finally
        {
            if (isWriting)
            {
                _writing.Release();
            }
        }
    }

    protected internal override ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        // BEGIN IMMEDIATE: a transaction that reads first and then wants to write can fail at once when somebody else has written.
        ValueTask.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    protected internal override Task<int> LoadAsync(DbConnection connection, DbTransaction transaction, RowLoad load, CancellationToken cancellationToken)
    {
        _loader ??= new SqliteLoader((SqliteConnection)connection, Dialect);
        return Task.FromResult(_loader.Load(load, cancellationToken));
    }

    protected internal override DateTime ReadTime(DbDataReader reader, int ordinal) => SqlTime.Parse(reader.GetString(ordinal));

    protected override string? RowRefusalOfEngine(Exception exception) => SqliteErrors.IsRowRefused(exception) ? exception.Message : null;

    protected override bool IsTransient(Exception exception) => SqliteErrors.IsTransient(exception);

    protected override IngestException? Translate(Exception exception, string doing) => SqliteErrors.Translate(exception, doing, _file);

    protected override async ValueTask DisposeAsyncCore()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        _loader?.Dispose();
        while (_readers.TryTake(out SqliteConnection? reader))
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }

        if (_writer is not null)
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
        }

        _writing.Dispose();
        await base.DisposeAsyncCore().ConfigureAwait(false);
    }

    private SqliteConnection OpenWriter() => Open(connection =>
    {
        string mode = connection.ExecuteScalar<string>($"PRAGMA {Dialect.Quote(Dialect.Schema)}.journal_mode = WAL") ?? "";
        if (!string.Equals(mode, "wal", StringComparison.OrdinalIgnoreCase))
        {
            throw new IngestException(
                IngestErrorId.StoreFailed, $"{_file} cannot have a write-ahead log (journal mode {mode}).",
                "Put the file on a local disk: SQLite's write-ahead log does not work on network shares.");
        }

        string schema = Dialect.Quote(Dialect.Schema);
        connection.Execute($"PRAGMA {schema}.synchronous = NORMAL");
        connection.Execute($"PRAGMA {schema}.cache_size = -32768");         // KiB

        // Pages of 4 KiB, so 64 MB. Most transactions change the same pages of the index by time, which come into the file once for all of them. What a power cut
        // may cost grows with it: only then does the log surely reach the disk.
        connection.Execute($"PRAGMA {schema}.wal_autocheckpoint = 16000");
    });

    private SqliteConnection OpenReader() => Open(connection => connection.Execute("PRAGMA query_only = 1"));

    private SqliteConnection Open(Action<SqliteConnection> prepare)
    {
        // The time for which the provider itself waits for a lock, in seconds; the retry around it can be cancelled, so this is short.
        SqliteConnection connection = new("Data Source=:memory:;Pooling=False;Default Timeout=1");
        try
        {
            connection.Open();
            connection.Execute("PRAGMA busy_timeout = 1000");
            connection.Execute($"ATTACH DATABASE @file AS {Dialect.Quote(Dialect.Schema)}", new { file = _file });
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
