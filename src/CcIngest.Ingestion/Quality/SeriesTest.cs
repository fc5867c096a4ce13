using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Tests one series by rules: its rows are read once, in the order of time, and nothing of them is kept.</summary>
internal sealed class SeriesTest(IMarketDataStore store, IReadOnlyList<QualityRule> rules)
{
    /// <summary>Periods behind what is tested that are read for comparison: the neighbours.</summary>
    private const int Behind = 2;

    public async Task<TestedSeries> RunAsync(
        Dataset dataset, SeriesKey key, TradingPair? pair, TestedRange range, CancellationToken cancellationToken)
    {
        CoverageMap coverage = (await store.ReadCoverageAsync([key], cancellationToken).ConfigureAwait(false))[0];
        SeriesFacts facts = new()
        {
            Dataset = dataset,
            Key = key,
            From = range.From ?? DateTime.MinValue,
            To = range.To,
            IsToTheEnd = range.IsToTheEnd,
            Coverage = [.. coverage.Intervals],
            Pair = pair,
        };
        BreachList[] lists = [.. rules.Select(rule => new BreachList(rule, range))];
        long rows = await JudgeAsync(facts, [.. lists.Where(list => list.Rule.Judge is not null)], range, cancellationToken).ConfigureAwait(false);
        foreach (BreachList list in lists.Where(list => list.Rule.Reads == QualityReads.FinerRows))
        {
            await FinerTest.RunAsync(store, facts, list.Add, cancellationToken).ConfigureAwait(false);
        }

        await ForgetNewRowsAsync(key, lists, cancellationToken).ConfigureAwait(false);
        return new TestedSeries(key, range)
        {
            Rules = rules,
            Breaches = [.. lists.SelectMany(list => list.Breaches.Select(breach => (list.Rule, breach)))],
            Overflowing = lists.Where(list => list.IsOverflowing).Select(list => list.Rule.Id).ToHashSet(StringComparer.Ordinal),
            Rows = rows,
        };
    }

    private async Task<long> JudgeAsync(SeriesFacts facts, BreachList[] lists, TestedRange range, CancellationToken cancellationToken)
    {
        if (lists.Length == 0)
        {
            return 0;
        }

        (ISeriesJudge Judge, Action<RuleBreach> Tell)[] judges = [.. lists.Select(list => (list.Rule.Judge!(facts), (Action<RuleBreach>)list.Add))];
        RowSlice slice = new(
            new SeriesPrefix(facts.Dataset).Of(facts.Key),
            range.From is { } from && from.Year > 1 ? ReadFrom(facts, from, lists.Max(list => list.Rule.Reach)) : null,
            range.IsToTheEnd ? null : facts.Interval.Add(range.To, Behind));
        long count = 0;
        await foreach (RowBatch rows in store.ScanAsync(facts.Dataset, slice, cancellationToken).ConfigureAwait(false))
        {
            count += rows.Count;
            for (int row = 0; row < rows.Count; row++)
            {
                foreach ((ISeriesJudge judge, Action<RuleBreach> tell) in judges)
                {
                    judge.Look(rows, row, tell);
                }
            }
        }

        foreach ((ISeriesJudge judge, Action<RuleBreach> tell) in judges)
        {
            judge.End(tell);
        }

        return count;
    }

    /// <summary>Where so many rows lie before a time, by the books; null, the start of the series, where they tell of fewer.</summary>
    private static DateTime? ReadFrom(SeriesFacts facts, DateTime time, long rows)
    {
        foreach (CoverageInterval known in facts.Coverage.Reverse().Where(known => known.State == CoverageState.Complete && known.Range.From < time))
        {
            DateTime end = known.Range.To < time ? known.Range.To : time;
            long here = facts.Interval.PeriodsIn(new TimeRange(known.Range.From, end));
            if (here >= rows)
            {
                return facts.Interval.Add(facts.Interval.Floor(end), -rows);
            }

            rows -= here;
        }

        return null;
    }

    /// <summary>Rows that an ingest wrote after the books were read are no riddle: the books of now tell of them.</summary>
    private async Task ForgetNewRowsAsync(SeriesKey key, BreachList[] lists, CancellationToken cancellationToken)
    {
        BreachList[] ofRows = [.. lists.Where(list => list.Breaches.Count > 0 && list.Rule.IsOfBooks)];
        if (ofRows.Length > 0)
        {
            CoverageMap now = (await store.ReadCoverageAsync([key], cancellationToken).ConfigureAwait(false))[0];
            foreach (BreachList list in ofRows)
            {
                list.Cut(now.Intervals.Where(known => known.State is CoverageState.Complete or CoverageState.Pending).Select(known => known.Range));
            }
        }
    }
}
