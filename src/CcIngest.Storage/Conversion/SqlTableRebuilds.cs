using System.Data.Common;
using System.Runtime.CompilerServices;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Rebuilds on an SQL store.</summary>
internal sealed class SqlTableRebuilds(SqlStore store, TimeProvider time) : ITableRebuilds
{
    private readonly RebuildWords _words = store.Dialect switch
    {
        SingleStoreDialect dialect => new SingleStoreRebuildWords(dialect),
        MySqlDialect dialect => new MySqlRebuildWords(dialect),
        PostgreSqlDialect dialect => new PostgreSqlRebuildWords(dialect),
        _ => new SqliteRebuildWords(store.Dialect),
    };

    public Task<SourceTable?> ReadTableAsync(string table, CancellationToken cancellationToken) => store.ReadAsync(
        $"reading the columns of {table}", connection => SourceTables.ReadAsync(_words, connection, table, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<TimeColumnEvidence>> ReadTimesAsync(
        SourceTable table, IReadOnlyList<string> columns, CancellationToken cancellationToken) => store.ReadAsync(
            $"reading the times of {table.Name}", connection => new TimeColumnScan(_words, connection, table).ReadAsync(columns, cancellationToken), cancellationToken);

    public Task<KeyFit> FitKeyAsync(SourceTable table, RebuildRequest request, CancellationToken cancellationToken) => store.ReadAsync(
        $"counting the keys of {table.Name}",
        async connection =>
        {
            RebuildSql sql = new(_words, table, request, table.Name);
            KeyFit fit = new(0, 0, 0, 0);
            foreach (RebuildSlice slice in await RebuildSlices.ReadAsync(connection, sql, request.SliceRows, cancellationToken).ConfigureAwait(false))
            {
                object?[] row = (await RebuildReads.RowsAsync(connection, null, sql.CountDuplicates(slice), cancellationToken).ConfigureAwait(false))[0];
                fit = new KeyFit(
                    fit.Rows + RebuildReads.Number(row[0]), fit.Duplicates + RebuildReads.Number(row[2]), fit.Keys + RebuildReads.Number(row[1]),
                    fit.WithoutKey + RebuildReads.Number(row[3]));
            }

            return fit;
        },
        cancellationToken);

    public async IAsyncEnumerable<DuplicateKey> ReadDuplicatesAsync(
        SourceTable table, IReadOnlyList<string> key, string? newestBy, int sliceRows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RebuildSql sql = Sql(table, key, newestBy);
        string doing = $"reading the duplicates of {table.Name}";
        IReadOnlyList<RebuildSlice> slices = await store.ReadAsync(
            doing, connection => RebuildSlices.ReadAsync(connection, sql, sliceRows, cancellationToken), cancellationToken).ConfigureAwait(false);
        foreach (RebuildSlice slice in slices)
        {
            IReadOnlyList<object?[]> rows = await store.ReadAsync(
                doing, connection => RebuildReads.RowsAsync(connection, null, sql.Duplicates(slice), cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (object?[] row in rows)
            {
                yield return new DuplicateKey(
                    [.. row.Take(key.Count).Select(value => RebuildReads.Text(value) ?? "")], RebuildReads.Number(row[key.Count]),
                    RebuildReads.Text(row[key.Count + 1]), RebuildReads.Text(row[key.Count + 2]));
            }
        }
    }

    public async Task<IReadOnlyList<RebuildRecord>> FindAsync(string table, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAsync(
                "reading the rebuilds",
                async connection =>
                {
                    IReadOnlyList<RebuildRecord> records = await RebuildBooks.ReadAsync(store.Dialect, connection, null, table, cancellationToken).ConfigureAwait(false);
                    return records is [.., { State: TableRebuilds.Copying } last]
                        && RebuildNames.Look(last, await TableShapes.ReadAsync(store.Dialect, connection, cancellationToken).ConfigureAwait(false)) == SwapProgress.Done
                            ? [.. records.SkipLast(1), last with { State = TableRebuilds.Swapped, Swap = _words.Swap }]
                            : records;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException missing) when (missing.Id == IngestErrorId.StoreSchemaMissing)
        {
            return [];
        }
    }

    public IReadOnlyList<RebuildStep> Describe(SourceTable table, RebuildRequest request)
    {
        SwapNames names = new(table.Name, $"{table.Name}__new", $"{table.Name}__before");
        RebuildSql sql = new(_words, table, request, names.NewTable);
        RebuildSlice slice = new("<from>", "<to>");
        return
        [
            new("make the new table", [.. RebuildBooks.Create(store.Dialect), .. sql.CreateNew]),
            new("cut the table into slices", sql.SliceBy is null ? [] : [sql.Histogram]),
            new("for each slice, in one transaction: read, rank and hash its rows once, copy those that stay",
                [sql.Stage(slice), sql.Summary, .. request.RemovesDuplicates ? [sql.Removed] : Array.Empty<string>(), sql.Insert]),
            new("proof: the new table has what was read, slice by slice: counts and sums of hashes over all columns", [sql.NewSums([slice], 0)]),
            new("proof: the old table has what was copied, without a lock and once more under it; slices with added rows are copied anew", [sql.OldSums([slice], 0)]),
            new($"swap: {_words.Swap}", RebuildSwap.For(store, NoConnection, _words).Describe(names)),
        ];
    }

    public Task<RebuildRecord> RunAsync(RebuildRequest request, RebuildWatch watch, CancellationToken cancellationToken) => store.WorkAsync(
        $"rebuilding {request.Table}",
        connection => new TableRebuild(store, connection, _words, watch, time).RunAsync(request, cancellationToken), cancellationToken);

    public Task RemoveOriginalAsync(RebuildRecord rebuild, CancellationToken cancellationToken) => store.WorkAsync(
        $"removing {rebuild.Original}",
        async connection =>
        {
            await new OriginalTable(store, connection, _words, rebuild, time).RemoveAsync(cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    public Task<string> SetAsideAsync(string table, CancellationToken cancellationToken) => store.WorkAsync(
        $"setting {table} aside",
        async connection =>
        {
            IReadOnlyList<TableShape> tables = await TableShapes.ReadAsync(store.Dialect, connection, cancellationToken).ConfigureAwait(false);
            string name = RebuildNames.Begin(
                new RebuildRequest { Table = table, Key = [] }, time.GetUtcNow().UtcDateTime, tables, store.Dialect.MaxIdentifierLength).Original;
            await RebuildReads.ExecuteAsync(connection, null, _words.SetAside(table, name), cancellationToken).ConfigureAwait(false);
            return name;
        },
        cancellationToken);

    public bool CanRemoveInPlace(SourceTable table) => table.HasRowId || table.UniqueKeys.Any(key => key.Count == 1);

    public Task<(long Before, long After)> RemoveInPlaceAsync(
        SourceTable table, IReadOnlyList<string> key, string newestBy, int sliceRows, RebuildWatch watch, CancellationToken cancellationToken) => store.WorkAsync(
            $"removing duplicates of {table.Name}",
            connection => new InPlaceRemoval(
                store, connection, _words, table, watch,
                $"{table.Name}__{time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture)}").RunAsync(
                new RebuildRequest { Table = table.Name, Key = key, NewestBy = newestBy, RemovesDuplicates = true, SliceRows = sliceRows }, cancellationToken),
            cancellationToken);

    /// <summary>Describing opens nothing.</summary>
    private static DbConnection NoConnection => null!;

    private RebuildSql Sql(SourceTable table, IReadOnlyList<string> key, string? newestBy) =>
        new(_words, table, new RebuildRequest { Table = table.Name, Key = key, NewestBy = newestBy }, table.Name);
}
