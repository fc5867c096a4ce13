using CcIngest.Model;

namespace CcIngest.Ingestion.Tests;

/// <summary>What every family of time series keeps, whatever market it is of. A family is in here as soon as it is in the catalogue.</summary>
public sealed class SeriesContractTests(SeriesMarket market) : IClassFixture<SeriesMarket>
{
    private static readonly DateTime Now = SeriesMarket.Options.Now;

    public static TheoryData<string, Market> Families
    {
        get
        {
            TheoryData<string, Market> families = [];
            foreach (string kind in SeriesDatasets.Kinds)
            {
                foreach (Market one in SeriesDatasets.MarketsOf(kind))
                {
                    families.Add(kind, one);
                }
            }

            return families;
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task A_run_is_complete_and_a_second_one_changes_nothing(string kind, Market one)
    {
        (RunSummary first, RunSummary second, StoredMarket before, StoredMarket after) = await market.WithAsync(market.NewStore(), async session =>
        {
            RunSummary first = await RunAsync(session, kind, one, lists: true);
            StoredMarket before = await StoredMarket.ReadAsync(session);
            RunSummary second = await RunAsync(session, kind, one);
            return (first, second, before, await StoredMarket.ReadAsync(session));
        });

        Assert.Equal((RunOutcome.Complete, RunOutcome.Complete), (first.Outcome, second.Outcome));
        Assert.InRange(before.Rows.Count, 200, 20_000);
        Assert.All(second.Steps, step => Assert.Equal((0L, 0L), (step.Rows.Inserted, step.Rows.Updated)));
        Assert.Empty(after.DifferencesTo(before));
        Assert.Equal(before.Coverage, after.Coverage);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Small_pages_give_the_rows_and_the_coverage_of_large_ones(string kind, Market one)
    {
        StoredMarket small = await market.WithAsync(market.NewStore(), session => StoredAsync(session, kind, one), maxPeriods: 17);
        StoredMarket large = await CleanAsync(kind, one);

        Assert.Empty(small.DifferencesTo(large));
        Assert.Equal(large.Coverage, small.Coverage);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Coverage_tiles_the_asked_range_and_rows_are_where_it_says(string kind, Market one)
    {
        StoredMarket stored = await CleanAsync(kind, one);

        foreach (IGrouping<(string, string, string), CoverageRecord> series in stored.Coverage.GroupBy(record => (record.Exchange, record.RawSymbol, record.Interval)))
        {
            CoverageRecord[] known = [.. series];
            Assert.All(known.Zip(known.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.DoesNotContain(known, record => record.State is CoverageState.Pending or CoverageState.Rejected or CoverageState.LostAtSource);
            Assert.Equal(Interval.Parse(series.Key.Item3).Next(Interval.Parse(series.Key.Item3).Floor(Now)), known[^1].To);
            // Either it still runs, and its last period has not closed, or it has ended.
            Assert.True(known[^1].State is CoverageState.Open or CoverageState.NotListed, $"{series.Key}: {known[^1].State}");
        }

        Assert.Contains(stored.In(CoverageState.NotListed), record => record.From < SeriesMarket.Options.HistoryStart);
        Assert.NotEmpty(stored.In(CoverageState.Open));
        Assert.Equal(
            stored.Rows.Keys.Order(StringComparer.Ordinal),
            stored.In(CoverageState.Complete).SelectMany(StoredMarket.Periods).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Stopped_in_the_middle_and_resumed_the_rows_are_those_of_a_clean_run(string kind, Market one)
    {
        StoredMarket clean = await CleanAsync(kind, one);
        (RunSummary stopped, RunSummary resumed, StoredMarket stored) = await market.WithAsync(market.NewStore(), async session =>
        {
            await session.Runner.RunAsync(new Job("lists", SeriesMarket.Lists), null, CancellationToken.None);
            using CancellationTokenSource stop = new();
            RunSummary stopped = await session.Runner.RunAsync(new Job("test", Steps(kind, one)), new StopAfter(5, stop), stop.Token);
            RunSummary resumed = await RunAsync(session, kind, one);
            return (stopped, resumed, await StoredMarket.ReadAsync(session));
        });

        Assert.Equal((RunOutcome.Cancelled, RunOutcome.Complete), (stopped.Outcome, resumed.Outcome));
        Assert.Empty(stored.DifferencesTo(clean));
        Assert.Equal(clean.Coverage, stored.Coverage);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Under_faults_of_transport_and_ordering_the_rows_are_those_of_a_clean_run(string kind, Market one)
    {
        StoredMarket clean = await CleanAsync(kind, one);
        StoredMarket faulty = await market.WithAsync(
            market.NewStore(), session => StoredAsync(session, kind, one, runs: 8), 60, "transport=0.03", "hang=0.002", "ordering=0.2");

        Assert.Empty(faulty.DifferencesTo(clean));
        Assert.Equal(clean.Coverage, faulty.Coverage);
        Assert.Empty(faulty.Letters);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task A_value_that_cannot_be_is_rejected_with_a_letter_and_nothing_else_differs(string kind, Market one)
    {
        StoredMarket clean = await CleanAsync(kind, one);
        StoredMarket broken = await market.WithAsync(market.NewStore(), session => StoredAsync(session, kind, one), 60, "huge-numbers=0.2");

        Assert.NotEmpty(broken.Letters);
        Assert.All(broken.Letters, key => Assert.Equal(CoverageState.Rejected, broken.StateOf(key)));
        Assert.Equal(broken.Letters.Distinct().Order(StringComparer.Ordinal), broken.DifferencesTo(clean));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task What_the_source_corrects_is_corrected_and_what_it_said_before_is_kept(string kind, Market one)
    {
        StoredMarket clean = await CleanAsync(kind, one);
        (StoredMarket corrected, int revisions) = await market.WithAsync(market.NewStore(), async session =>
        {
            StoredMarket stored = await StoredAsync(session, kind, one, runs: 3);
            return (stored, (await session.Store.QueryAsync<RevisionRecord>(Storage.StoredQuery.Revisions, new Storage.RevisionFilter(), CancellationToken.None)).Count);
        }, 60, "revised-candle=1");

        Assert.NotEqual(0, revisions);
        Assert.Empty(corrected.DifferencesTo(clean));
    }

    /// <summary>What one run without faults stores, in pages as large as they may be.</summary>
    private Task<StoredMarket> CleanAsync(string kind, Market one) => market.CleanAsync((kind, one), session => StoredAsync(session, kind, one));

    private static async Task<StoredMarket> StoredAsync(IngestSession session, string kind, Market one, int runs = 1)
    {
        await RunAsync(session, kind, one, lists: true);
        for (int run = 1; run < runs; run++)
        {
            await RunAsync(session, kind, one);
        }

        return await StoredMarket.ReadAsync(session);
    }

    private static Task<RunSummary> RunAsync(IngestSession session, string kind, Market one, bool lists = false) =>
        session.Runner.RunAsync(new Job("test", [.. lists ? SeriesMarket.Lists : [], .. Steps(kind, one)]), null, CancellationToken.None);

    /// <summary>Days from before anything was listed, three days of hours, an hour of minutes; of contracts also those that have expired.</summary>
    private static IngestStep[] Steps(string kind, Market one) =>
    [
        .. new[] { (Interval.OneDay, SeriesMarket.Options.HistoryStart.AddDays(-30)), (Interval.OneHour, Now.AddDays(-3)), (Interval.OneMinute, Now.AddHours(-1)) }
            .Select(pair => new IngestStep
            {
                Kind = kind,
                Market = one,
                Interval = pair.Item1,
                From = pair.Item2,
                Select = new Selection { Statuses = ["ACTIVE", "EXPIRED"], Limit = one == Market.Futures ? 10 : 6 },
            }),
    ];

    private sealed class StopAfter(int requests, CancellationTokenSource stop) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Done >= requests)
            {
                stop.Cancel();
            }
        }
    }
}
