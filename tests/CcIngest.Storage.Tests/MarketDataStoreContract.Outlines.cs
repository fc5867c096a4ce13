using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

/// <summary>What a store promises of coverage in outline: it says what the coverage says, however it is read.</summary>
public abstract partial class MarketDataStoreContract
{
    private static readonly string[] Evidence = ["GET /x?limit=5", CoverageEvidence.StorePrefix + "instrument RETIRED", "STORE: not so", "store", "störe: x"];

    [SkippableFact]
    public async Task Outlines_say_what_coverage_says()
    {
        IMarketDataStore store = await NewStoreAsync();
        Random random = new(7);
        SeriesKey[] series = [.. Enumerable.Range(0, 60).Select(i => Series with { Symbol = $"S{i}'ß", Exchange = i % 3 == 0 ? "few" : "many" })];
        SeriesKey[] hours = [.. series.Take(30).Select(key => key with { Interval = Interval.OneHour })];
        await store.WriteAsync(new StoreWrite { RunId = "run-1", Now = Now, Coverage = [.. series.Concat(hours).Select(key => Deltas(key, random.Next(12)))] }, default);

        // Some, in any order, with one that is not there; then all of each venue, which is read at once.
        await AssertOutlinesAsync(store, [series[9], series[1], hours[1], Series with { Exchange = "nowhere" }, series[0]]);
        await AssertOutlinesAsync(store, [.. series.Reverse(), .. hours, Series]);

        CoverageDelta Deltas(SeriesKey key, int stretches) => new CoverageMap(key).Set(Enumerable.Range(0, stretches).Select(_ =>
            Stretch(random.Next(60), random.Next(1, 20), (CoverageState)random.Next(7)) with
            {
                Evidence = new CoverageEvidence("run-1", Evidence[random.Next(Evidence.Length)], Now),
            }));
    }

    [SkippableFact]
    public async Task Outlines_are_right_where_venues_have_many_rows_or_runs_left_them_overlapping()
    {
        IMarketDataStore store = await NewStoreAsync();
        SeriesKey[] series = [.. Enumerable.Range(0, 130).Select(i => Series with { Symbol = $"S{i}" })];
        CoverageInterval[] overlapping = [Stretch(0, 10, CoverageState.Pending), Stretch(2, 3, CoverageState.NoTrades), Stretch(12, 8, CoverageState.Open)];
        CoverageInterval[] long1 = [.. Enumerable.Range(0, 1_800).Select(i => Stretch(2 * i, 1, i % 2 == 0 ? CoverageState.Complete : CoverageState.Pending))];
        await store.WriteAsync(new StoreWrite
        {
            RunId = "run-1",
            Now = Now,
            Coverage = [.. series.Skip(2).Select(key => new CoverageDelta(key, [], [Stretch(0, 3, CoverageState.Complete)])), new CoverageDelta(series[0], [], overlapping), new CoverageDelta(series[1], [], long1)],
        }, default);

        IReadOnlyList<CoverageOutline> all = await AssertOutlinesAsync(store, series);      // fewer rows than the venue's pass is worth
        await AssertOutlinesAsync(store, series[..20]);                                     // more
        await AssertOutlinesAsync(store, series[..2]);                                      // looked up

        Assert.True(all[0].HasOverlaps);
        Assert.Equal(1_800, all[1].Stretches.Count);
    }

    [SkippableFact]
    public async Task Outlines_of_names_that_differ_in_blanks_at_their_end_are_told_apart()
    {
        IMarketDataStore store = await NewStoreAsync();

        // More than one list of names has room for, so that some of them come in lists of their own.
        SeriesKey[] series = [.. Enumerable.Range(0, 1_020).Select(i => Series with { Symbol = $"S{i / 3}" + new string(' ', i % 3) })];

        // No two begin at the same time: some engines take such names for one key.
        await store.WriteAsync(
            new StoreWrite { RunId = "run-1", Now = Now, Coverage = [.. series.Select((key, i) => new CoverageDelta(key, [], [Stretch(i, 1, CoverageState.Complete)]))] }, default);

        IReadOnlyList<CoverageOutline> all = await AssertOutlinesAsync(store, series);
        IReadOnlyList<CoverageOutline> some = await AssertOutlinesAsync(store, [.. series.Where((_, i) => i % 3 == 1)]);

        Assert.All(all.Concat(some), one => Assert.Single(one.Stretches));
    }

    private static async Task<IReadOnlyList<CoverageOutline>> AssertOutlinesAsync(IMarketDataStore store, IReadOnlyList<SeriesKey> series)
    {
        IReadOnlyList<CoverageOutline> outlines = await store.ReadOutlinesAsync(series, default);
        IReadOnlyList<CoverageOutline> expected = [.. (await store.ReadCoverageAsync(series, default)).Select(CoverageOutline.Of)];
        Assert.Equal(series, outlines.Select(outline => outline.Series));
        Assert.All(outlines.Zip(expected), two =>
        {
            Assert.Equal(two.Second.Stretches, two.First.Stretches);
            Assert.Equal((two.Second.StoredFrom, two.Second.HasOverlaps), (two.First.StoredFrom, two.First.HasOverlaps));
        });
        return outlines;
    }
}
