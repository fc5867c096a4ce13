using System.Data.Common;
using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Reliability;

/// <summary>Reads a store whole.</summary>
internal static class StoreStateReader
{
    public static async Task<StoreState> ReadAsync(KilledStore killed, CancellationToken cancellationToken)
    {
        IMarketDataStore store = await MarketDataStores.OpenAsync(killed.Options, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken)
            .ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            IReadOnlyList<CoverageRecord> coverage =
                await store.QueryAsync<CoverageRecord>(StoredQuery.Coverage, new CoverageFilter(), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<RunRecord> runs = await store.QueryAsync<RunRecord>(StoredQuery.Runs, new RunFilter(), cancellationToken).ConfigureAwait(false);
            SeriesCoverage series = new(coverage);
            Dictionary<string, TableState> tables = [];
            long duplicates = 0;
            foreach (Dataset dataset in DatasetCatalog.All.Where(dataset => !dataset.IsBookkeeping))
            {
                using RowHash hash = new();
                await foreach (RowBatch rows in store.ScanAsync(dataset, cancellationToken).ConfigureAwait(false))
                {
                    hash.Add(rows);
                    series.Meet(rows);
                }

                tables[dataset.Table] = new TableState(hash.Rows, hash.ToString());
                duplicates += await killed.CountDuplicatesAsync(dataset, cancellationToken).ConfigureAwait(false);
            }

            return new StoreState
            {
                Tables = tables,
                Coverage = series.Texts,
                Duplicates = duplicates,
                Holes = series.Holes,
                Pending = coverage.Count(stretch => stretch.State == CoverageState.Pending),
                DeadLetters = await CountAsync(killed, "cc_dead_letters", cancellationToken).ConfigureAwait(false),
                Revisions = await CountAsync(killed, "cc_revisions", cancellationToken).ConfigureAwait(false),
                Runs = runs.CountBy(run => run.Outcome.ToString()).ToDictionary(count => count.Key, count => (long)count.Value),
                Damage = await killed.CheckIntegrityAsync(cancellationToken).ConfigureAwait(false),
            };
        }
    }

    private static async Task<long> CountAsync(KilledStore killed, string table, CancellationToken cancellationToken)
    {
        DbConnection connection = await killed.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await StoreCounts.NumberAsync(connection, $"SELECT COUNT(*) FROM {table}", cancellationToken).ConfigureAwait(false);
        }
    }
}
