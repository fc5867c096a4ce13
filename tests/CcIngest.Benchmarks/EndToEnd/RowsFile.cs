using System.Globalization;
using CcIngest.Model;
using CcIngest.Reliability;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Benchmarks;

/// <summary>The rows of a store as a file for loaders, in the order of the key (series after series, as an API gives them), and the hash of what a store holds.</summary>
internal static class RowsFile
{
    /// <returns>How many rows.</returns>
    public static async Task<long> WriteAsync(KilledStore from, string file, string nullText, CancellationToken cancellationToken)
    {
        Dataset table = SpotOhlcv.Days;
        IMarketDataStore store = await OpenAsync(from, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            StreamWriter writer = new(file);
            await using (writer.ConfigureAwait(false))
            {
                long count = 0;
                await foreach (RowBatch rows in store.ScanAsync(table, cancellationToken).ConfigureAwait(false))
                {
                    for (int row = 0; row < rows.Count; row++)
                    {
                        writer.Write(string.Join('\t', Enumerable.Range(0, table.Columns.Count).Select(ordinal => Cell(rows, row, ordinal, nullText))));
                        writer.Write('\n');
                    }

                    count += rows.Count;
                }

                return count;
            }
        }
    }

    public static async Task<string> HashAsync(KilledStore of, CancellationToken cancellationToken)
    {
        IMarketDataStore store = await OpenAsync(of, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            using RowHash hash = new();
            await foreach (RowBatch rows in store.ScanAsync(SpotOhlcv.Days, cancellationToken).ConfigureAwait(false))
            {
                hash.Add(rows);
            }

            return string.Create(CultureInfo.InvariantCulture, $"{hash.Rows} {hash}");
        }
    }

    /// <summary>A store with empty tables.</summary>
    public static async Task MakeAsync(KilledStore made, CancellationToken cancellationToken)
    {
        await made.EmptyAsync(cancellationToken).ConfigureAwait(false);
        IMarketDataStore store = await OpenAsync(made, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await store.InitializeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task<IMarketDataStore> OpenAsync(KilledStore store, CancellationToken cancellationToken) =>
        MarketDataStores.OpenAsync(store.Options, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);

    private static string Cell(RowBatch rows, int row, int ordinal, string nullText) => rows.Value(row, ordinal) switch
    {
        null => nullText,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        DateTime time => time.ToString(rows.Dataset.Columns[ordinal].Kind == ColumnKind.DateTimeMicroseconds ? "yyyy-MM-dd HH:mm:ss.ffffff" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        { } text => (string)text,
    };
}
