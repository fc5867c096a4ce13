using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>A capture of one book on a clock that jumps from wait to wait: every tick has a snapshot or its cause.</summary>
public sealed class CaptureTests
{
    private const string Good = """[["1.10","0.500"]]|[["1.20","7"]]""";

    private static readonly TradingPair Bitcoin = new() { Exchange = "binance", Symbol = "BTC-USDT-SPOT", RawSymbol = "BTCUSDT", Base = "BTC", Quote = "USDT", Status = "ACTIVE" };

    private readonly FakeTime _time = new(Some.Now) { AutoAdvance = true };
    private readonly InMemoryStore _store = new();
    private readonly ScriptedSource _source = new();

    [Fact]
    public async Task Every_tick_has_its_snapshot_at_its_time()
    {
        Answer(_ => Good);

        RunSummary summary = await CaptureAsync(count: 5);

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal((5L, 0L, 5L), (summary.Steps[0].Rows.Inserted, summary.Steps[0].Missed, summary.Steps[0].Rows.Read));
        Assert.Equal([0, 1, 2, 3, 4], Ticks());
        Assert.Equal(["""[["1.10","0.500"]]"""], _store.Table(OrderBookSnapshots.Dataset).Values("bids").Distinct());
        Assert.Empty(Missed());
    }

    [Fact]
    public async Task A_tick_that_takes_long_costs_the_ticks_that_it_takes_up_and_shifts_none()
    {
        Answer(tick =>
        {
            _time.Advance(TimeSpan.FromSeconds(tick == 1 ? 2.5 : 0.2));
            return Good;
        });

        RunSummary summary = await CaptureAsync(count: 6);

        Assert.Equal([0, 1, 3, 4, 5], Ticks());
        Assert.Equal(["2 late"], Missed());
        Assert.Equal((RunOutcome.Partial, 1L), (summary.Outcome, summary.Steps[0].Missed));
    }

    [Fact]
    public async Task A_tick_that_fails_has_its_cause_and_the_next_one_goes_on()
    {
        Answer(tick => tick == 1
            ? throw new IngestException(IngestErrorId.SourceBusy, "Binance keeps failing: HTTP status 503.", "Wait.", scope: FailureScope.Leg)
            : Good);

        RunSummary summary = await CaptureAsync(count: 3);

        Assert.Equal([0, 2], Ticks());
        Assert.Equal(["1 failed"], Missed());
        Assert.Equal("SourceBusy: Binance keeps failing: HTTP status 503.", _store.Table(MissedTicks.Dataset).Single("reason"));
        Assert.Equal(summary.RunId, _store.Table(MissedTicks.Dataset).Single("run_id"));
        Assert.Equal(RunOutcome.Partial, summary.Outcome);
        Assert.Empty(summary.Steps[0].Failures);
    }

    [Theory]
    [InlineData("""[["1.20","1"]]|[["1.20","1"]]""", "book-crossed")]
    [InlineData("""[["1.1","1"],["1.10","1"]]|[["1.2","1"]]""", "book-order")]
    [InlineData("""[["1.1","1"]]|[["1.3","1"],["1.2","1"]]""", "book-order")]
    [InlineData("""[["1.1","0.000"]]|[["1.2","1"]]""", "book-size")]
    [InlineData("""[["1.1","-1"]]|[["1.2","1"]]""", "book-size")]
    [InlineData("""[["1.1"]]|[["1.2","1"]]""", "book-shape")]
    [InlineData("""[["1.1","many"]]|[["1.2","1"]]""", "book-shape")]
    public async Task A_book_that_is_wrong_is_a_dead_letter_and_its_tick_is_missed(string book, string rule)
    {
        Answer(tick => tick == 1 ? book : Good);

        RunSummary summary = await CaptureAsync(count: 3);

        Assert.Equal([0, 2], Ticks());
        Assert.Equal(["1 rejected"], Missed());
        RejectedRow letter = Assert.Single(_store.Letters);
        Assert.Equal(rule, letter.Rule);
        Assert.Contains(System.Text.Json.JsonEncodedText.Encode(book.Split('|')[0], System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), letter.RawText, StringComparison.Ordinal);
        Assert.Equal((RunOutcome.Partial, 1L), (summary.Outcome, summary.Steps[0].Rows.Rejected));
    }

    [Fact]
    public async Task A_book_with_an_empty_side_is_a_book()
    {
        Answer(_ => "[]|[[1.5,2]]");

        Assert.Equal(RunOutcome.Complete, (await CaptureAsync(count: 1)).Outcome);
        Assert.Equal("[[1.5,2]]", _store.Table(OrderBookSnapshots.Dataset).Single("asks"));
    }

    [Fact]
    public async Task Ctrl_C_writes_what_was_received()
    {
        using CancellationTokenSource stop = new();
        Answer(tick =>
        {
            if (tick == 3)
            {
                stop.Cancel();
                throw new OperationCanceledException(stop.Token);
            }

            return Good;
        });

        RunSummary summary = await CaptureAsync(count: null, stop.Token);

        Assert.Equal(RunOutcome.Cancelled, summary.Outcome);
        Assert.Equal([0, 1, 2], Ticks());
        Assert.Equal(["3 stopped"], Missed());
        Assert.Equal((3, 1), (summary.Steps[0].Rows.Inserted, summary.Steps[0].Missed));
    }

    [Fact]
    public async Task Ctrl_C_writes_the_book_that_comes_with_it()
    {
        using CancellationTokenSource stop = new();
        Answer(tick =>
        {
            if (tick == 2)
            {
                stop.Cancel();
            }

            return Good;
        });

        RunSummary summary = await CaptureAsync(count: null, stop.Token);

        Assert.Equal(RunOutcome.Cancelled, summary.Outcome);
        Assert.Equal([0, 1, 2], Ticks());
        Assert.Empty(Missed());
    }

    [Fact]
    public async Task A_symbol_that_vanishes_fails_its_leg_and_the_rest_of_its_ticks_is_missed()
    {
        Answer(tick => tick == 2 ? throw Unknown() : Good);

        RunSummary summary = await CaptureAsync(count: 10);

        Assert.Equal([0, 1], Ticks());
        Assert.Equal(["2 failed", .. Enumerable.Range(3, 7).Select(tick => $"{tick} stopped")], Missed());
        Assert.Equal("InstrumentUnknown", Assert.Single(summary.Steps[0].Failures).ErrorId);
        Assert.Equal((8L, 3L), (summary.Steps[0].Missed, summary.Steps[0].Requests));
    }

    [Fact]
    public async Task A_book_that_is_refused_again_and_again_is_given_up()
    {
        Answer(tick => tick >= 3 ? throw new IngestException(IngestErrorId.SourceRequestRefused, "Its firewall keeps this network out.", "Move.", scope: FailureScope.Leg) : Good);

        RunSummary summary = await CaptureAsync(count: 20);

        Assert.Equal((17L, 8L), (summary.Steps[0].Missed, summary.Steps[0].Requests));
        Assert.Equal((5, 12), (Missed().Count(tick => tick.EndsWith("failed", StringComparison.Ordinal)), Missed().Count(tick => tick.EndsWith("stopped", StringComparison.Ordinal))));
        Assert.Equal("SourceRequestRefused", Assert.Single(summary.Steps[0].Failures).ErrorId);
    }

    [Fact]
    public async Task A_book_that_the_exchange_gives_again_is_stored_once_and_its_tick_is_missed()
    {
        Answer(_ => Good, updatedAt: tick => Some.Now.AddSeconds(tick / 2 * 2));

        RunSummary summary = await CaptureAsync(count: 5);

        Assert.Equal([0, 2, 4], Ticks());
        Assert.Equal(["1 same", "3 same"], Missed());
        Assert.Equal((3L, 2L), (summary.Steps[0].Rows.Inserted, summary.Steps[0].Missed));
        Assert.Contains("2026-", _store.Table(MissedTicks.Dataset).Values("reason").Cast<string>().First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_tick_is_missed_too_when_its_time_is_over()
    {
        Answer(tick =>
        {
            _time.Advance(TimeSpan.FromSeconds(tick == 1 ? 25 : 0.1));
            return Good;
        });

        RunSummary summary = await CaptureAsync(count: 4);

        Assert.Equal([0, 1], Ticks());
        Assert.Equal(["2 late", "3 late"], Missed());
        Assert.Equal(2, summary.Steps[0].Missed);
        Assert.Equal("The request of the tick before was still under way.", _store.Table(MissedTicks.Dataset).Values("reason").Distinct().Single());
    }

    [Fact]
    public async Task A_tick_has_one_deadline_and_a_request_what_is_left_of_it()
    {
        List<(string Symbol, TimeSpan Within)> asked = [];
        Answer(_ => Good);
        Func<OrderBookRequest, RowBatch, CancellationToken, Task> answer = _source.Book!;
        _source.Book = (request, rows, token) =>
        {
            asked.Add((request.NativeSymbol, request.Within));
            _time.Advance(TimeSpan.FromSeconds(1.5));
            return answer(request, rows, token);
        };

        TradingPair[] pairs = [Bitcoin, Bitcoin with { Symbol = "ETH-USDT-SPOT", RawSymbol = "ETHUSDT" }, Bitcoin with { Symbol = "XRP-USDT-SPOT", RawSymbol = "XRPUSDT" }];
        RunSummary summary = await Runner().RunAsync(
            Some.Job(Step(count: 1) with { Pairs = pairs, Every = TimeSpan.FromSeconds(2), ThrottleLimit = 1 }), null, CancellationToken.None);

        Assert.Equal([2, 0.5], asked.Select(request => request.Within.TotalSeconds));
        Assert.Equal(["0 late"], Missed());
        Assert.Equal((2L, 1L), (summary.Steps[0].Rows.Inserted, summary.Steps[0].Missed));
    }

    [Fact]
    public async Task A_late_tick_says_when_the_store_was_behind()
    {
        TaskCompletionSource goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int answers = 0;
        _store.BeforeWrite = (write, _) => write.Tables.Any(table => table.Rows.Dataset == OrderBookSnapshots.Dataset) ? goesOn.Task : Task.CompletedTask;
        Answer(_ =>
        {
            answers++;
            return Good;
        });

        // Held for no time: else the writer takes in what the queue has.
        Task<RunSummary> capturing = new IngestRunner(_store, _source, _time, NullLoggerFactory.Instance, new IngestOptions { SnapshotHold = TimeSpan.Zero })
            .RunAsync(Some.Job(Step(count: 400)), null, CancellationToken.None);
        int before;
        do
        {
            before = Volatile.Read(ref answers);
            await Task.Delay(200);
        }
        while (before is 0 || before != Volatile.Read(ref answers));

        // The store stands, the queue is full, and nobody asks.
        _time.Advance(TimeSpan.FromSeconds(20.5));
        goesOn.SetResult();
        RunSummary summary = await capturing;

        Assert.Equal(400, summary.Steps[0].Rows.Inserted + summary.Steps[0].Missed);
        Assert.True(answers < 400, "the queue has no end");
        Assert.Equal("The snapshot of the tick before waited for the store, which was behind.", _store.Table(MissedTicks.Dataset).Values("reason").Distinct().Single());
    }

    [Fact]
    public async Task A_capture_whose_end_passes_while_it_waits_for_another_run_is_refused()
    {
        Answer(_ => Good);
        LeaseKey key = new(OrderBookSnapshots.Name, "binance", "", "BTCUSDT");
        await _store.Leases.OpenAsync(new RunHolder { RunId = "other", Process = new ProcessStamp(4711, "", "elsewhere", "", ""), LeaseSeconds = 60 }, default);
        Assert.Empty(await _store.Leases.TakeAsync("other", [key], default));
        IngestRunner runner = new(_store, _source, _time, NullLoggerFactory.Instance, new IngestOptions { BusyPoll = TimeSpan.FromMilliseconds(20) });

        Task<RunSummary> waiting = runner.RunAsync(
            Some.Job(Step(count: null) with { Until = Some.Now.AddSeconds(5) }) with { OnBusy = BusyPolicy.Wait }, null, CancellationToken.None);
        await Task.Delay(100);
        _time.Advance(TimeSpan.FromSeconds(6));
        await _store.Leases.CloseAsync("other", default);

        RunSummary summary = await waiting;
        Assert.Equal((RunOutcome.Failed, "RangeInvalid"), (summary.Outcome, summary.Failure?.ErrorId));
    }

    [Fact]
    public async Task A_symbol_that_the_exchange_does_not_know_is_a_failed_leg_and_not_asked_for_again()
    {
        Answer(_ => throw Unknown());

        RunSummary summary = await CaptureAsync(count: 10);

        Assert.Equal((RunOutcome.Failed, 1L), (summary.Outcome, summary.Steps[0].Requests));
        Assert.Equal("order-book binance BTCUSDT", Assert.Single(summary.Steps[0].Failures).Target);
        Assert.Equal(10, summary.Steps[0].Missed);
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_capture()
    {
        Answer(_ => Good);
        _store.BeforeWrite = (write, _) => write.Tables.Any(table => table.Rows.Dataset == OrderBookSnapshots.Dataset)
            ? throw new IngestException(IngestErrorId.StoreUnreachable, "The store is gone.", "Start it.") : Task.CompletedTask;

        RunSummary summary = await CaptureAsync(count: 3);

        Assert.Equal((RunOutcome.Failed, "StoreUnreachable"), (summary.Outcome, summary.Failure?.ErrorId));
    }

    [Fact]
    public async Task A_cadence_that_an_exchange_does_not_allow_is_refused_before_it_begins()
    {
        _source.BookLimits[TimeSpan.FromMinutes(1)] = 299;      // five a second are 300

        RunSummary summary = await CaptureAsync(count: 3);

        Assert.Equal(("SettingInvalid", 0L), (summary.Failure?.ErrorId, summary.Steps[0].Requests));
        Assert.Contains("would take 300", summary.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_says_ticks_requests_and_the_share_of_the_budget()
    {
        CapturePlan plan = await Runner().PlanAsync(Step(count: null) with { For = TimeSpan.FromHours(1) }, CancellationToken.None);

        Assert.Equal((3_600L, 3_600L), (plan.Ticks, plan.Requests));
        CaptureBudget budget = Assert.Single(plan.Budgets);
        Assert.Equal(("binance", 5L, 6_000L, 0.05), (budget.Exchange, budget.WeightOfTick, budget.Limit, Math.Round(budget.Share, 9)));
    }

    [Theory]
    [InlineData("00:00:00.05", null, null)]
    [InlineData("1.00:00:01", null, null)]
    [InlineData("00:00:01", "00:01:00", 5L)]
    [InlineData("00:00:01", "-00:01:00", null)]
    [InlineData("00:00:01", null, 0L)]
    [InlineData("00:00:01.0000001", null, 1L)]
    [InlineData("00:00:05", "00:00:00.0000060", null)]      // -For 60
    [InlineData("00:00:01", null, 2147483648L)]
    [InlineData("1.00:00:00", null, 2147483647L)]
    public async Task A_capture_that_means_nothing_is_refused(string every, string? length, long? count)
    {
        CaptureStep step = Step(count) with
        {
            Every = TimeSpan.ParseExact(every, "c", null), For = length is null ? null : TimeSpan.ParseExact(length, "c", null),
        };

        Assert.Equal(IngestErrorId.JobInvalid, (await Assert.ThrowsAsync<IngestException>(() => Runner().RunAsync(Some.Job(step), null, CancellationToken.None))).Id);
    }

    private static IngestException Unknown() =>
        new(IngestErrorId.InstrumentUnknown, "Binance does not know the symbol.", "Sync.", scope: FailureScope.Leg);

    private static CaptureStep Step(long? count) => new() { Pairs = [Bitcoin], Every = TimeSpan.FromSeconds(1), Count = count };

    private IngestRunner Runner() => new(_store, _source, _time, NullLoggerFactory.Instance);

    private Task<RunSummary> CaptureAsync(long? count, CancellationToken cancellationToken = default) =>
        Runner().RunAsync(Some.Job(Step(count)), null, cancellationToken);

    /// <summary>Answers each tick with bids and asks, separated by a bar.</summary>
    /// <param name="updatedAt">When the exchange says that the book was so; now unless given.</param>
    private void Answer(Func<int, string> book, Func<int, DateTime>? updatedAt = null) => _source.Book = (request, rows, _) =>
    {
        int tick = (int)(request.TickAt - Some.Now).TotalSeconds;
        string[] sides = book(tick).Split('|');
        int row = rows.AddRow();
        foreach ((string column, object value) in new (string, object)[]
        {
            ("exchange", request.Exchange), ("native_symbol", request.NativeSymbol), ("retrieved_at", updatedAt?.Invoke(tick) ?? _time.GetUtcNow().UtcDateTime), ("last_update_id", 1L),
            ("received_at", _time.GetUtcNow().UtcDateTime), ("tick_at", request.TickAt), ("depth", (long)request.Depth), ("bids", sides[0]), ("asks", sides[1]),
        })
        {
            CcIngest.TestSupport.Some.Set(rows, row, column, value);
        }

        return Task.CompletedTask;
    };

    private IEnumerable<int> Ticks() =>
        _store.Table(OrderBookSnapshots.Dataset).Values("tick_at").Cast<DateTime>().Select(tick => (int)(tick - Some.Now).TotalSeconds).Order();

    private IEnumerable<string> Missed() => _store.Table(MissedTicks.Dataset).Values("tick_at").Zip(_store.Table(MissedTicks.Dataset).Values("cause"))
        .Select(tick => $"{((DateTime)tick.First! - Some.Now).TotalSeconds} {tick.Second}");
}
