using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using CcIngest.Model;
using Dapper;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>
/// The flow that all SQL engines share: schema, the one transaction of a write with its comparison in the client, coverage, queries. An engine
/// brings connections, its bulk path, its dialect and the meaning of its errors.
/// </summary>
public abstract class SqlStore : IMarketDataStore
{
    /// <summary>Writes that were made ready and are not written yet, by the object and not by what it says.</summary>
    private readonly ConditionalWeakTable<StoreWrite, PreparedWrite> _ready = [];
    private readonly StoreRetry _retry;
    private SqlRunLeases? _leases;
    private SqlTableRebuilds? _rebuilds;

    static SqlStore() => DapperTypes.Register();

    /// <param name="patience">As <see cref="StoreOptions.Patience"/>.</param>
    protected SqlStore(SqlDialect dialect, TimeSpan patience, TimeProvider time, ILogger logger)
    {
        (Dialect, Patience, Time, Logger) = (dialect, patience, time, logger);
        _retry = new StoreRetry(dialect.Engine, IsTransient, patience, time, logger);
    }

    public abstract StoreInfo Info { get; }

    public SqlDialect Dialect { get; }

    public IRunLeases Leases => _leases ??= new SqlRunLeases(this);

    public IReadOnlyList<string> SchemaStatements => SchemaScript.Statements(Dialect, SchemaScript.ToolVersion);

    public ITableRebuilds Rebuilds => _rebuilds ??= new SqlTableRebuilds(this, Time);

    protected TimeProvider Time { get; }

    protected internal ILogger Logger { get; }

    /// <summary>For how long what passes by itself is tried again.</summary>
    internal TimeSpan Patience { get; }

    public virtual Task<int?> ReadSchemaVersionAsync(CancellationToken cancellationToken) => ReadAsync(
        "reading the schema's version",
        async connection => (await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false))?.Version,
        cancellationToken);

    public virtual Task<IReadOnlyList<string>> PlanSchemaAsync(CancellationToken cancellationToken) =>
        ReadAsync("reading the schema's version", connection => PlanAsync(connection, cancellationToken), cancellationToken);

    public virtual Task InitializeAsync(CancellationToken cancellationToken) => GuardAsync(
        "making the schema",
        () => RunAsync(ConnectionUse.Schema, async connection =>
        {
            IReadOnlyList<string> statements = await PlanAsync(connection, cancellationToken).ConfigureAwait(false);
            DbTransaction? transaction = Dialect.HasTransactionalDdl
                ? await BeginAsync(connection, cancellationToken).ConfigureAwait(false)
                : null;
            await using ((transaction ?? (IAsyncDisposable)NoTransaction.Instance).ConfigureAwait(false))
            {
                foreach (string statement in statements)
                {
                    await connection.ExecuteAsync(
                        new CommandDefinition(statement, transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
                }

                await (transaction?.CommitAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
            }

            return statements.Count;
        }, cancellationToken),
        cancellationToken);

    public virtual async Task<IReadOnlyList<TableShape>> ReadTablesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(
                "reading the tables", connection => TableShapes.ReadAsync(Dialect, connection, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException failure) when (failure.Id == IngestErrorId.StoreSchemaMissing)
        {
            return [];
        }
    }

    public async Task<IReadOnlyList<SchemaDrift>> ReadDriftAsync(CancellationToken cancellationToken)
    {
        int? version = await ReadSchemaVersionAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<TableShape> tables = await ReadTablesAsync(cancellationToken).ConfigureAwait(false);
        return [.. SchemaComparison.OfVersion(version), .. new SchemaComparison(Dialect, tables).Differences()];
    }

    public void MakeReady(StoreWrite write) => _ready.AddOrUpdate(write, PreparedWrite.From(write).WithForms(this));

    public async Task<WriteResult> WriteAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        // Fit, order and duplicates are the same on every attempt, so they are looked at once.
        using PreparedWrite prepared = TakeReady(write) ?? PreparedWrite.From(write);
        prepared.Log(Logger);
        long began = Time.GetTimestamp();
        WriteResult result = await GuardAsync(
            "writing",
            () => RunAsync(ConnectionUse.Write, connection => WriteAsync(connection, prepared, cancellationToken), cancellationToken),
            cancellationToken).ConfigureAwait(false);
        IngestMeter.Written(Dialect.Engine, result.Rows.Inserted + result.Rows.Updated, Time.GetElapsedTime(began));
        return result;
    }

    public Task<IReadOnlyList<CoverageMap>> ReadCoverageAsync(IReadOnlyCollection<SeriesKey> series, CancellationToken cancellationToken) =>
        ReadAsync("reading coverage", connection => CoverageRows.ReadAsync(this, connection, series, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<CoverageOutline>> ReadOutlinesAsync(IReadOnlyCollection<SeriesKey> series, CancellationToken cancellationToken) =>
        ReadAsync("reading coverage", connection => CoverageOutlines.ReadAsync(this, connection, series, cancellationToken), cancellationToken);

    public Task<RowBatch> ReadRowsAsync(Dataset dataset, string column, string value, CancellationToken cancellationToken) =>
        ReadAsync($"reading {dataset.Table}", connection => RowReader.ReadAsync(this, connection, dataset, column, value, cancellationToken), cancellationToken);

    public Task<RowBatch> FindRowsAsync(RowBatch keys, CancellationToken cancellationToken) => ReadAsync(
        $"reading {keys.Dataset.Table}",
        async connection => RowMerge.Known(keys, await StoredRows.ReadAsync(
            this, connection, transaction: null, keys, RowReader.AllOrdinals(keys.Dataset), isLocking: false, cancellationToken).ConfigureAwait(false)),
        cancellationToken);

    public Task<IReadOnlyList<IReadOnlyList<string>>> ReadPrefixesAsync(Dataset dataset, int columns, CancellationToken cancellationToken) => ReadAsync(
        $"reading {dataset.Table}", connection => KeyPrefixes.ReadAsync(this, connection, dataset, columns, cancellationToken), cancellationToken);

    public Task<(DateTime First, DateTime Last)?> ReadBoundsAsync(Dataset dataset, RowSlice slice, CancellationToken cancellationToken) => ReadAsync(
        $"reading {dataset.Table}", connection => SliceBounds.ReadAsync(this, connection, dataset, slice, cancellationToken), cancellationToken);

    public IAsyncEnumerable<RowBatch> ScanAsync(Dataset dataset, CancellationToken cancellationToken) => RowsAsync(dataset, null, cancellationToken);

    public IAsyncEnumerable<RowBatch> ScanAsync(Dataset dataset, RowSlice slice, CancellationToken cancellationToken) =>
        RowsAsync(dataset, slice, cancellationToken);

    private async IAsyncEnumerable<RowBatch> RowsAsync(Dataset dataset, RowSlice? slice, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string doing = $"reading {dataset.Table}";
        DbConnection connection = await GuardAsync(doing, () => OpenAsync(ConnectionUse.Read, cancellationToken), cancellationToken).ConfigureAwait(false);
        try
        {
            RowScan scan = await TranslateAsync(doing, () => RowScan.OpenAsync(this, connection, dataset, slice, cancellationToken), cancellationToken).ConfigureAwait(false);
            await using (scan.ConfigureAwait(false))
            {
                while (await TranslateAsync(doing, () => scan.NextAsync(cancellationToken), cancellationToken).ConfigureAwait(false))
                {
                    yield return scan.Rows;
                }
            }
        }
        finally
        {
            await CloseAsync(connection, ConnectionUse.Read).ConfigureAwait(false);
        }
    }

    public Task<IReadOnlyList<T>> QueryAsync<T>(StoredQuery query, object? parameters, CancellationToken cancellationToken)
    {
        QueryCall call = QueryCall.For(query, parameters);
        return ReadAsync<IReadOnlyList<T>>(
            $"the query {query.Name}",
            async connection => (await connection.QueryAsync<T>(
                new CommandDefinition(Dialect.Adapt(call.Sql), call.Parameters, cancellationToken: cancellationToken)).ConfigureAwait(false)).AsList(),
            cancellationToken);
    }

    public async IAsyncEnumerable<T> StreamAsync<T>(
        StoredQuery query, object? parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        QueryCall call = QueryCall.For(query, parameters);
        string doing = $"the query {query.Name}";
        DbConnection connection = await GuardAsync(
            doing, () => OpenAsync(ConnectionUse.Read, cancellationToken), cancellationToken).ConfigureAwait(false);
        try
        {
            CommandDefinition command = new(Dialect.Adapt(call.Sql), call.Parameters, cancellationToken: cancellationToken);
            DbDataReader reader = await TranslateAsync(doing, () => connection.ExecuteReaderAsync(command), cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                Func<DbDataReader, T> parse = reader.GetRowParser<T>();
                while (await TranslateAsync(doing, () => reader.ReadAsync(cancellationToken), cancellationToken).ConfigureAwait(false))
                {
                    yield return parse(reader);
                }
            }
        }
        finally
        {
            await CloseAsync(connection, ConnectionUse.Read).ConfigureAwait(false);
        }
    }

    public virtual Task<IReadOnlyList<(string Kept, string Clashing)>> FindClashesAsync(
        Column column, IReadOnlyCollection<string> values, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<(string Kept, string Clashing)>>([]);

    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens or rents a connection, with its session as this store wants it. What it throws is translated by the caller.</summary>
    protected internal abstract Task<DbConnection> OpenAsync(ConnectionUse use, CancellationToken cancellationToken);

    /// <summary>Gives a connection of <see cref="OpenAsync"/> back.</summary>
    protected internal virtual ValueTask CloseAsync(DbConnection connection, ConnectionUse use) => connection.DisposeAsync();

    /// <summary>
    /// Runs work on a connection. An engine overrides it to choose the thread, or to have the running statement cancelled where the driver does
    /// not look at the token.
    /// </summary>
    protected virtual async Task<T> RunAsync<T>(ConnectionUse use, Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        DbConnection connection = await OpenAsync(use, cancellationToken).ConfigureAwait(false);
        try
        {
            return await work(connection).ConfigureAwait(false);
        }
        finally
        {
            await CloseAsync(connection, use).ConfigureAwait(false);
        }
    }

    /// <summary>Begins a transaction for writing.</summary>
    protected internal virtual ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    /// <summary>Writes whole rows by the engine's fastest path.</summary>
    /// <returns>With <see cref="LoadMode.Fresh"/> how many rows were written; less than all says that keys were there. Nothing otherwise.</returns>
    protected internal abstract Task<int> LoadAsync(DbConnection connection, DbTransaction transaction, RowLoad load, CancellationToken cancellationToken);

    /// <summary>The form in which the engine loads rows that are expected to be new, made before there is a connection; null where there is nothing to make ahead.</summary>
    /// <param name="rows">As those of a <see cref="RowLoad"/>.</param>
    protected internal virtual IDisposable? FormOf(RowBatch rows) => null;

    /// <summary>
    /// Rows whose key the engine takes for equal to another row's of the batch or of the table though the texts differ. Asked only where
    /// <see cref="SqlDialect.ComparesExactly"/> is false for a key column. Of two rows of the batch the later one clashes; a stored row always
    /// stays. Engines that compare exactly have none.
    /// </summary>
    protected internal virtual Task<IReadOnlyList<KeyClash>> FindKeyClashesAsync(
        DbConnection connection, DbTransaction transaction, Dataset dataset, RowBatch rows, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<KeyClash>>([]);

    /// <summary>Reads a time column of a result row; the kind of the result is UTC.</summary>
    protected internal virtual DateTime ReadTime(DbDataReader reader, int ordinal) =>
        DateTime.SpecifyKind(reader.GetDateTime(ordinal), DateTimeKind.Utc);

    /// <summary>
    /// The engine's words when it refuses a row for its values (a constraint, a type, a length), so that the other rows may be stored without it;
    /// null for everything else: rights, locks, a full disk, a lost connection.
    /// </summary>
    protected abstract string? RowRefusalOfEngine(Exception exception);

    /// <summary>Why a row is not taken, in the engine's words or in ours; null where no row is to blame.</summary>
    internal string? RowRefusal(Exception exception) =>
        exception is IngestException { InnerException: RowNotTakenException passedOver } ? passedOver.Message : RowRefusalOfEngine(exception);

    /// <summary>True when the same transaction may succeed on the next attempt: busy, deadlock, lost connection.</summary>
    protected abstract bool IsTransient(Exception exception);

    /// <summary>The failure for people, or null when the exception is none of the engine's.</summary>
    /// <param name="doing">What was being done: "writing", "reading coverage".</param>
    protected abstract IngestException? Translate(Exception exception, string doing);

    protected virtual ValueTask DisposeAsyncCore() => ValueTask.CompletedTask;

    /// <summary>Runs work in a transaction of its own that is committed when the work has succeeded; with retry, its errors translated.</summary>
    internal Task<T> TransactAsync<T>(string doing, Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        GuardAsync(doing, () => RunAsync(ConnectionUse.Write, async connection =>
        {
            DbTransaction transaction = await BeginAsync(connection, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                T result = await work(connection, transaction).ConfigureAwait(false);
                await Commit.RunAsync(transaction, cancellationToken).ConfigureAwait(false);
                return result;
            }
        }, cancellationToken), cancellationToken);

    /// <summary>Runs work that keeps its own transactions on a connection for writing, its errors translated; what is transient begins it again.</summary>
    internal Task<T> WorkAsync<T>(string doing, Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) =>
        GuardAsync(doing, () => RunAsync(ConnectionUse.Write, work, cancellationToken), cancellationToken);

    /// <summary>Runs a read with retry, its errors translated.</summary>
    internal Task<T> ReadAsync<T>(string doing, Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) =>
        GuardAsync(doing, () => RunAsync(ConnectionUse.Read, work, cancellationToken), cancellationToken);

    /// <summary>Runs work with retry of what is transient; what the engine throws in the end is told for people.</summary>
    private protected Task<T> GuardAsync<T>(string doing, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        long began = Time.GetTimestamp();
        return TranslateAsync(doing, () => _retry.RunAsync(work, began, cancellationToken), cancellationToken, began);
    }

    /// <summary>What was made ready of a write, for once: when it is written again its rows may be others.</summary>
    private PreparedWrite? TakeReady(StoreWrite write)
    {
        if (_ready.TryGetValue(write, out PreparedWrite? prepared))
        {
            _ready.Remove(write);
        }

        return prepared;
    }

    /// <summary>Writes all, or all but the rows that the engine refuses.</summary>
    private async Task<WriteResult> WriteAsync(DbConnection connection, PreparedWrite prepared, CancellationToken cancellationToken)
    {
        try
        {
            return await new WriteTransaction(this, prepared).RunAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception refused) when (RowRefusal(refused) is not null)
        {
            PreparedWrite? rest = await new BatchSplit(this, prepared).WithoutRefusedAsync(connection, cancellationToken).ConfigureAwait(false);
            if (rest is null)
            {
                throw;
            }

            return await new WriteTransaction(this, rest).RunAsync(connection, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <param name="began">When the work was tried first, for what was tried again; a timestamp.</param>
    private async Task<T> TranslateAsync<T>(string doing, Func<Task<T>> work, CancellationToken cancellationToken, long? began = null)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not IngestException and not OperationCanceledException)
        {
            // A statement that was cancelled ends in an error of the engine.
            if (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            }

            if (began is { } start && IsTransient(exception))
            {
                doing = FormattableString.Invariant($"{doing}, tried for {Time.GetElapsedTime(start).TotalSeconds:F0} s");
            }

            if (Translate(exception, doing) is { } failure)
            {
                throw failure;
            }

            throw;
        }
    }

    private async Task<SchemaVersionRow?> ReadVersionAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.QueryFirstOrDefaultAsync<SchemaVersionRow>(
                new CommandDefinition(SchemaScript.ReadVersion(Dialect), cancellationToken: cancellationToken)).ConfigureAwait(false);
        }
        catch (DbException exception) when (Translate(exception, "reading the schema's version") is { Id: IngestErrorId.StoreSchemaMissing })
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> PlanAsync(DbConnection connection, CancellationToken cancellationToken) => SchemaScript.Plan(
        Dialect,
        await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false),
        await TableShapes.ReadAsync(Dialect, connection, cancellationToken).ConfigureAwait(false));

    private sealed class NoTransaction : IAsyncDisposable
    {
        public static readonly NoTransaction Instance = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
