using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

/// <summary>Runs that are disturbed in every way end with what an undisturbed run has.</summary>
public sealed class ResumeTests
{
    private static readonly TradingPair[] Pairs = [.. Enumerable.Range(0, 5).Select(number => PairOf($"A{number}-USD"))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task However_runs_are_disturbed_the_rows_and_states_are_those_of_one_clean_run(int seed)
    {
        Random random = new(seed);
        ScriptedSource source = Source(seed);
        InMemoryStore disturbed = new() { Info = new StoreInfo("memory", "memory", "market", "1", random.Next(1, 4)) };
        for (int run = 0; run < 6; run++)
        {
            using CancellationTokenSource stop = new();
            int trouble = random.Next(5);
            int at = random.Next(2, 25);
            int count = 0;
            source.ServerNow = Day(-30 + (run * 8)).AddHours(12);
            source.BeforeFetch = async (_, token) =>
            {
                await Task.Yield();
                if (Interlocked.Increment(ref count) == at)
                {
                    switch (trouble)
                    {
                        case 0: await stop.CancelAsync(); break;
                        case 1: throw new IngestException(IngestErrorId.SourceUnreachable, "Gone.", "Wait.", scope: FailureScope.Leg);
                        case 2: throw new IngestException(IngestErrorId.SourceKeyRefused, "No.", "Ask.", scope: FailureScope.Run);
                    }
                }
            };
            int writes = 0;
            disturbed.BeforeWrite = (_, _) => trouble == 3 && Interlocked.Increment(ref writes) == at
                ? throw new IngestException(IngestErrorId.StoreBusy, "Busy.", "Wait.")
                : Task.CompletedTask;
            IngestStep step = Ingest(Day(-200 + random.Next(100)), random.Next(3) == 0 ? Day(-60 + random.Next(20)) : null) with { Pairs = Pairs, Revisit = random.Next(4) };
            await Runner(disturbed, source, new IngestOptions { BatchRows = 30, SeriesChunk = 2 }).RunAsync(Job(step), null, stop.Token);
        }

        source.ServerNow = Now;
        source.BeforeFetch = null;
        disturbed.BeforeWrite = null;
        RunSummary last = await Runner(disturbed, source).RunAsync(Job(Everything), null, CancellationToken.None);
        InMemoryStore clean = new();
        await Runner(clean, source).RunAsync(Job(Everything), null, CancellationToken.None);

        Assert.Contains(last.Outcome, new[] { RunOutcome.Complete, RunOutcome.Partial });
        Assert.Equal(clean.Dump(SpotOhlcv.Days, "collected_at"), disturbed.Dump(SpotOhlcv.Days, "collected_at"));
        Assert.All(Pairs, pair => Assert.Equal(
            clean.CoverageOf(KeyOf(pair)).Intervals.Select(interval => (interval.Range, interval.State)),
            disturbed.CoverageOf(KeyOf(pair)).Intervals.Select(interval => (interval.Range, interval.State))));

        source.Requests.Clear();
        RunSummary again = await Runner(disturbed, source).RunAsync(Job(Everything), null, CancellationToken.None);
        Assert.Equal((0L, 0L), (again.Steps[0].Rows.Inserted, again.Steps[0].Rows.Updated));
        Assert.All(source.Requests.GroupBy(request => request.Instrument), series => Assert.Single(series));
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 60)];

    private static IngestStep Everything => Ingest(Day(-200)) with { Pairs = Pairs };

    private static ScriptedSource Source(int seed)
    {
        ScriptedSource source = new() { Capabilities = new SeriesCapabilities(17, 3) };
        foreach ((int number, TradingPair pair) in Pairs.Index())
        {
            source.Series[pair.Symbol] = new ScriptedSeries
            {
                ListedFrom = Day(-250 + (70 * number)),
                NoTrades = day => (day.DayOfYear + seed + number) % 6 == 0,
                Rejected = day => (day.DayOfYear + seed + number) % 31 == 7,
            };
        }

        return source;
    }
}
