using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Runner.Tests;

/// <summary>The data tables of a store as one hash each, clocks left out: what two runs or two engines must agree on.</summary>
internal static class StoreContents
{
    public static Task<IReadOnlyDictionary<string, string>> OfFileAsync(string file, bool withSnapshots = true) =>
        OfAsync(new StoreOptions { File = file }, withSnapshots);

    /// <param name="withSnapshots">False leaves the market-data snapshots out, which each run may add to.</param>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(StoreOptions options, bool withSnapshots = true)
    {
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);
        foreach (Dataset dataset in DatasetCatalog.All.Where(dataset => !dataset.IsBookkeeping && (withSnapshots || dataset != AssetMarketData.Dataset)))
        {
            using RowHash hash = new();
            await foreach (RowBatch rows in store.ScanAsync(dataset, CancellationToken.None))
            {
                hash.Add(rows);
            }

            hashes[dataset.Table] = $"{hash.Rows} rows {hash}";
        }

        return hashes;
    }
}
