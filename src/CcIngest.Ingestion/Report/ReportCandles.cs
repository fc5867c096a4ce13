using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>The candles of one series, column by column.</summary>
/// <param name="Series">The series.</param>
/// <param name="Times">Starts of periods, UTC, ascending.</param>
/// <param name="Values">Open, high, low, close and volume of each period; null where the row has none.</param>
/// <param name="IsCut">Whether the store has older ones than these.</param>
internal sealed record SeriesCandles(SeriesKey Series, IReadOnlyList<DateTime> Times, IReadOnlyList<double?[]> Values, bool IsCut);

/// <summary>Chooses the series whose candles a page has, and reads them.</summary>
internal sealed class ReportCandles(IMarketDataStore store)
{
    /// <summary>Candles in a whole page: some 25 bytes of it each, so that a page stays below 15 MB whatever the store has.</summary>
    private const int MostCandles = 250_000;

    /// <summary>The periods by whose trades series are compared.</summary>
    private const int RankedPeriods = 30;

    private readonly Dictionary<(string, Interval), (CandleColumns Columns, SeriesPrefix Prefix)?> _forms = [];

    /// <summary>The most traded series first: by the trades of a day, over their newest periods. Of a pair with several intervals the longest one is ranked.</summary>
    public async Task<IReadOnlyList<ReportSeries>> MostTradedAsync(IReadOnlyList<ReportSeries> all, int count, CancellationToken cancellationToken)
    {
        List<(ReportSeries Series, double Trades)> ranked = [];
        IEnumerable<ReportSeries> longest = all.Where(series => series.Reached is not null && FormOf(series.Key) is not null)
            .GroupBy(series => (series.Key.Dataset, series.Key.Exchange, series.Key.Symbol))
            .Select(pair => pair.MaxBy(series => series.Key.Interval)!);
        foreach (ReportSeries series in count == 0 ? [] : longest)
        {
            ranked.Add((series, await TradesAsync(series, cancellationToken).ConfigureAwait(false)));
        }

        return [.. ranked.OrderByDescending(one => one.Trades).Take(count).Select(one => one.Series)];
    }

    /// <summary>The newest candles of some series, as many of each as the page has room for.</summary>
    public async Task<IReadOnlyList<SeriesCandles>> ReadAsync(
        IReadOnlyList<ReportSeries> chosen, DateTime? from, DateTime? to, CancellationToken cancellationToken)
    {
        int most = MostCandles / Math.Max(chosen.Count, 1);
        List<SeriesCandles> candles = [];
        foreach (ReportSeries series in chosen)
        {
            if (FormOf(series.Key) is (CandleColumns columns, SeriesPrefix prefix))
            {
                candles.Add(await ReadAsync(series, columns, new RowSlice(prefix.Of(series.Key), from, to), most, cancellationToken).ConfigureAwait(false));
            }
        }

        return candles;
    }

    private async Task<SeriesCandles> ReadAsync(
        ReportSeries series, CandleColumns columns, RowSlice slice, int most, CancellationToken cancellationToken)
    {
        bool isCut = false;
        if (await store.ReadBoundsAsync(columns.Dataset, slice, cancellationToken).ConfigureAwait(false) is not (DateTime first, DateTime last))
        {
            return new SeriesCandles(series.Key, [], [], false);
        }

        DateTime earliest = series.Key.Interval.Add(last, 1 - most);
        if (earliest > first)
        {
            (slice, isCut) = (slice with { From = earliest }, true);
        }

        List<DateTime> times = [];
        List<double?[]> values = [];
        int time = columns.Dataset.Series!.Time;
        await foreach (RowBatch rows in store.ScanAsync(columns.Dataset, slice, cancellationToken).ConfigureAwait(false))
        {
            for (int row = 0; row < rows.Count; row++)
            {
                times.Add(rows.Time(row, time));
                values.Add(
                [
                    CandleColumns.Number(rows, row, columns.Open), CandleColumns.Number(rows, row, columns.High), CandleColumns.Number(rows, row, columns.Low),
                    CandleColumns.Number(rows, row, columns.Close), CandleColumns.Number(rows, row, columns.Volume),
                ]);
            }
        }

        return new SeriesCandles(series.Key, times, values, isCut);
    }

    /// <summary>Trades of a day, on the average of the newest periods.</summary>
    private async Task<double> TradesAsync(ReportSeries series, CancellationToken cancellationToken)
    {
        if (FormOf(series.Key) is not ({ Activity: { } activity } columns, SeriesPrefix prefix) || series.Reached is not { } reached)
        {
            return 0;
        }

        DateTime from = series.Key.Interval.Add(reached, -RankedPeriods);
        double trades = 0;
        await foreach (RowBatch rows in store.ScanAsync(columns.Dataset, new RowSlice(prefix.Of(series.Key), from, reached), cancellationToken).ConfigureAwait(false))
        {
            for (int row = 0; row < rows.Count; row++)
            {
                trades += CandleColumns.Number(rows, row, activity) ?? 0;
            }
        }

        return trades / (reached - from).TotalDays;
    }

    private (CandleColumns Columns, SeriesPrefix Prefix)? FormOf(SeriesKey key)
    {
        if (!_forms.TryGetValue((key.Dataset, key.Interval), out (CandleColumns, SeriesPrefix)? form))
        {
            Dataset? dataset = DatasetCatalog.Find(key.Dataset, key.Interval);
            form = dataset is null ? null : CandleColumns.Of(dataset) is { } columns ? (columns, new SeriesPrefix(dataset)) : null;
            _forms[(key.Dataset, key.Interval)] = form;
        }

        return form;
    }
}
