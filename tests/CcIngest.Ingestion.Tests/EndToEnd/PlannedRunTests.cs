using CcIngest.Model;

namespace CcIngest.Ingestion.Tests;

/// <summary>What a plan says against what a run then does, on the simulated APIs without faults.</summary>
public sealed class PlannedRunTests(SimulatedMarket market) : IClassFixture<SimulatedMarket>
{
    private const string Lists = """{ "name": "lists", "steps": [ { "sync": "exchanges" }, { "sync": "assets" }, { "sync": "spot-instruments" } ] }""";

    private static readonly IngestStep Days = new()
    {
        Kind = "ohlcv", Market = Market.Spot, Interval = Interval.OneDay, From = SimulatedMarket.Options.HistoryStart, Select = new Selection { TopAssets = 10 },
    };

    [Theory]
    [InlineData(100)]
    [InlineData(37)]
    [InlineData(null)]
    public async Task The_count_is_what_is_sent_where_every_first_trade_is_known(int? maxPeriods)
    {
        await using IngestSession session = await market.OpenAsync(maxPeriods);
        IngestStep known = await OfKnownAsync(session);

        IngestPlan first = await session.Runner.PlanAsync(known, asksLimits: true, CancellationToken.None);
        RunSummary summary = await session.Runner.RunAsync(new Job("days", [known]), null, CancellationToken.None);
        IngestPlan second = await session.Runner.PlanAsync(known, asksLimits: true, CancellationToken.None);
        RunSummary again = await session.Runner.RunAsync(new Job("days", [known]), null, CancellationToken.None);

        Assert.True(first.IsExact);
        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal((first.MostRequests, second.MostRequests), (summary.Requests, again.Requests));
        Assert.InRange(summary.Steps[0].Rows.Inserted, 1, first.MostRows);
        Assert.Equal(first.Series.Count, summary.Steps[0].Legs);
    }

    [Fact]
    public async Task The_count_lies_in_the_range_where_first_trades_are_unknown()
    {
        await using IngestSession session = await market.OpenAsync(maxPeriods: 20);
        IngestStep known = await OfKnownAsync(session);
        IngestStep unknown = known with
        {
            From = SimulatedMarket.Options.HistoryStart.AddYears(-1), Pairs = [.. known.Pairs!.Select(pair => pair with { FirstTrade = null })],
        };

        IngestPlan plan = await session.Runner.PlanAsync(unknown, asksLimits: true, CancellationToken.None);
        RunSummary summary = await session.Runner.RunAsync(new Job("days", [unknown]), null, CancellationToken.None);

        Assert.False(plan.IsExact);
        Assert.True(plan.LeastRequests < plan.MostRequests);
        Assert.InRange(summary.Requests, plan.LeastRequests, plan.MostRequests - 1);
    }

    [Fact]
    public async Task A_plan_that_asks_the_source_has_its_clock_and_its_limits_and_one_that_does_not_sends_nothing()
    {
        await using IngestSession session = await market.OpenAsync();
        await session.RunAsync(JobFile.Parse(Lists, "lists.json"), null, CancellationToken.None);
        long before = session.Source.Statistics.Requests;

        await session.Runner.PlanAsync(Days, asksLimits: false, CancellationToken.None);
        Assert.Equal(before, session.Source.Statistics.Requests);
        IngestPlan asked = await session.Runner.PlanAsync(Days, asksLimits: true, CancellationToken.None);

        Assert.Equal(before + 1, session.Source.Statistics.Requests);
        Assert.True(asked.IsServerClock);
        Assert.Equal(SimulatedMarket.Options.Now, asked.AsOf, TimeSpan.FromMinutes(1));
        Assert.Equal(["second", "minute", "hour", "day", "month"], asked.Limits.Select(limit => limit.Window));
        Assert.All(asked.Limits, limit => Assert.Equal(limit.Limit, limit.Used + limit.Remaining));
        Assert.InRange(asked.BudgetShare.GetValueOrDefault(), 0, 1);
        Assert.InRange(asked.MostBytes.GetValueOrDefault(), asked.Periods * 500, asked.Periods * 1_000);
    }

    [Fact]
    public async Task Progress_tells_the_whole_and_the_time_that_is_left()
    {
        await using IngestSession session = await market.OpenAsync(maxPeriods: 50);
        IngestStep known = await OfKnownAsync(session);
        Collected progress = new();

        RunSummary summary = await session.Runner.RunAsync(new Job("days", [known]), progress, CancellationToken.None);

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal((summary.Steps[0].Requests, TimeSpan.Zero), (progress.All[^1].Done, progress.All[^1].Remaining));
        Assert.All(progress.All, state => Assert.Equal(summary.Steps[0].Requests, state.Planned));
        Assert.Contains(progress.All, state => state.Done > 0 && state.Remaining > TimeSpan.Zero);
    }

    /// <summary>Syncs the lists and chooses the pairs whose first trade they tell.</summary>
    private static async Task<IngestStep> OfKnownAsync(IngestSession session)
    {
        await session.RunAsync(JobFile.Parse(Lists, "lists.json"), null, CancellationToken.None);
        IngestPlan all = await session.Runner.PlanAsync(Days, asksLimits: true, CancellationToken.None);
        return Days with { Pairs = [.. all.Series.Select(series => series.Pair).Where(pair => pair.FirstTrade is not null)] };
    }

    private sealed class Collected : IProgress<RunProgress>
    {
        private readonly Lock _lock = new();

        public List<RunProgress> All { get; } = [];

        public void Report(RunProgress value)
        {
            lock (_lock)
            {
                All.Add(value);
            }
        }
    }
}
