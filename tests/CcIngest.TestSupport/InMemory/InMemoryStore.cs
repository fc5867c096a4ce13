using System.Globalization;
using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.TestSupport;

/// <summary>A store without a database: the promise of <see cref="IMarketDataStore"/> in its plainest form. Records every transaction.</summary>
public sealed class InMemoryStore : IMarketDataStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, InMemoryTable> _tables = [];
    private readonly Dictionary<SeriesKey, SortedDictionary<DateTime, CoverageInterval>> _coverage = [];
    private readonly Dictionary<string, RejectedRow> _letters = [];

    public StoreInfo Info { get; set; } = new("memory", "memory", "market", "1", 1);

    public int? Version { get; set; } = DatasetCatalog.SchemaVersion;

    /// <summary>Sees each write that is made ready.</summary>
    public Action<StoreWrite>? WhenMadeReady { get; set; }

    /// <summary>Called before each transaction; may throw or wait.</summary>
    public Func<StoreWrite, CancellationToken, Task>? BeforeWrite { get; set; }

    /// <summary>Rows of a write that this store refuses though it took them; none unless a test says otherwise.</summary>
    public Func<StoreWrite, IReadOnlyList<RejectedRow>> Refuses { get; set; } = _ => [];

    /// <summary>Which texts count as one key; exact unless a test says otherwise.</summary>
    public IEqualityComparer<string> KeyComparer { get; set; } = StringComparer.Ordinal;

    /// <summary>Every transaction that was committed: rows by table and mode.</summary>
    public List<CommittedWrite> Writes { get; } = [];

    public int CoverageReads { get; private set; }

    /// <summary>What the store was asked with, by query name.</summary>
    public List<(string Query, object? Parameters)> Queries { get; } = [];

    public InMemoryLeases Leases { get; } = new();

    IRunLeases IMarketDataStore.Leases => Leases;

    public ITableRebuilds Rebuilds => throw new NotSupportedException("There is no table here to be made anew.");

    public IReadOnlyList<string> SchemaStatements => [];

    public IReadOnlyCollection<RejectedRow> Letters => _letters.Values;

    public InMemoryTable Table(Dataset dataset)
    {
        if (!_tables.TryGetValue(dataset.Table, out InMemoryTable? table))
        {
            _tables[dataset.Table] = table = new InMemoryTable(dataset);
        }

        return table;
    }

    public CoverageMap CoverageOf(SeriesKey series)
    {
        lock (_lock)
        {
            return CoverageMap.FromStore(series, _coverage.TryGetValue(series, out SortedDictionary<DateTime, CoverageInterval>? known) ? [.. known.Values] : []);
        }
    }

    public Task<int?> ReadSchemaVersionAsync(CancellationToken cancellationToken) => Task.FromResult(Version);

    public Task<IReadOnlyList<string>> PlanSchemaAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task InitializeAsync(CancellationToken cancellationToken)
    {
        Version = DatasetCatalog.SchemaVersion;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<TableShape>> ReadTablesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TableShape>>([]);

    public Task<IReadOnlyList<SchemaDrift>> ReadDriftAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SchemaDrift>>([]);

    public void MakeReady(StoreWrite write) => WhenMadeReady?.Invoke(write);

    public async Task<WriteResult> WriteAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        if (BeforeWrite is not null)
        {
            await BeforeWrite(write, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (write.RequiresLease)
        {
            Leases.Hold(write.RunId);
        }

        lock (_lock)
        {
            IReadOnlyList<RejectedRow> refused = Refuses(write);
            RowCounts counts = new(0, 0, 0, 0, write.Rejected.Count + refused.Count);
            if (refused.Count > 0 && write.Settles.Count > 0)
            {
                return new WriteResult(counts, 0, refused);
            }

            foreach (string id in write.Settles)
            {
                Table(Bookkeeping.DeadLetters).Remove("letter_id", id);
                _letters.Remove(id);
            }

            int revisions = 0;
            foreach (TableWrite table in write.Tables)
            {
                RowCounts changed = Table(table.Rows.Dataset).Write(table, write.Now, version =>
                {
                    revisions++;
                    Keep(table.Rows.Dataset, version, write);
                });
                counts += table.Rows.Dataset.IsBookkeeping ? default : changed;
            }

            CoverageDelta[] coverage = [.. write.Coverage, .. refused.Count > 0 ? write.OnRefused?.Invoke(refused) ?? [] : []];
            foreach (CoverageDelta delta in coverage)
            {
                SortedDictionary<DateTime, CoverageInterval> intervals = _coverage.TryGetValue(delta.Series, out var known) ? known : _coverage[delta.Series] = [];
                foreach (DateTime start in delta.Deletes)
                {
                    intervals.Remove(start);
                }

                foreach (CoverageInterval interval in delta.Upserts)
                {
                    intervals[interval.Range.From] = interval;
                }

            }

            // Throws when the deltas left intervals that overlap.
            foreach (SeriesKey series in coverage.Select(delta => delta.Series).Distinct())
            {
                _ = new CoverageMap(series, _coverage[series].Values);
            }

            RejectedRow[] letters = [.. write.Rejected.Concat(refused).Where(row => _letters.TryAdd(row.LetterId, row))];
            Table(Bookkeeping.DeadLetters).Write(new TableWrite(DeadLetterRows.Of(letters, write.RunId, write.Now), WriteMode.InsertMissing), write.Now);
            Dictionary<string, int> news = letters.CountBy(row => row.Rule).ToDictionary();
            Writes.Add(new CommittedWrite(
                [.. write.Tables.Select(table => (table.Rows.Dataset.Table, table.Mode, table.Rows.Count))], coverage, [.. write.Rejected]));
            return new WriteResult(counts, news.Values.Sum(), refused) { NewByRule = news, Revisions = revisions };
        }
    }

    private void Keep(Dataset dataset, InMemoryVersion version, StoreWrite write)
    {
        RowBatch row = new(Revisions.Dataset, 1);
        row.AddRow();
        Set("dataset", dataset.Name);
        Set("exchange", version.Exchange);
        Set("symbol_unmapped", version.Symbol);
        Set("interval_name", dataset.Interval?.ToString() ?? "");
        Set("run_id", write.RunId);
        Set("old_values", version.OldValues);
        row.Set(0, row.Dataset.Ordinal("datetime"), version.Time);
        row.Set(0, row.Dataset.Ordinal("known_until"), write.Now);
        if (version.KnownFrom is { } from)
        {
            row.Set(0, row.Dataset.Ordinal("known_from"), from);
        }

        Table(Revisions.Dataset).Write(new TableWrite(row, WriteMode.Replace), write.Now);

        void Set(string column, string? text) => row.Set(0, row.Dataset.Ordinal(column), text);
    }

    public Task<IReadOnlyList<CoverageMap>> ReadCoverageAsync(IReadOnlyCollection<SeriesKey> series, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CoverageReads++;
        return Task.FromResult<IReadOnlyList<CoverageMap>>([.. series.Select(CoverageOf)]);
    }

    public Task<IReadOnlyList<CoverageOutline>> ReadOutlinesAsync(IReadOnlyCollection<SeriesKey> series, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<CoverageOutline>>([.. series.Select(key => CoverageOutline.Of(CoverageOf(key)))]);
    }

    public Task<RowBatch> ReadRowsAsync(Dataset dataset, string column, string value, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Table(dataset).Where(column, value));
        }
    }

    public Task<RowBatch> FindRowsAsync(RowBatch keys, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Table(keys.Dataset).Batch(values => Enumerable.Range(0, keys.Count)
                .Any(row => keys.Dataset.Key.All(ordinal => Equals(keys.Value(row, ordinal), values[ordinal])))));
        }
    }

    public async IAsyncEnumerable<RowBatch> ScanAsync(Dataset dataset, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return Table(dataset).Batch(_ => true);
    }

    public async IAsyncEnumerable<RowBatch> ScanAsync(Dataset dataset, RowSlice slice, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return Table(dataset).Batch(values => slice.Prefix.Index().All(part => Equals(values[dataset.Key[part.Index]], part.Item))
            && (slice.From is null || (DateTime)values[dataset.Key[slice.Prefix.Count]]! >= slice.From)
            && (slice.To is null || (DateTime)values[dataset.Key[slice.Prefix.Count]]! < slice.To));
    }

    public async Task<(DateTime First, DateTime Last)?> ReadBoundsAsync(Dataset dataset, RowSlice slice, CancellationToken cancellationToken)
    {
        List<DateTime> times = [];
        await foreach (RowBatch rows in ScanAsync(dataset, slice, cancellationToken))
        {
            times.AddRange(Enumerable.Range(0, rows.Count).Select(row => rows.Time(row, dataset.Key[slice.Prefix.Count])));
        }

        return times.Count == 0 ? null : (times.Min(), times.Max());
    }

    public Task<IReadOnlyList<IReadOnlyList<string>>> ReadPrefixesAsync(Dataset dataset, int columns, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IReadOnlyList<string>>>([.. Table(dataset).Rows
            .Select(values => (IReadOnlyList<string>)[.. dataset.Key.Take(columns).Select(ordinal => (string)values[ordinal]!)])
            .DistinctBy(prefix => string.Join('\u0001', prefix)).OrderBy(prefix => string.Join('\u0001', prefix), StringComparer.Ordinal)]);

    public Task<IReadOnlyList<T>> QueryAsync<T>(StoredQuery query, object? parameters, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Queries.Add((query.Name, parameters));
            return Task.FromResult<IReadOnlyList<T>>([.. InMemoryQueries.Run(this, query, parameters).Cast<T>()]);
        }
    }

    public async IAsyncEnumerable<T> StreamAsync<T>(StoredQuery query, object? parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (T row in await QueryAsync<T>(query, parameters, cancellationToken))
        {
            yield return row;
        }
    }

    public Task<IReadOnlyList<(string Kept, string Clashing)>> FindClashesAsync(Column column, IReadOnlyCollection<string> values, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<(string, string)>>(
            [.. values.GroupBy(value => value, KeyComparer).SelectMany(group => group.Distinct(StringComparer.Ordinal).Skip(1).Select(other => (group.First(), other)))]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The cells of a table as text, one line a row in key order, for comparison of whole tables.</summary>
    public string Dump(Dataset dataset, params string[] without) => string.Join('\n', Table(dataset).Rows.Select(row => string.Join('|',
        dataset.Columns.Index().Where(column => !without.Contains(column.Item.Name)).Select(column => Convert.ToString(row[column.Index], CultureInfo.InvariantCulture)))));
}

/// <summary>A transaction that was committed.</summary>
public sealed record CommittedWrite(
    IReadOnlyList<(string Table, WriteMode Mode, int Rows)> Tables, IReadOnlyList<CoverageDelta> Coverage, IReadOnlyList<RejectedRow> Rejected);
