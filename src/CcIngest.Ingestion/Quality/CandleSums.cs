using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Reads a series as candles of longer periods.</summary>
internal static class CandleSums
{
    /// <summary>One for each longer period with rows, ascending.</summary>
    public static async IAsyncEnumerable<CandleSum> ReadAsync(
        IMarketDataStore store, Dataset dataset, SeriesKey key, Interval longer, DateTime? from, DateTime to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CandleReader reader = new(dataset);
        int time = dataset.Series!.Time;
        CandleSum? sum = null;
        await foreach (RowBatch rows in store.ScanAsync(dataset, new RowSlice(new SeriesPrefix(dataset).Of(key), from, to), cancellationToken).ConfigureAwait(false))
        {
            for (int row = 0; row < rows.Count; row++)
            {
                CandleSum candle = reader.Read(rows, row, longer.Floor(rows.Time(row, time)));
                if (sum is not null && sum.Start == candle.Start)
                {
                    sum = sum.With(candle);
                    continue;
                }

                if (sum is not null)
                {
                    yield return sum;
                }

                sum = candle;
            }
        }

        if (sum is not null)
        {
            yield return sum;
        }
    }
}
