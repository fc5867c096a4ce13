using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class IngestRunTests
{
    private readonly InMemoryStore _store = new();
    private readonly ScriptedSource _source = new();
    private readonly ScriptedSeries _btc = new() { ListedFrom = Day(-1000) };

    public IngestRunTests() => _source.Series[Pair.Symbol] = _btc;

    [Fact]
    public async Task A_first_run_stores_every_closed_period_and_tiles_the_range()
    {
        RunSummary summary = await RunAsync(Ingest(Day(1)));

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal(new RowCounts(14, 14, 0, 0, 0), summary.Steps.Single().Rows);
        Assert.Equal(1, summary.Steps.Single().Requests);
        Assert.Equal(Enumerable.Range(1, 14).Select(day => (object?)Day(day)), _store.Table(SpotOhlcv.Days).Values("datetime"));
        Assert.Equal([(Days(1, 15), CoverageState.Complete), (Days(15, 16), CoverageState.Open)], Known());
    }

    [Fact]
    public async Task A_second_run_adds_nothing_and_asks_one_page()
    {
        await RunAsync(Ingest(Day(1)));
        string before = _store.Dump(SpotOhlcv.Days);
        _source.Requests.Clear();

        RunSummary summary = await RunAsync(Ingest(Day(1)));

        Assert.Equal(new RowCounts(2, 0, 0, 2, 0), summary.Steps.Single().Rows);
        Assert.Equal(Days(13, 15), Assert.Single(_source.Requests).Range);
        Assert.Equal(before, _store.Dump(SpotOhlcv.Days));
    }

    [Fact]
    public async Task The_next_day_new_periods_and_the_tail_share_a_page_and_the_open_day_is_stored()
    {
        await RunAsync(Ingest(Day(1)));
        _source.Requests.Clear();
        _source.ServerNow = Now.AddDays(1);

        RunSummary summary = await RunAsync(Ingest(Day(1)));

        Assert.Equal(Days(13, 16), Assert.Single(_source.Requests).Range);
        Assert.Equal(new RowCounts(3, 1, 0, 2, 0), summary.Steps.Single().Rows);
        Assert.Equal([(Days(1, 16), CoverageState.Complete), (Days(16, 17), CoverageState.Open)], Known());
    }

    [Fact]
    public async Task Rows_never_stored_take_the_fast_path_and_rows_read_again_are_compared()
    {
        await RunAsync(Ingest(Day(1)));
        _source.ServerNow = Now.AddDays(1);
        _store.Writes.Clear();

        await RunAsync(Ingest(Day(1)));

        CommittedWrite write = Assert.Single(_store.Writes, write => write.Tables.Any(table => table.Table == SpotOhlcv.Days.Table));
        Assert.Equal([(SpotOhlcv.Days.Table, WriteMode.Fresh, 1), (SpotOhlcv.Days.Table, WriteMode.Merge, 2)], write.Tables);
    }

    [Fact]
    public async Task A_late_correction_in_the_tail_is_an_update()
    {
        await RunAsync(Ingest(Day(1)));
        Func<DateTime, double> before = _btc.Close;
        _btc.Close = day => day == Day(14) ? 7 : before(day);

        RunSummary summary = await RunAsync(Ingest(Day(1)));

        Assert.Equal(new RowCounts(2, 0, 1, 1, 0), summary.Steps.Single().Rows);
        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal([(object?)Day(14)], _store.Table(Revisions.Dataset).Values("datetime"));
        Assert.Contains($"\"close\":{before(Day(14))}", _store.Table(Revisions.Dataset).Values("old_values").Single()?.ToString(), StringComparison.Ordinal);

        Assert.Equal(new RowCounts(2, 0, 0, 2, 0), (await RunAsync(Ingest(Day(1)))).Steps.Single().Rows);
        Assert.Single(_store.Table(Revisions.Dataset).Rows);
    }

    [Fact]
    public async Task A_candle_that_comes_after_its_period_had_no_trades_is_stored_and_noted()
    {
        _btc.NoTrades = day => day == Day(14);
        await RunAsync(Ingest(Day(1)));
        Assert.Equal(CoverageState.NoTrades, _store.CoverageOf(Key).StateAt(Day(14)));
        _btc.NoTrades = _ => false;

        RunSummary summary = await RunAsync(Ingest(Day(1)));

        Assert.Equal((1, 1), (summary.Steps.Single().Rows.Inserted, summary.Steps.Single().Rows.Unchanged));
        Assert.Equal(CoverageState.Complete, _store.CoverageOf(Key).StateAt(Day(14)));
        Assert.Equal([null], _store.Table(Revisions.Dataset).Values("old_values"));
    }

    [Fact]
    public async Task A_candle_in_a_hole_between_two_missing_stretches_of_one_page_is_compared_and_noted()
    {
        CoverageMap known = new(Key);
        CoverageDelta delta = known.Set([Covered(3, 4, CoverageState.NoTrades)]);
        await _store.WriteAsync(new StoreWrite { RunId = "before", Now = Now, Tables = [], Coverage = [delta], Rejected = [] }, CancellationToken.None);
        _store.Writes.Clear();

        RunSummary summary = await RunAsync(Ingest(Day(1)));

        Assert.Equal(Days(1, 15), Assert.Single(_source.Requests).Range);
        CommittedWrite write = Assert.Single(_store.Writes, write => write.Tables.Any(table => table.Table == SpotOhlcv.Days.Table));
        Assert.Equal([(SpotOhlcv.Days.Table, WriteMode.Fresh, 13), (SpotOhlcv.Days.Table, WriteMode.Merge, 1)], write.Tables.Where(table => table.Table == SpotOhlcv.Days.Table));
        Assert.Equal([(object?)Day(3)], _store.Table(Revisions.Dataset).Values("datetime"));
        Assert.Equal([null], _store.Table(Revisions.Dataset).Values("old_values"));
        Assert.Equal((14, CoverageState.Complete), (summary.Steps.Single().Rows.Inserted, _store.CoverageOf(Key).StateAt(Day(3))));
    }

    [Fact]
    public async Task A_candle_that_the_source_has_no_more_stays_as_it_was()
    {
        await RunAsync(Ingest(Day(1)));
        string before = _store.Dump(SpotOhlcv.Days);
        _btc.NoTrades = day => day == Day(14);

        RunSummary summary = await RunAsync(Ingest(Day(1)));

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal(before, _store.Dump(SpotOhlcv.Days));
        Assert.Equal(CoverageState.Complete, _store.CoverageOf(Key).StateAt(Day(14)));
        Assert.Empty(_store.Table(Revisions.Dataset).Rows);
    }

    [Fact]
    public async Task Rows_and_their_coverage_are_one_transaction_and_the_range_was_pending_before()
    {
        await RunAsync(Ingest(Day(1)));

        CommittedWrite[] writes = [.. _store.Writes.Where(write => write.Coverage.Count > 0)];
        Assert.Equal(2, writes.Length);
        Assert.Empty(writes[0].Tables);
        Assert.Equal([(Days(1, 15), CoverageState.Pending), (Days(15, 16), CoverageState.Open)],
            writes[0].Coverage.Single().Upserts.Select(interval => (interval.Range, interval.State)));
        Assert.Equal(14, writes[1].Tables.Single().Rows);
        Assert.Equal([(Days(1, 15), CoverageState.Complete)], writes[1].Coverage.Single().Upserts.Select(interval => (interval.Range, interval.State)));
    }

    [Fact]
    public async Task The_walk_ends_at_the_listing_and_older_periods_are_never_asked_again()
    {
        _source.Capabilities = new SeriesCapabilities(5, 8);
        _btc.ListedFrom = Day(8);

        await RunAsync(Ingest(Day(-100)));
        int asked = _source.Requests.Count;
        _source.Requests.Clear();
        await RunAsync(Ingest(Day(-100)));

        Assert.Equal(2, asked);
        Assert.Equal(Days(13, 15), Assert.Single(_source.Requests).Range);
        Assert.Equal([(Days(-100, 8), CoverageState.NotListed), (Days(8, 15), CoverageState.Complete), (Days(15, 16), CoverageState.Open)], Known());
    }

    [Fact]
    public async Task A_page_wholly_before_the_listing_ends_the_walk()
    {
        _source.Capabilities = new SeriesCapabilities(5, 8);
        _btc.ListedFrom = Day(10);

        await RunAsync(Ingest(Day(-100)));

        Assert.Equal([Days(10, 15), Days(5, 10)], _source.Requests.Select(request => request.Range));
        Assert.Equal([(Days(-100, 10), CoverageState.NotListed), (Days(10, 15), CoverageState.Complete), (Days(15, 16), CoverageState.Open)], Known());
    }

    [Theory]
    [InlineData(null, CoverageState.Pending, RunOutcome.Failed)]
    [InlineData(1, CoverageState.NoTrades, RunOutcome.Complete)]
    public async Task Empty_pages_after_an_end_write_off_neither_the_history_nor_what_the_store_does_not_know_to_have_ended(
        int? lastTrade, CoverageState end, RunOutcome outcome)
    {
        _source.Capabilities = new SeriesCapabilities(5, 8);
        _btc.EndsAt = Day(0);
        DateTime? last = lastTrade is { } day ? Day(day - 2).AddHours(5) : null;

        RunSummary summary = await RunAsync(Ingest(Day(-10)) with { Pairs = [Pair with { FirstTrade = Day(-300), LastTrade = last }] });

        Assert.Equal(Enumerable.Range(-10, 10).Select(day => (object?)Day(day)), _store.Table(SpotOhlcv.Days).Values("datetime"));
        Assert.Equal([(Days(-10, 0), CoverageState.Complete), (Days(0, 15), end), (Days(15, 16), CoverageState.Open)], Known());
        Assert.Equal(outcome, summary.Outcome);
    }

    [Fact]
    public async Task An_empty_answer_that_what_is_stored_refutes_fails_its_series_and_is_asked_again()
    {
        await RunAsync(Ingest(Day(1), Day(5)));
        _btc.EndsAt = Day(5);
        IngestStep step = Ingest(Day(5)) with { Revisit = 0 };

        RunSummary summary = await RunAsync(step);
        _btc.EndsAt = null;
        RunSummary next = await RunAsync(step);

        Assert.Equal(nameof(IngestErrorId.SourceAnswerEmpty), Assert.Single(summary.Steps.Single().Failures).ErrorId);
        Assert.Equal(RunOutcome.Complete, next.Outcome);
        Assert.Equal([(Days(1, 15), CoverageState.Complete), (Days(15, 16), CoverageState.Open)], Known());
    }

    [Fact]
    public async Task A_short_page_that_the_store_refutes_does_not_end_the_walk()
    {
        _source.Capabilities = new SeriesCapabilities(5, 8);
        _btc.Missing = day => day >= Day(5) && day < Day(7);

        RunSummary summary = await RunAsync(Ingest(Day(-10)) with { Pairs = [Pair with { FirstTrade = Day(-300) }] });

        Assert.Equal(
            [(Days(-10, 5), CoverageState.Complete), (Days(5, 7), CoverageState.Pending), (Days(7, 15), CoverageState.Complete), (Days(15, 16), CoverageState.Open)],
            Known());
        Assert.Equal(nameof(IngestErrorId.SourceAnswerEmpty), Assert.Single(summary.Steps.Single().Failures).ErrorId);
    }

    [Fact]
    public async Task A_listing_known_to_the_store_is_not_asked_for()
    {
        RunSummary summary = await RunAsync(Ingest(Day(1)) with { Pairs = [Pair with { FirstTrade = Day(9).AddHours(3) }] });

        Assert.Equal(Days(9, 15), Assert.Single(_source.Requests).Range);
        Assert.Equal([(Days(1, 9), CoverageState.NotListed), (Days(9, 15), CoverageState.Complete), (Days(15, 16), CoverageState.Open)], Known());
        Assert.StartsWith("store: ", _store.CoverageOf(Key).Intervals[0].Evidence.Request, StringComparison.Ordinal);
        Assert.Equal(summary.RunId, _store.CoverageOf(Key).Intervals[0].Evidence.RunId);
    }

    [Fact]
    public async Task A_retired_instrument_is_complete_up_to_its_end_and_then_asks_nothing()
    {
        IngestStep step = Ingest(Day(1)) with { Pairs = [Pair with { Status = "RETIRED", LastTrade = Day(9).AddHours(3) }] };

        await RunAsync(step);
        _source.Requests.Clear();
        await RunAsync(step);

        Assert.Empty(_source.Requests);
        Assert.Equal([(Days(1, 10), CoverageState.Complete), (Days(10, 16), CoverageState.NotListed)], Known());
    }

    [Fact]
    public async Task A_range_in_the_past_leaves_the_rest_unknown()
    {
        await RunAsync(Ingest(Day(2), Day(6)));

        Assert.Equal([(Days(2, 6), CoverageState.Complete)], Known());
        Assert.Equal(4, _store.Table(SpotOhlcv.Days).Rows.Count);
    }

    [Fact]
    public async Task Rejected_rows_are_dead_letters_and_partial_once()
    {
        _btc.Rejected = day => day == Day(14);

        RunSummary first = await RunAsync(Ingest(Day(1)));
        RunSummary second = await RunAsync(Ingest(Day(1)));

        Assert.Equal(RunOutcome.Partial, first.Outcome);
        Assert.Equal(new RowCounts(14, 13, 0, 0, 1), first.Steps.Single().Rows);
        Assert.Equal([(Days(1, 14), CoverageState.Complete), (Days(14, 15), CoverageState.Rejected), (Days(15, 16), CoverageState.Open)], Known());
        Assert.Equal(RunOutcome.Complete, second.Outcome);
        Assert.Equal(1, second.Steps.Single().Rows.Rejected);
        Assert.Single(_store.Letters);
    }

    [Fact]
    public async Task A_row_that_the_store_refuses_makes_its_period_rejected()
    {
        _store.Refuses = write => write.Tables.Any(table => table.Rows.Dataset == SpotOhlcv.Days)
            ? [new RejectedRow(SpotOhlcv.Days, "{}", "key-clash", "Equal for the engine.", "a row", Key, Day(4))]
            : [];

        RunSummary summary = await RunAsync(Ingest(Day(1)));

        Assert.Equal(RunOutcome.Partial, summary.Outcome);
        Assert.Equal(1, summary.Steps.Single().Rows.Rejected);
        Assert.Equal(
            [(Days(1, 4), CoverageState.Complete), (Days(4, 5), CoverageState.Rejected), (Days(5, 15), CoverageState.Complete), (Days(15, 16), CoverageState.Open)], Known());

        // Accepted, then rows with their coverage: no moment at which a refused row counts as complete.
        Assert.Equal(2, _store.Writes.Count(write => write.Coverage.Count > 0));
    }

    [Fact]
    public async Task One_failing_series_does_not_stop_the_others()
    {
        TradingPair unknown = PairOf("NOT-THERE");

        RunSummary summary = await RunAsync(Ingest(Day(1)) with { Pairs = [unknown, Pair] });

        Assert.Equal(RunOutcome.Partial, summary.Outcome);
        RunFailure failure = Assert.Single(summary.Steps.Single().Failures);
        Assert.Equal(("ohlcv-spot kraken NOTTHERE 1d", "InstrumentUnknown"), (failure.Target, failure.ErrorId));
        Assert.Equal(14, _store.Table(SpotOhlcv.Days).Rows.Count);
        Assert.Equal((Days(1, 15), CoverageState.Pending), (_store.CoverageOf(KeyOf(unknown)).Intervals[0].Range, _store.CoverageOf(KeyOf(unknown)).Intervals[0].State));
    }

    [Fact]
    public async Task All_series_failing_is_a_failed_run() =>
        Assert.Equal(RunOutcome.Failed, (await RunAsync(Ingest(Day(1)) with { Pairs = [PairOf("NOT-THERE")] })).Outcome);

    [Fact]
    public async Task A_failure_of_the_source_as_a_whole_ends_the_run()
    {
        _source.BeforeFetch = (_, _) => throw new IngestException(IngestErrorId.SourceKeyRefused, "The key is refused.", "Check CCDATA_API_KEY.");

        RunSummary summary = await RunAsync(Ingest(Day(1)));

        Assert.Equal((RunOutcome.Failed, "SourceKeyRefused"), (summary.Outcome, summary.Failure?.ErrorId));
        Assert.Equal("Failed", Runs("outcome"));
        Assert.Equal("SourceKeyRefused: The key is refused.", Runs("failure"));
    }

    [Fact]
    public async Task A_failure_of_the_store_ends_the_run_and_nothing_is_half_written()
    {
        _store.BeforeWrite = (write, _) => write.Tables.Any(table => table.Rows.Dataset == SpotOhlcv.Days)
            ? throw new IngestException(IngestErrorId.StoreWriteFailed, "Disk full.", "Make room.")
            : Task.CompletedTask;

        RunSummary summary = await RunAsync(Ingest(Day(1)));

        Assert.Equal((RunOutcome.Failed, "StoreWriteFailed"), (summary.Outcome, summary.Failure?.ErrorId));
        Assert.Empty(_store.Table(SpotOhlcv.Days).Rows);
        Assert.Equal([(Days(1, 15), CoverageState.Pending), (Days(15, 16), CoverageState.Open)], Known());
    }

    [Fact]
    public async Task An_unexpected_exception_is_a_failed_run_with_its_type()
    {
        _source.BeforeFetch = (_, _) => throw new InvalidOperationException("surprise");

        RunSummary summary = await RunAsync(Ingest(Day(1)));

        Assert.Equal("RunFailed", summary.Failure?.ErrorId);
        Assert.Contains("InvalidOperationException", summary.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timeout_that_nobody_asked_for_is_a_failure_and_not_a_cancellation()
    {
        _source.BeforeFetch = (_, _) => throw new TaskCanceledException("The request timed out.");

        Assert.Equal(RunOutcome.Failed, (await RunAsync(Ingest(Day(1)))).Outcome);
    }

    [Fact]
    public async Task Cancelled_in_the_middle_the_run_says_so_and_resumes_to_the_same_rows()
    {
        using CancellationTokenSource stop = new();
        _source.Capabilities = new SeriesCapabilities(3, 8);
        _source.BeforeFetch = async (_, _) =>
        {
            if (_source.Requests.Count == 3)
            {
                await stop.CancelAsync();
            }
        };

        RunSummary cancelled = await RunAsync(Ingest(Day(-30)), cancellationToken: stop.Token);
        int asked = _source.Requests.Count;
        string? row = Runs("outcome") as string;
        _source.BeforeFetch = null;
        RunSummary resumed = await RunAsync(Ingest(Day(-30)));

        Assert.Equal((RunOutcome.Cancelled, 130), (cancelled.Outcome, cancelled.ExitCode));
        Assert.Equal("Cancelled", row);
        Assert.Equal(3, asked);
        Assert.Equal(1, _source.RateLimitReads - 2);
        Assert.Equal(RunOutcome.Complete, resumed.Outcome);
        Assert.Equal(Enumerable.Range(-30, 45).Select(day => (object?)Day(day)), _store.Table(SpotOhlcv.Days).Values("datetime"));
        Assert.Equal([(Days(-30, 15), CoverageState.Complete), (Days(15, 16), CoverageState.Open)], Known());
    }

    [Fact]
    public async Task Cancelled_before_it_begins_nothing_is_written()
    {
        RunSummary summary = await RunAsync(Ingest(Day(1)), cancellationToken: new CancellationToken(canceled: true));

        Assert.Equal(RunOutcome.Cancelled, summary.Outcome);
        Assert.Empty(_store.Writes);
    }

    [Fact]
    public async Task A_clock_ahead_of_the_server_stores_nothing_of_the_future()
    {
        _source.ServerNow = Day(20);
        _source.BeforeFetch = (_, _) =>
        {
            _source.ServerNow = Now;
            return Task.CompletedTask;
        };

        await RunAsync(Ingest(Day(1)));

        Assert.Equal(Day(14), _store.Table(SpotOhlcv.Days).Values("datetime").Max());
        Assert.Equal([(Days(1, 15), CoverageState.Complete), (Days(15, 21), CoverageState.Open)], Known());
    }

    [Fact]
    public async Task Many_series_go_through_many_writers_and_transactions_of_a_bounded_size()
    {
        _store.Info = _store.Info with { Writers = 3 };
        _source.Capabilities = new SeriesCapabilities(40, 8);
        TradingPair[] pairs = [.. Enumerable.Range(0, 60).Select(number => PairOf($"A{number}-USD"))];
        foreach (TradingPair pair in pairs)
        {
            _source.Series[pair.Symbol] = new ScriptedSeries { ListedFrom = Day(-150), NoTrades = day => day.Day % 7 == 3 };
        }

        RunSummary summary = await RunAsync(Ingest(Day(-400)) with { Pairs = pairs }, new IngestOptions { BatchRows = 100, SeriesChunk = 7 });

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        int traded = Enumerable.Range(-150, 165).Count(day => Day(day).Day % 7 != 3);
        Assert.Equal(60 * traded, _store.Table(SpotOhlcv.Days).Rows.Count);
        Assert.All(_store.Writes.SelectMany(write => write.Tables), table => Assert.InRange(table.Rows, 1, 139));
        Assert.All(pairs, pair =>
        {
            CoverageMap map = _store.CoverageOf(KeyOf(pair));
            Assert.All(map.Intervals.Zip(map.Intervals.Skip(1)), two => Assert.Equal(two.First.Range.To, two.Second.Range.From));
            Assert.Equal((Day(-400), Day(16)), (map.Intervals[0].Range.From, map.Intervals[^1].Range.To));
            Assert.All(Enumerable.Range(-150, 165), day => Assert.Equal(Day(day).Day % 7 == 3 ? CoverageState.NoTrades : CoverageState.Complete, map.StateAt(Day(day))));
        });
    }

    [Fact]
    public async Task No_more_series_than_the_throttle_limit_are_asked_at_once()
    {
        int now = 0;
        int most = 0;
        _source.BeforeFetch = async (_, token) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(5, token);
            Interlocked.Decrement(ref now);
        };
        TradingPair[] pairs = [.. Enumerable.Range(0, 20).Select(number => PairOf($"A{number}-USD"))];
        Array.ForEach(pairs, pair => _source.Series[pair.Symbol] = new ScriptedSeries());

        await RunAsync(Ingest(Day(1)) with { Pairs = pairs, ThrottleLimit = 3 });

        Assert.InRange(most, 1, 3);
        Assert.Equal(20, _source.Requests.Count);
    }

    [Fact]
    public async Task Two_series_that_the_engine_cannot_tell_apart_are_refused_but_the_first()
    {
        _store.KeyComparer = StringComparer.OrdinalIgnoreCase;
        TradingPair lower = Pair with { Symbol = "btc-usd", RawSymbol = "xxbtzusd" };
        _source.Series[lower.Symbol] = new ScriptedSeries();

        RunSummary summary = await RunAsync(Ingest(Day(1)) with { Pairs = [Pair, lower, PairOf("ETH-USD"), Pair] });

        Assert.Equal(["KeyClash", "InstrumentUnknown"], summary.Steps.Single().Failures.Select(failure => failure.ErrorId));
        Assert.Equal(3, summary.Steps.Single().Legs);
        Assert.DoesNotContain(_source.Requests, request => request.Instrument == lower.Symbol);
        Assert.Equal(14, _store.Table(SpotOhlcv.Days).Rows.Count);
    }

    [Fact]
    public async Task An_instrument_that_has_vanished_ends_its_series_once_and_begins_again_when_it_is_back()
    {
        TradingPair gone = PairOf("ETH-USD") with { Status = InstrumentStatus.Vanished };

        RunSummary first = await RunAsync(Ingest(Day(1)) with { Pairs = [Pair, gone] });
        RunSummary second = await RunAsync(Ingest(Day(1)) with { Pairs = [Pair, gone] });

        Assert.Equal((RunOutcome.Partial, "InstrumentUnknown"), (first.Outcome, first.Steps.Single().Failures.Single().ErrorId));
        Assert.Equal(RunOutcome.Complete, second.Outcome);
        Assert.Single(_source.Requests, request => request.Instrument == "ETH-USD");
        Assert.Equal(
            [(Days(1, 16), CoverageState.LostAtSource)],
            _store.CoverageOf(KeyOf(gone)).Intervals.Select(interval => (interval.Range, interval.State)));

        _source.ServerNow = Now.AddDays(2);
        Assert.Equal(RunOutcome.Complete, (await RunAsync(Ingest(Day(1)) with { Pairs = [Pair, gone] })).Outcome);
        Assert.Single(_source.Requests, request => request.Instrument == "ETH-USD");

        _source.Series["ETH-USD"] = new ScriptedSeries { ListedFrom = Day(-1000) };
        RunSummary back = await RunAsync(Ingest(Day(1)) with { Pairs = [Pair, gone with { Status = "ACTIVE" }] });
        Assert.Equal((RunOutcome.Complete, 16), (back.Outcome, _store.Table(SpotOhlcv.Days).Rows.Count(row => (string?)row[SpotOhlcv.Days.Ordinal("symbol_unmapped")] == "ETHUSD")));
    }

    [Fact]
    public async Task What_was_pending_when_an_instrument_vanished_is_lost_not_unlisted_though_the_list_had_not_seen_its_last_trades()
    {
        TradingPair eth = PairOf("ETH-USD") with { LastTrade = Day(10).AddHours(3) };
        await RunAsync(Ingest(Day(1)) with { Pairs = [eth] });

        await RunAsync(Ingest(Day(1)) with { Pairs = [eth with { Status = InstrumentStatus.Vanished }] });

        Assert.Equal(CoverageState.LostAtSource, _store.CoverageOf(KeyOf(eth)).StateAt(Day(12)));
    }

    [Fact]
    public async Task A_failed_run_notes_where_the_limits_stand_at_its_end_too()
    {
        RunSummary summary = await RunAsync(Ingest(Day(1)) with { Pairs = null });

        Assert.Equal((RunOutcome.Failed, nameof(IngestErrorId.SelectionEmpty)), (summary.Outcome, summary.Failure?.ErrorId));
        Assert.Equal(["pre", "post"], _store.Table(RateLimitStatusRecords.Dataset).Values("record_timing"));
    }

    [Fact]
    public async Task Progress_counts_requests_and_rows()
    {
        Collected progress = new();
        _source.Capabilities = new SeriesCapabilities(5, 8);
        _btc.ListedFrom = Day(3);

        await Runner(_store, _source).RunAsync(Job(Ingest(Day(-10))), progress, CancellationToken.None);

        Assert.Equal((3, 3, 12), (progress.Last.Done, progress.Last.Planned, progress.Last.Rows));
        Assert.Equal("ingest ohlcv spot 1d", progress.Last.Step);
    }

    [Fact]
    public async Task A_plan_says_what_a_run_would_ask_and_asks_nothing()
    {
        _source.Capabilities = new SeriesCapabilities(10, 8);
        await RunAsync(Ingest(Day(5), Day(8)));
        _source.Requests.Clear();

        IngestPlan plan = await Runner(_store, _source).PlanAsync(Ingest(Day(-10)), asksLimits: false, CancellationToken.None);

        Assert.Empty(_source.Requests);
        SeriesPlan series = Assert.Single(plan.Series);
        Assert.Equal([Days(-10, 5), Days(6, 15)], series.Missing);
        Assert.Equal([Days(6, 15), Days(-5, 5), Days(-10, -5)], series.Pages);
        Assert.Equal((3 + 2, 24), (plan.MostRequests, plan.Periods));
        await RunAsync(Ingest(Day(-10)));
        Assert.Equal(series.Pages, _source.Requests.Select(request => request.Range));
    }

    private Task<RunSummary> RunAsync(IngestStep step, IngestOptions? options = null, CancellationToken cancellationToken = default) =>
        Runner(_store, _source, options).RunAsync(Job(step), null, cancellationToken);

    private IEnumerable<(TimeRange, CoverageState)> Known() => _store.CoverageOf(Key).Intervals.Select(interval => (interval.Range, interval.State));

    private object? Runs(string column) => _store.Table(Bookkeeping.Runs).Values(column).Last();

    private sealed class Collected : IProgress<RunProgress>
    {
        public RunProgress Last { get; private set; } = new("", 0, null, 0, "");

        public void Report(RunProgress value) => Last = value;
    }
}
