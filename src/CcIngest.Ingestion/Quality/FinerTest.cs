using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Compares the candles of a series with the finer ones that they are made of, both read side by side in the order of time.</summary>
internal static class FinerTest
{
    private static readonly Interval[] Finer = [Interval.OneHour, Interval.OneMinute];

    /// <param name="facts">The longer periods.</param>
    /// <param name="tell">Takes a breach.</param>
    public static async Task RunAsync(IMarketDataStore store, SeriesFacts facts, Action<RuleBreach> tell, CancellationToken cancellationToken)
    {
        List<RuleBreach> found = [];
        foreach (Interval interval in Finer.Where(interval => IsPart(interval, facts.Interval)))
        {
            if (DatasetCatalog.Find(facts.Key.Dataset, interval) is not { } dataset)
            {
                continue;
            }

            SeriesKey key = facts.Key with { Interval = interval };
            CoverageMap coverage = (await store.ReadCoverageAsync([key], cancellationToken).ConfigureAwait(false))[0];
            if (coverage.Intervals.Count > 0)
            {
                await CompareAsync(store, facts, dataset, coverage, found.Add, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (RuleBreach breach in found.OrderBy(breach => breach.From))
        {
            tell(breach);
        }
    }

    private static bool IsPart(Interval part, Interval whole) =>
        part < whole && (whole.Length is not { } length || length.Ticks % part.Length!.Value.Ticks == 0);

    private static async Task CompareAsync(
        IMarketDataStore store, SeriesFacts facts, Dataset finer, CoverageMap coverage, Action<RuleBreach> tell, CancellationToken cancellationToken)
    {
        Interval interval = coverage.Series.Interval;
        DateTime? from = facts.From.Year > 1 ? facts.From : null;
        IAsyncEnumerator<CandleSum> sums = CandleSums.ReadAsync(store, finer, coverage.Series, facts.Interval, from, facts.To, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (sums.ConfigureAwait(false))
        {
            bool isMore = await sums.MoveNextAsync().ConfigureAwait(false);
            SettledPeriods settled = new(coverage.Intervals, interval);
            CandleReader reader = new(facts.Dataset);
            RowSlice slice = new(new SeriesPrefix(facts.Dataset).Of(facts.Key), from, facts.To);
            await foreach (RowBatch rows in store.ScanAsync(facts.Dataset, slice, cancellationToken).ConfigureAwait(false))
            {
                for (int row = 0; row < rows.Count; row++)
                {
                    DateTime start = rows.Time(row, facts.TimeOrdinal);
                    DateTime end = facts.Interval.Next(start);
                    while (isMore && sums.Current.Start < start)
                    {
                        isMore = await sums.MoveNextAsync().ConfigureAwait(false);
                    }

                    // Where a finer row is not there although it should be, another rule tells of it.
                    if (settled.RowsIn(start, end) is not { } expected || (isMore && sums.Current.Start == start ? sums.Current.Rows : 0) != expected)
                    {
                        continue;
                    }

                    CandleSum whole = reader.Read(rows, row, start);
                    if (expected == 0)
                    {
                        tell(new RuleBreach(start, end, $"a candle of {facts.Interval}", $"none: no trades in any {interval} of it"));
                    }
                    else if (sums.Current.Differences(whole) is { Length: > 0 } differences)
                    {
                        tell(new RuleBreach(start, end, CandleSum.Shown(differences, difference => difference.Found), $"{CandleSum.Shown(differences, difference => difference.Expected)} by {interval}"));
                    }
                }
            }
        }
    }
}
