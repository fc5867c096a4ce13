using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion.Tests;

/// <summary>The whole way: simulated APIs, the real source, a real SQLite store.</summary>
public sealed class SimulatedJobTests(SimulatedMarket market) : IClassFixture<SimulatedMarket>
{
    private const string Daily = """
        {
          "name": "daily",
          "steps": [
            { "sync": "exchanges" },
            { "sync": "assets" },
            { "sync": "spot-instruments" },
            { "ingest": "ohlcv", "interval": "1d", "select": { "topAssets": 10 }, "from": "2024-06-01" },
          ],
        }
        """;

    private static readonly DateTime Now = SimulatedMarket.Options.Now;

    [Fact]
    public async Task A_job_is_complete_and_a_second_one_changes_nothing()
    {
        await using IngestSession session = await market.OpenAsync();

        RunSummary first = await session.RunAsync(JobFile.Parse(Daily, "daily.json"), null, CancellationToken.None);
        IReadOnlyList<string> rows = await SimulatedMarket.RowsAsync(session);
        IReadOnlyList<CoverageRecord> coverage = await SimulatedMarket.CoverageAsync(session);
        RunSummary second = await session.RunAsync(JobFile.Parse(Daily, "daily.json"), null, CancellationToken.None);

        Assert.Equal((RunOutcome.Complete, RunOutcome.Complete), (first.Outcome, second.Outcome));
        Assert.Equal(5L, first.Steps[0].Rows.Inserted);

        // Each asset has a row, a snapshot unless nobody prices it, its ids, and some rows in its maps.
        Assert.InRange(first.Steps[1].Rows.Inserted, 30L * 3, 30L * 8);
        StepSummary candles = first.Steps[3];
        Assert.InRange(candles.Rows.Inserted, 1_000, 100_000);
        PipelineTimes times = Assert.IsType<PipelineTimes>(candles.Times);
        Assert.Equal((true, true, 1, true), (times.Fetchers > 1, times.AskingSeconds > 0, times.Writers, times.WritingSeconds > 0));
        Assert.InRange(times.ParsingSeconds, 1e-6, times.AskingSeconds + times.ParsingSeconds);
        Assert.Null(first.Steps[0].Times);
        Assert.Equal(candles.Rows.Inserted, rows.Count(row => row.StartsWith(SpotOhlcv.Days.Table, StringComparison.Ordinal)));
        Assert.Equal((0L, 0L), (second.Steps[3].Rows.Inserted, second.Steps[3].Rows.Updated));
        Assert.InRange(second.Steps[3].Requests, 1, second.Steps[3].Legs);
        Assert.Equal(rows, await SimulatedMarket.RowsAsync(session));
        Assert.Equal(coverage, await SimulatedMarket.CoverageAsync(session));
    }

    [Fact]
    public async Task Coverage_tiles_the_asked_range_and_rows_are_where_it_says()
    {
        await using IngestSession session = await market.OpenAsync(maxPeriods: 100);
        await session.RunAsync(JobFile.Parse(Daily, "daily.json"), null, CancellationToken.None);

        HashSet<(string Exchange, string Symbol, DateTime Day)> stored = [.. await CandlesAsync(session, SpotOhlcv.Days)];
        IReadOnlyList<CoverageRecord> coverage = await SimulatedMarket.CoverageAsync(session);
        Assert.NotEmpty(coverage);
        foreach (IGrouping<(string Exchange, string RawSymbol), CoverageRecord> series in coverage.GroupBy(record => (record.Exchange, record.RawSymbol)))
        {
            CoverageRecord[] known = [.. series];
            Assert.Equal(new DateTime(2024, 6, 1, 0, 0, 0, DateTimeKind.Utc), known[0].From);
            Assert.Equal(Now.Date.AddDays(1), known[^1].To);
            Assert.Equal(CoverageState.Open, known[^1].State);
            Assert.All(known.Zip(known.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.Contains(known, record => record.State == CoverageState.NotListed);
            for (DateTime day = known[0].From; day < known[^1].To; day = day.AddDays(1))
            {
                CoverageState state = Array.Find(known, record => record.From <= day && day < record.To)!.State;
                Assert.True(state is CoverageState.Complete or CoverageState.NoTrades or CoverageState.NotListed or CoverageState.Open, state.ToString());
                Assert.Equal(state == CoverageState.Complete, stored.Contains((series.Key.Exchange, series.Key.RawSymbol, day)));
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(23)]
    public async Task Stopped_in_the_middle_and_resumed_the_rows_equal_those_of_a_clean_run(int requests)
    {
        JobFile job = JobFile.Parse(Daily.Replace("\"topAssets\": 10", "\"topAssets\": 3", StringComparison.Ordinal), "daily.json");
        await using IngestSession clean = await market.OpenAsync(maxPeriods: 60);
        await using IngestSession broken = await market.OpenAsync(maxPeriods: 60);
        await clean.RunAsync(job, null, CancellationToken.None);
        using CancellationTokenSource stop = new();

        RunSummary stopped = await broken.RunAsync(job, new StopAfter(requests, stop), stop.Token);
        RunSummary resumed = await broken.RunAsync(job, null, CancellationToken.None);

        Assert.Equal((RunOutcome.Cancelled, RunOutcome.Complete), (stopped.Outcome, resumed.Outcome));
        Assert.Equal(await SimulatedMarket.RowsAsync(clean), await SimulatedMarket.RowsAsync(broken));
        Assert.Equal(await SimulatedMarket.CoverageAsync(clean), await SimulatedMarket.CoverageAsync(broken));
    }

    [Fact]
    public async Task Retired_instruments_end_with_their_last_trade_and_are_asked_once()
    {
        await using IngestSession session = await market.OpenAsync();
        await session.Runner.RunAsync(Job(new SyncStep { List = ReferenceList.SpotInstruments }), null, CancellationToken.None);
        IngestStep retired = Candles(Interval.OneDay, new DateTime(2024, 6, 1, 0, 0, 0, DateTimeKind.Utc)) with { Select = new Selection { Statuses = ["RETIRED"] } };

        RunSummary first = await session.Runner.RunAsync(Job(retired), null, CancellationToken.None);
        RunSummary second = await session.Runner.RunAsync(Job(retired), null, CancellationToken.None);

        Assert.Equal((RunOutcome.Complete, RunOutcome.Complete), (first.Outcome, second.Outcome));
        Assert.InRange(first.Steps[0].Requests, 1, first.Steps[0].Legs);
        Assert.Equal(0, second.Steps[0].Requests);
        IReadOnlyList<TradingPair> pairs = await SeriesSelection.ChooseAsync(session.Store, retired, CancellationToken.None);
        ILookup<(string, string), DateTime> stored = (await CandlesAsync(session, SpotOhlcv.Days)).ToLookup(candle => (candle.Exchange, candle.Symbol), candle => candle.Time);
        Assert.All(pairs.Where(pair => pair.LastTrade > retired.From), pair => Assert.Equal(pair.LastTrade!.Value.Date, stored[(pair.Exchange, pair.RawSymbol)].Max()));
        Assert.All((await SimulatedMarket.CoverageAsync(session)).GroupBy(record => (record.Exchange, record.RawSymbol)), series => Assert.Equal(CoverageState.NotListed, series.Last().State));
    }

    [Fact]
    public async Task A_range_in_the_past_is_stored_to_the_hour_and_no_further()
    {
        await using IngestSession session = await market.OpenAsync();
        await session.Runner.RunAsync(Job(new SyncStep { List = ReferenceList.SpotInstruments }), null, CancellationToken.None);
        DateTime from = new(2025, 12, 1, 5, 30, 0, DateTimeKind.Utc);

        RunSummary summary = await session.Runner.RunAsync(
            Job(Candles(Interval.OneHour, from) with { To = from.AddDays(2), Select = new Selection { Limit = 3 } }), null, CancellationToken.None);

        Assert.Equal((RunOutcome.Complete, 3), (summary.Outcome, summary.Steps[0].Legs));
        IReadOnlyList<(string Exchange, string Symbol, DateTime Time)> stored = await CandlesAsync(session, SpotOhlcv.Hours);
        Assert.NotEmpty(stored);
        Assert.All(stored, candle => Assert.InRange(candle.Time, from.AddMinutes(-30), from.AddDays(2).AddMinutes(-90)));
        Assert.All((await SimulatedMarket.CoverageAsync(session)).GroupBy(record => record.RawSymbol),
            series => Assert.Equal((from.AddMinutes(-30), from.AddDays(2).AddMinutes(-30)), (series.First().From, series.Last().To)));
    }

    [Fact]
    public async Task A_pair_that_the_API_does_not_know_is_one_failed_series()
    {
        await using IngestSession session = await market.OpenAsync();
        await session.Runner.RunAsync(Job(new SyncStep { List = ReferenceList.SpotInstruments }), null, CancellationToken.None);
        IngestStep step = Candles(Interval.OneDay, new DateTime(2025, 12, 1, 0, 0, 0, DateTimeKind.Utc));
        IReadOnlyList<TradingPair> pairs = await SeriesSelection.ChooseAsync(session.Store, step with { Select = new Selection { Limit = 2 } }, CancellationToken.None);

        RunSummary summary = await session.Runner.RunAsync(
            Job(step with { Pairs = [.. pairs, pairs[0] with { Symbol = "NO-SUCH", RawSymbol = "NOSUCH", FirstTrade = null }] }), null, CancellationToken.None);

        Assert.Equal(RunOutcome.Partial, summary.Outcome);
        Assert.Equal("InstrumentUnknown", Assert.Single(summary.Steps[0].Failures).ErrorId);
        Assert.NotEmpty(await CandlesAsync(session, SpotOhlcv.Days));
        Assert.Contains(await SimulatedMarket.CoverageAsync(session), record => record is { RawSymbol: "NOSUCH", State: CoverageState.Pending });
    }

    [Fact]
    public async Task Runs_and_limits_are_in_the_store()
    {
        await using IngestSession session = await market.OpenAsync();

        RunSummary summary = await session.Runner.RunAsync(Job(new SyncStep { List = ReferenceList.Exchanges }), null, CancellationToken.None);

        RowBatch run = await session.Store.ReadRowsAsync(Bookkeeping.Runs, "run_id", summary.RunId, CancellationToken.None);
        Assert.Equal(("Complete", 5L), (run.Text(0, Bookkeeping.Runs.Ordinal("outcome")), run.Int64(0, Bookkeeping.Runs.Ordinal("rows_inserted"))));
        RowBatch limits = await session.Store.ReadRowsAsync(RateLimitStatusRecords.Dataset, "run_id", summary.RunId, CancellationToken.None);
        Assert.Equal(["pre", "post"], Enumerable.Range(0, limits.Count).Select(row => limits.Text(row, RateLimitStatusRecords.Dataset.Ordinal("record_timing"))));
        Assert.Equal(Now, limits.Time(0, RateLimitStatusRecords.Dataset.Ordinal("timestamp")), TimeSpan.FromMinutes(1));
    }

    private static Job Job(params JobStep[] steps) => new("test", steps);

    private static IngestStep Candles(Interval interval, DateTime from) => new() { Kind = "ohlcv", Interval = interval, From = from };

    private static async Task<IReadOnlyList<(string Exchange, string Symbol, DateTime Time)>> CandlesAsync(IngestSession session, Dataset dataset)
    {
        SeriesColumns columns = dataset.Series!;
        List<(string, string, DateTime)> candles = [];
        foreach (string exchange in (await SimulatedMarket.CoverageAsync(session)).Select(record => record.Exchange).Distinct())
        {
            RowBatch rows = await session.Store.ReadRowsAsync(dataset, dataset.Columns[columns.Exchange].Name, exchange, CancellationToken.None);
            candles.AddRange(Enumerable.Range(0, rows.Count).Select(row => (exchange, rows.Text(row, columns.Symbol)!, rows.Time(row, columns.Time))));
        }

        return candles;
    }

    /// <summary>Cancels when a step of candles has had so many answers.</summary>
    private sealed class StopAfter(int requests, CancellationTokenSource stop) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Step.StartsWith("ingest", StringComparison.Ordinal) && value.Done >= requests)
            {
                stop.Cancel();
            }
        }
    }
}
