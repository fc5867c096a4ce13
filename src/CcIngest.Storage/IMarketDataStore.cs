using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// The promise of a store: rows, their coverage and their dead letters in one transaction; writes that may be repeated; reads by named queries.
/// What it throws is an <see cref="IngestException"/>. Safe for several threads; how many writes run at once is <see cref="StoreInfo.Writers"/>.
/// </summary>
public interface IMarketDataStore : IAsyncDisposable
{
    StoreInfo Info { get; }

    /// <summary>Which runs are under way on this store, and on what.</summary>
    IRunLeases Leases { get; }

    /// <summary>Makes tables anew: other types, a key, without duplicates.</summary>
    ITableRebuilds Rebuilds { get; }

    /// <summary>The statements that make the schema from nothing, in order.</summary>
    IReadOnlyList<string> SchemaStatements { get; }

    /// <summary>The version of the schema in the store, or null when there is none.</summary>
    Task<int?> ReadSchemaVersionAsync(CancellationToken cancellationToken);

    /// <summary>The statements that bring the store to <see cref="DatasetCatalog.SchemaVersion"/>; empty when it is there.</summary>
    Task<IReadOnlyList<string>> PlanSchemaAsync(CancellationToken cancellationToken);

    /// <summary>Carries out what <see cref="PlanSchemaAsync"/> says. Safe to repeat.</summary>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>All tables of the store's schema as they are, also those that are not of this program; empty where there is no schema.</summary>
    Task<IReadOnlyList<TableShape>> ReadTablesAsync(CancellationToken cancellationToken);

    /// <summary>In what the tables differ from those that this program works with, in the order of the catalogue; empty when in nothing.</summary>
    Task<IReadOnlyList<SchemaDrift>> ReadDriftAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Does now what <see cref="WriteAsync"/> would begin with and needs no engine for, so that the engine need not wait for it: of use while another write is
    /// under way, during which it may be called. What is made ready goes with this very write, whose rows may not be changed until it has ended. A write need not
    /// follow: then the rows are the caller's again, as they are by then.
    /// </summary>
    void MakeReady(StoreWrite write)
    {
    }

    /// <summary>Writes rows, coverage and dead letters in one transaction, or nothing.</summary>
    Task<WriteResult> WriteAsync(StoreWrite write, CancellationToken cancellationToken);

    /// <summary>The coverage of series of one dataset; a series without any has an empty map.</summary>
    Task<IReadOnlyList<CoverageMap>> ReadCoverageAsync(IReadOnlyCollection<SeriesKey> series, CancellationToken cancellationToken);

    /// <summary>
    /// The coverage of series in outline, in their order; a series without any has an empty one. For many series of a venue this takes a fraction of
    /// <see cref="ReadCoverageAsync"/>.
    /// </summary>
    Task<IReadOnlyList<CoverageOutline>> ReadOutlinesAsync(IReadOnlyCollection<SeriesKey> series, CancellationToken cancellationToken);

    /// <summary>The rows of a table whose text column has the value, all columns, in key order.</summary>
    Task<RowBatch> ReadRowsAsync(Dataset dataset, string column, string value, CancellationToken cancellationToken);

    /// <summary>The stored rows that have the keys of these rows, all columns, in no order; a key that is not there has none.</summary>
    Task<RowBatch> FindRowsAsync(RowBatch keys, CancellationToken cancellationToken);

    /// <summary>
    /// All rows of a table in the order of its key, texts compared by their code points on every engine. One batch is filled again and again:
    /// it is valid until the next one is asked for.
    /// </summary>
    IAsyncEnumerable<RowBatch> ScanAsync(Dataset dataset, CancellationToken cancellationToken);

    /// <summary>
    /// The rows of a slice in the order of their key, by the index of the key and not by sorting. One batch is filled again and again: it is valid
    /// until the next one is asked for.
    /// </summary>
    IAsyncEnumerable<RowBatch> ScanAsync(Dataset dataset, RowSlice slice, CancellationToken cancellationToken);

    /// <summary>The first and the last time of a slice's rows, or null when it has none; two looks into the index of the key.</summary>
    Task<(DateTime First, DateTime Last)?> ReadBoundsAsync(Dataset dataset, RowSlice slice, CancellationToken cancellationToken);

    /// <summary>
    /// The different values that rows have in the first columns of the key, all texts, in the order of their code points. Found by steps along the
    /// index where the engine compares exactly, by reading an index otherwise.
    /// </summary>
    /// <param name="columns">How many columns of the key, 1 or more.</param>
    Task<IReadOnlyList<IReadOnlyList<string>>> ReadPrefixesAsync(Dataset dataset, int columns, CancellationToken cancellationToken);

    /// <summary>Runs a query of <c>sql/queries</c>. A parameter of the query that <paramref name="parameters"/> lacks is an error.</summary>
    Task<IReadOnlyList<T>> QueryAsync<T>(StoredQuery query, object? parameters, CancellationToken cancellationToken);

    /// <summary>As <see cref="QueryAsync{T}"/>, row by row, for what need not fit in memory.</summary>
    IAsyncEnumerable<T> StreamAsync<T>(StoredQuery query, object? parameters, CancellationToken cancellationToken);

    /// <summary>
    /// Which of these keys the engine takes for equal though their texts differ (case, accents, trailing blanks). Each pair is (kept, clashing).
    /// Empty on engines that compare exactly.
    /// </summary>
    Task<IReadOnlyList<(string Kept, string Clashing)>> FindClashesAsync(Column column, IReadOnlyCollection<string> values, CancellationToken cancellationToken);
}

/// <summary>What a store is, without secrets.</summary>
/// <param name="Engine">One of <see cref="StoreEngines.All"/>.</param>
/// <param name="Address">The file, or host and port; PostgreSQL: and database.</param>
/// <param name="Schema">The database or schema name.</param>
/// <param name="ServerVersion">As the server says it.</param>
/// <param name="Writers">Writes worth having under way at once.</param>
public sealed record StoreInfo(string Engine, string Address, string Schema, string ServerVersion, int Writers)
{
    public override string ToString() => $"{Engine} {Address} {Schema}";
}

/// <summary>Rows that begin with the same key texts.</summary>
/// <param name="Prefix">The values of the first columns of the key, all texts.</param>
/// <param name="From">For the time that follows in the key: inclusive; null for all.</param>
/// <param name="To">For the time that follows in the key: exclusive; null for all.</param>
public sealed record RowSlice(IReadOnlyList<string> Prefix, DateTime? From = null, DateTime? To = null);

/// <summary>How rows meet what the table has.</summary>
public enum WriteMode
{
    /// <summary>
    /// These keys were never stored (coverage says so): the fastest path. Should a key be there all the same, the rows are compared as in
    /// <see cref="Merge"/>.
    /// </summary>
    Fresh,

    /// <summary>
    /// Compared first: equal rows are not written, changed ones keep <c>created_at</c>, clocks move as <see cref="ColumnRole"/> says. In a time
    /// series what a changed row said before, and that a row was not there, is kept in <see cref="Revisions"/>.
    /// </summary>
    Merge,

    /// <summary>A row whose key is there stays as it is.</summary>
    InsertMissing,

    /// <summary>Written without a comparison; the columns must be complete, clocks included.</summary>
    Replace,
}

/// <summary>
/// Rows for one table. They belong to the store until the write has ended: it sets their clock columns and cuts times to what the column keeps.
/// </summary>
public sealed record TableWrite(RowBatch Rows, WriteMode Mode)
{
    /// <summary>
    /// Owners, values of the table's first key column, of which <see cref="Rows"/> has the whole set: their other stored rows are removed in the
    /// same transaction, and kept in <see cref="Revisions"/> where the table keeps versions. An owner of which the store refuses a row is not whole.
    /// </summary>
    public IReadOnlySet<long> WholeOf { get; init; } = System.Collections.Frozen.FrozenSet<long>.Empty;
}

/// <summary>One transaction.</summary>
public sealed record StoreWrite
{
    public required string RunId { get; init; }

    /// <summary>The store's clock for row clocks and evidence, UTC.</summary>
    public required DateTime Now { get; init; }

    /// <summary>Whether the run must still have its lease (<see cref="IRunLeases"/>) when this is committed; LeaseLost otherwise.</summary>
    public bool RequiresLease { get; init; }

    public IReadOnlyList<TableWrite> Tables { get; init; } = [];

    /// <summary>
    /// Whether rows keep the clocks they bring, as far as those are not later than <see cref="Now"/>: for rows of another store, which knew them
    /// earlier. A row that this store has confirmed later (<see cref="RowAge"/>) stays as it is and counts as unchanged.
    /// </summary>
    public bool KeepsClocks { get; init; }

    public IReadOnlyList<CoverageDelta> Coverage { get; init; } = [];

    public IReadOnlyList<RejectedRow> Rejected { get; init; } = [];

    /// <summary>
    /// Dead letters, by their ids, that this write settles: they are removed in the same transaction. When the store refuses a row, nothing at all
    /// is written, and the result's <see cref="WriteResult.Clashes"/> say why.
    /// </summary>
    public IReadOnlyList<string> Settles { get; init; } = [];

    /// <summary>
    /// Asked when the store itself refused rows (<see cref="WriteResult.Clashes"/>), for the coverage that says so; it goes over
    /// <see cref="Coverage"/> in the same transaction. A transaction that is repeated asks again, so it must change nothing.
    /// </summary>
    public Func<IReadOnlyList<RejectedRow>, IReadOnlyList<CoverageDelta>>? OnRefused { get; init; }
}

/// <summary>What a write did.</summary>
/// <param name="Rows">Counts over the data tables; coverage and dead letters are not rows here. <c>Rejected</c> counts all letters, known ones included.</param>
/// <param name="NewRejections">Letters that the store did not have.</param>
/// <param name="Clashes">
/// Rows that the store itself refused, already among the dead letters: their key equals another's for the engine (<c>key-clash</c>), or a value does
/// not fit its column (<see cref="RowFit"/>). Coverage that calls their periods complete is corrected by <see cref="StoreWrite.OnRefused"/>.
/// </param>
public sealed record WriteResult(RowCounts Rows, int NewRejections, IReadOnlyList<RejectedRow> Clashes)
{
    /// <summary>Versions of rows of time series that are known no more but kept: one for each changed row, and for each row that came late.</summary>
    public int Revisions { get; init; }

    /// <summary>Rows of a batch whose key came again later in the same batch; the last one was stored.</summary>
    public int Duplicates { get; init; }

    /// <summary><see cref="NewRejections"/> by the rule that was broken.</summary>
    public IReadOnlyDictionary<string, int> NewByRule { get; init; } = System.Collections.Frozen.FrozenDictionary<string, int>.Empty;
}
