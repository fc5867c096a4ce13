using CcIngest.Model;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class SeriesAcceptanceTests
{
    private static readonly string?[] Statuses = ["ACTIVE", "RETIRED", InstrumentStatus.Vanished, Symbols.Halted, Symbols.Closed, null];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Plans_from_outlines_equal_those_from_whole_coverage(bool isShared)
    {
        Random random = new(11);
        for (int round = 0; round < 40; round++)
        {
            InMemoryStore store = new();
            (SeriesKey Key, TradingPair Pair)[] series = [.. Enumerable.Range(0, 40).Select(number => PairOf($"A{number}-USD")).Select(pair => (KeyOf(pair), PairOfSomeLife(pair, random)))];
            Dictionary<SeriesKey, CoverageMap> maps = series.ToDictionary(one => one.Key, one => new CoverageMap(one.Key));
            await store.WriteAsync(
                new Storage.StoreWrite { RunId = "run", Now = Now, Coverage = [.. maps.Values.Select(map => map.Set(SomeCoverage(random)))] }, default);
            int from = random.Next(0, 30);
            int closed = random.Next(from, 38);
            WantedRange wanted = new(Interval.OneDay, Day(from), Day(closed), Day(Math.Max(from + 1, closed + random.Next(0, 3))));
            IngestStep step = Ingest(Day(from)) with { Revisit = random.Next(0, 5) };
            SeriesAcceptance acceptance = new(store, step, wanted, chunk: 7) { Sharing = isShared ? ("run", Now.AddDays(1)) : null };

            List<PlannedSeries> planned = [];
            await foreach (IReadOnlyList<PlannedSeries> part in acceptance.PlanAsync(series, default))
            {
                planned.AddRange(part);
            }

            Assert.Equal(series.Select(one => one.Key), planned.Select(one => one.Need.Key));
            foreach (((SeriesKey key, TradingPair pair), PlannedSeries plan) in series.Zip(planned))
            {
                SeriesNeed expected = ReferencePlanner.Plan(pair, wanted, maps[key], step.Revisit);
                Assert.Equal(Text(expected), Text(plan.Need));
                Assert.Equal(
                    plan.IsNoted,
                    maps[key].Set(SeriesAcceptance.Notes(expected).Select(note => new CoverageInterval(note.Range, note.State, new CoverageEvidence("later", "/", Now)))).IsEmpty);
            }
        }
    }

    [Fact]
    public async Task A_plan_of_series_that_have_all_reads_no_evidence()
    {
        InMemoryStore store = new();
        TradingPair[] pairs = [PairOf("BTC-USD"), PairOf("ETH-USD")];
        await store.WriteAsync(new Storage.StoreWrite
        {
            RunId = "run",
            Now = Now,
            Coverage = [.. pairs.Select(pair => new CoverageMap(KeyOf(pair)).Set(Covered(1, 15, CoverageState.Complete), Covered(15, 16, CoverageState.Open)))],
        }, default);
        int writes = store.Writes.Count;
        ScriptedSource source = new();

        RunSummary summary = await Runner(store, source).RunAsync(Job(Ingest(Day(1)) with { Pairs = pairs, Revisit = 0 }), null, default);

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal(0, store.CoverageReads);
        Assert.DoesNotContain(store.Writes.Skip(writes), write => write.Coverage.Count > 0);
    }

    private static TradingPair PairOfSomeLife(TradingPair pair, Random random) => pair with
    {
        Status = Statuses[random.Next(Statuses.Length)],
        StatusSince = random.Next(3) == 0 ? null : Now.AddDays(random.Next(-2, 2)),
        FirstTrade = random.Next(3) == 0 ? Day(random.Next(0, 40)).AddHours(5) : null,
        LastTrade = random.Next(3) == 0 ? Day(random.Next(0, 40)).AddHours(6) : null,
        ExpiresAt = random.Next(6) == 0 ? Day(random.Next(0, 40)) : null,
    };

    private static IEnumerable<CoverageInterval> SomeCoverage(Random random)
    {
        int end = 0;
        for (int day = random.Next(0, 6); day < 40; day = end + (random.Next(4) == 0 ? random.Next(1, 4) : 0))
        {
            end = Math.Min(40, day + random.Next(1, 8));
            yield return Covered(day, end, (CoverageState)random.Next(7), random.Next(2) == 0 ? CoverageEvidence.StorePrefix + "x" : "/answer");
        }
    }

    private static string Text(SeriesNeed need) => string.Join(
        " | ", need.Key, need.StoredFrom, string.Join(',', need.Missing), string.Join(',', need.Revisited), string.Join(',', need.NotListed), string.Join(',', need.Open));
}
