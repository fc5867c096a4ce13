using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Data.Sqlite;

namespace CcIngest.Ingestion.Tests;

/// <summary>Gaps found in a real store, and mended from the simulated APIs.</summary>
public sealed class GapRepairTests(SimulatedMarket market) : IClassFixture<SimulatedMarket>
{
    private static readonly DateTime Start = new(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task What_was_never_asked_for_and_what_was_never_answered_is_had_afterwards_with_one_request()
    {
        await using IngestSession session = await market.OpenAsync();
        TradingPair pair = await PairAsync(session);
        await IngestAsync(session, pair, 0, 10);
        await IngestAsync(session, pair, 20, 30);
        await SetAsync(session, pair, 22, 25, CoverageState.Pending);

        Gap[] gaps = await FindAsync(session, pair);
        RunSummary repaired = await RepairAsync(session, gaps);

        Assert.Equal([(10, 20, GapCause.NotAsked), (22, 25, GapCause.NotAnswered)], gaps.Select(Days));
        Assert.Equal(RunOutcome.Complete, repaired.Outcome);

        // The two days between the gaps come along in the page of both.
        Assert.Equal((1L, 10L, 5L), (repaired.Steps.Single().Requests, repaired.Steps.Single().Rows.Inserted, repaired.Steps.Single().Rows.Unchanged));
        Assert.Empty(await FindAsync(session, pair));
        Assert.Equal(30, (await RowsAsync(session, pair)).Count);
    }

    [Fact]
    public async Task Rows_that_were_removed_are_found_by_reading_and_had_again()
    {
        await using IngestSession session = await market.OpenAsync();
        TradingPair pair = await PairAsync(session);
        await IngestAsync(session, pair, 0, 30);
        IReadOnlyList<DateTime> before = await RowsAsync(session, pair);
        Remove(session, "datetime IN ('2025-03-01 00:00:00', '2025-03-11 00:00:00', '2025-03-12 00:00:00', '2025-03-30 00:00:00')");

        Assert.Empty(await FindAsync(session, pair));
        Gap[] gaps = await FindAsync(session, pair, new GapRequest { ReadsRows = true });
        RunSummary repaired = await RepairAsync(session, gaps);

        Assert.Equal([(0, 1), (10, 12), (29, 30)], gaps.Select(gap => (Days(gap).From, Days(gap).To)));
        Assert.All(gaps, gap => Assert.Equal(GapCause.RowsMissing, gap.Cause));
        Assert.Equal((RunOutcome.Complete, 4L), (repaired.Outcome, repaired.Steps.Sum(step => step.Rows.Inserted)));
        Assert.Equal(before, await RowsAsync(session, pair));
        Assert.Empty(await FindAsync(session, pair, new GapRequest { ReadsRows = true }));
    }

    [Fact]
    public async Task What_the_source_has_lost_is_left_alone_unless_it_is_to_be_asked_again()
    {
        await using IngestSession session = await market.OpenAsync();
        TradingPair pair = await PairAsync(session);
        await IngestAsync(session, pair, 0, 10);
        await SetAsync(session, pair, 10, 14, CoverageState.LostAtSource);
        Gap[] gaps = await FindAsync(session, pair);

        GapRepair left = await GapRepair.PlanAsync(session.Store, gaps, asksAgain: false, default);
        Assert.Equal((0, 1), (left.Steps.Count, left.Given.Count));

        RunSummary repaired = await RepairAsync(session, gaps, asksAgain: true);
        Assert.Equal((RunOutcome.Complete, 4L), (repaired.Outcome, repaired.Steps.Sum(step => step.Rows.Inserted)));
        Assert.Empty(await FindAsync(session, pair));
    }

    [Fact]
    public async Task A_series_whose_instrument_nobody_knows_is_told()
    {
        await using IngestSession session = await market.OpenAsync();
        TradingPair pair = await PairAsync(session);
        TradingPair gone = pair with { RawSymbol = "GONE" };
        await SetAsync(session, gone, 0, 4, CoverageState.Pending);

        GapRepair repair = await GapRepair.PlanAsync(session.Store, await FindAsync(session, gone), asksAgain: false, default);

        Assert.Equal("GONE", Assert.Single(repair.Unknown).RawSymbol);
        Assert.Empty(repair.Steps);
    }

    [Fact]
    public async Task Series_of_several_families_are_mended_in_one_run_and_a_gap_that_was_not_passed_stays()
    {
        const string Job = """
            { "steps": [
              { "sync": "exchanges" }, { "sync": "assets" }, { "sync": "spot-instruments", "exchanges": ["kraken"] }, { "sync": "futures-instruments", "exchanges": ["binance"] },
              { "ingest": "ohlcv", "interval": "1h", "from": "2025-03-01", "to": "2025-03-03", "select": { "exchanges": ["kraken"], "instruments": ["BTC-USD"] } },
              { "ingest": "ohlcv", "market": "index", "interval": "1d", "from": "2025-03-01", "to": "2025-03-03", "select": { "instruments": ["BTC-USD"] } },
              { "ingest": "funding-rate", "interval": "1d", "from": "2025-03-01", "to": "2025-03-03", "select": { "exchanges": ["binance"], "instruments": ["BTC-USDT-VANILLA-PERPETUAL"] } } ] }
            """;
        await using IngestSession session = await market.OpenAsync();
        Assert.Equal(RunOutcome.Complete, (await session.RunAsync(JobFile.Parse(Job, "families.json"), null, CancellationToken.None)).Outcome);
        GapRequest later = new() { From = Start, To = Start.AddDays(9) };
        Gap[] gaps = await AllAsync(session, later);
        Assert.Equal(["funding-rate-futures", "ohlcv-index", "ohlcv-spot"], gaps.Select(gap => gap.Dataset));

        // Of the hours all but the last day.
        Gap[] passed = [gaps[0], gaps[1], gaps[2] with { To = gaps[2].To.AddDays(-1) }];
        RunSummary repaired = await RepairAsync(session, passed);

        Assert.Equal((RunOutcome.Complete, 3), (repaired.Outcome, repaired.Steps.Count));
        Gap left = Assert.Single(await AllAsync(session, later));
        Assert.Equal(("ohlcv-spot", Start.AddDays(8), 24L), (left.Dataset, left.From, left.Periods));
    }

    [Fact]
    public async Task What_is_had_by_now_is_not_opened_again()
    {
        await using IngestSession session = await market.OpenAsync();
        TradingPair pair = await PairAsync(session);
        await IngestAsync(session, pair, 0, 10);
        await SetAsync(session, pair, 10, 14, CoverageState.LostAtSource);
        Gap[] gaps = await FindAsync(session, pair);
        await RepairAsync(session, gaps, asksAgain: true);

        RunSummary again = await RepairAsync(session, gaps, asksAgain: true);

        Assert.Equal((RunOutcome.Complete, 0L), (again.Outcome, again.Steps.Sum(step => step.Requests)));
    }

    [Fact]
    public async Task Letters_of_a_series_that_nobody_can_be_asked_for_stay()
    {
        await using IngestSession session = await market.OpenAsync();
        TradingPair gone = (await PairAsync(session)) with { RawSymbol = "GONE" };
        await SetAsync(session, gone, 0, 4, CoverageState.Rejected);
        await session.Store.WriteAsync(new StoreWrite
        {
            RunId = "earlier",
            Now = Start,
            Rejected = [new RejectedRow(SpotOhlcv.Days, "{}", "broken", "Broken.", "/earlier") { Series = new SeriesKey("ohlcv-spot", "kraken", "GONE", Interval.OneDay), Time = Start }],
        }, CancellationToken.None);
        Gap[] gaps = await FindAsync(session, gone);

        Assert.Empty((await GapRepair.PlanAsync(session.Store, gaps, asksAgain: true, default)).Steps);
        Assert.IsType<ResumeLettersStep>(Assert.Single((await GapRepair.PlanAsync(session.Store, gaps, asksAgain: false, default)).Steps));
    }

    [Fact]
    public async Task Rows_that_the_stores_retention_may_have_dropped_are_not_missed()
    {
        await using IngestSession session = await market.OpenAsync();
        TradingPair pair = await PairAsync(session);
        await IngestAsync(session, pair, 0, 30);
        Remove(session, "datetime IN ('2025-03-01 00:00:00', '2025-03-02 00:00:00', '2025-03-03 00:00:00', '2025-03-11 00:00:00')");

        Gap[] gaps = await FindAsync(session, pair, new GapRequest { ReadsRows = true, KeptFrom = Start.AddDays(2).AddHours(7) });

        Assert.Equal([(10, 11, GapCause.RowsMissing)], gaps.Select(Days));
    }

    [Fact]
    public async Task Causes_are_filtered()
    {
        await using IngestSession session = await market.OpenAsync();
        TradingPair pair = await PairAsync(session);
        await SetAsync(session, pair, 0, 4, CoverageState.Pending);
        await SetAsync(session, pair, 6, 8, CoverageState.LostAtSource);

        Assert.Equal([(4, 6, GapCause.NotAsked)], (await FindAsync(session, pair, new GapRequest { Causes = [GapCause.NotAsked] })).Select(Days));
    }

    private static (int From, int To, GapCause Cause) Days(Gap gap) => ((gap.From - Start).Days, (gap.To - Start).Days, gap.Cause);

    /// <summary>A pair that trades every day of what the tests look at.</summary>
    private static async Task<TradingPair> PairAsync(IngestSession session)
    {
        const string Lists = """{ "steps": [ { "sync": "exchanges" }, { "sync": "assets" }, { "sync": "spot-instruments" } ] }""";
        await session.RunAsync(JobFile.Parse(Lists, "lists.json"), null, CancellationToken.None);
        IReadOnlyList<TradingPair> pairs = await SeriesSelection.ChooseAsync(
            session.Store, new Selection { Exchanges = ["kraken"], Instruments = ["BTC-USD"] }, Market.Spot, CancellationToken.None);
        return pairs.Single();
    }

    private static async Task IngestAsync(IngestSession session, TradingPair pair, int from, int to)
    {
        IngestStep step = new() { Kind = "ohlcv", Interval = Interval.OneDay, From = Start.AddDays(from), To = Start.AddDays(to), Pairs = [pair], Revisit = 0 };
        Assert.Equal(RunOutcome.Complete, (await session.Runner.RunAsync(new Job("days", [step]), null, CancellationToken.None)).Outcome);
    }

    private static async Task SetAsync(IngestSession session, TradingPair pair, int from, int to, CoverageState state)
    {
        SeriesKey key = new("ohlcv-spot", pair.Exchange, pair.RawSymbol, Interval.OneDay);
        CoverageMap known = (await session.Store.ReadCoverageAsync([key], CancellationToken.None))[0];
        CoverageDelta delta = known.Set(new CoverageInterval(
            new TimeRange(Start.AddDays(from), Start.AddDays(to)), state, new CoverageEvidence("earlier", "/earlier", Start)));
        await session.Store.WriteAsync(new StoreWrite { RunId = "earlier", Now = Start, Coverage = [delta] }, CancellationToken.None);
    }

    private static Task<Gap[]> FindAsync(IngestSession session, TradingPair pair, GapRequest? request = null) =>
        AllAsync(session, (request ?? new GapRequest()) with { RawSymbols = [pair.RawSymbol] });

    private static async Task<Gap[]> AllAsync(IngestSession session, GapRequest request)
    {
        List<Gap> gaps = [];
        await foreach (Gap gap in GapSearch.FindAsync(session.Store, request, TimeProvider.System, CancellationToken.None))
        {
            gaps.Add(gap);
        }

        return [.. gaps];
    }

    private static async Task<RunSummary> RepairAsync(IngestSession session, Gap[] gaps, bool asksAgain = false)
    {
        GapRepair repair = await GapRepair.PlanAsync(session.Store, gaps, asksAgain, CancellationToken.None);
        Assert.Empty(repair.Unknown);
        return await session.Runner.RunAsync(new Job("repair", repair.Steps), null, CancellationToken.None);
    }

    private static async Task<IReadOnlyList<DateTime>> RowsAsync(IngestSession session, TradingPair pair)
    {
        List<DateTime> times = [];
        await foreach (RowBatch rows in session.Store.ScanAsync(SpotOhlcv.Days, CancellationToken.None))
        {
            times.AddRange(Enumerable.Range(0, rows.Count).Where(row => rows.Text(row, rows.Dataset.Ordinal("symbol_unmapped")) == pair.RawSymbol)
                .Select(row => rows.Time(row, rows.Dataset.Ordinal("datetime"))));
        }

        return times;
    }

    private static void Remove(IngestSession session, string which)
    {
        using SqliteConnection connection = new($"Data Source={session.Store.Info.Address};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"DELETE FROM cc_ohlcv_spot_1d_raw WHERE {which}";
        Assert.Equal(4, command.ExecuteNonQuery());
    }
}
