using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Compares what the books call stored with the rows that are there.</summary>
internal static class MissingRows
{
    /// <summary>Periods of complete stretches without a row, joined where they follow each other.</summary>
    public static async Task<IReadOnlyList<Gap>> FindAsync(
        IMarketDataStore store, IReadOnlyList<CoverageRecord> stretches, DateTime? from, DateTime? to, CancellationToken cancellationToken)
    {
        CoverageRecord series = stretches[0];
        Interval interval = Interval.Parse(series.Interval);
        Dataset dataset = DatasetCatalog.TimeSeries(series.Dataset, interval);
        SeriesKey key = new(series.Dataset, series.Exchange, series.RawSymbol, interval);
        List<Gap> gaps = [];
        foreach (CoverageRecord stretch in stretches.Where(stretch => stretch.State == CoverageState.Complete))
        {
            // A period that is cut by the bound is not looked at: its row may be on the other side.
            DateTime start = from > stretch.From ? interval.Next(interval.Floor(from.Value.AddTicks(-1))) : stretch.From;
            DateTime end = to < stretch.To ? interval.Floor(to.Value) : stretch.To;
            DateTime next = start;
            if (next >= end)
            {
                continue;
            }

            RowSlice slice = new(new SeriesPrefix(dataset).Of(key), start, end);
            await foreach (RowBatch rows in store.ScanAsync(dataset, slice, cancellationToken).ConfigureAwait(false))
            {
                for (int row = 0; row < rows.Count; row++)
                {
                    DateTime period = interval.Floor(rows.Time(row, dataset.Series!.Time));
                    if (next < period)
                    {
                        gaps.Add(SeriesGaps.Known(stretch, interval, next, period, GapCause.RowsMissing));
                    }

                    next = interval.Next(period);
                }
            }

            if (next < end)
            {
                gaps.Add(SeriesGaps.Known(stretch, interval, next, end, GapCause.RowsMissing));
            }
        }

        return gaps;
    }
}
