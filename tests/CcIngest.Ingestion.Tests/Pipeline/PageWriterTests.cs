using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

/// <summary>What is gathered while the store takes a transaction, and what becomes of it when that one ends otherwise than was thought.</summary>
public sealed class PageWriterTests
{
    private const int First = -150;

    /// <summary>Closed days from the first one to <see cref="Now"/>.</summary>
    private static readonly int Closed = 15 - First;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly InMemoryStore _store = new();
    private readonly ScriptedSource _source = new() { Capabilities = new(5, 1) };

    public PageWriterTests() => _source.Series[Pair.Symbol] = new ScriptedSeries { ListedFrom = Day(First) };

    [Fact]
    public async Task What_comes_while_the_store_is_busy_becomes_one_full_transaction()
    {
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource isFetched = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource isSecondReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int asked = 0;
        int ready = 0;
        _store.BeforeWrite = (write, _) => HasDays(write) ? goOn.Task : Task.CompletedTask;
        _store.WhenMadeReady = write =>
        {
            if (HasDays(write) && Interlocked.Increment(ref ready) == 2)
            {
                isSecondReady.SetResult();
            }
        };
        _source.BeforeFetch = (_, _) =>
        {
            // At most four pages in the first transaction, four that wait, one in hand: the tenth is asked for only when some are gathered.
            if (Interlocked.Increment(ref asked) == 10)
            {
                isFetched.SetResult();
            }

            return Task.CompletedTask;
        };

        Task<RunSummary> running = RunAsync(new IngestOptions { BatchRows = 20 }, Pair);
        await isFetched.Task.WaitAsync(Limit);
        await isSecondReady.Task.WaitAsync(Limit);
        Assert.DoesNotContain(_store.Writes, write => write.Tables.Any(table => table.Table == SpotOhlcv.Days.Table));
        goOn.SetResult();

        Assert.Equal(RunOutcome.Complete, (await running.WaitAsync(Limit)).Outcome);
        Assert.Equal(20, _store.Writes.SelectMany(write => write.Tables).Where(table => table.Table == SpotOhlcv.Days.Table).ElementAt(1).Rows);
        Assert.Equal(Closed, _store.Table(SpotOhlcv.Days).Rows.Count);
    }

    [Fact]
    public async Task Rows_of_a_transaction_are_in_the_order_of_their_key_whatever_their_instruments_are_called_elsewhere()
    {
        TradingPair[] pairs = [PairOf("A-USD") with { RawSymbol = "Z1" }, PairOf("B-USD") with { RawSymbol = "M1" }, PairOf("C-USD") with { RawSymbol = "A1" }];
        Array.ForEach(pairs, pair => _source.Series[pair.Symbol] = new ScriptedSeries { ListedFrom = Day(First) });
        List<string[]> symbols = [];
        _store.BeforeWrite = (write, _) =>
        {
            symbols.AddRange(write.Tables.Where(table => table.Rows.Dataset == SpotOhlcv.Days).Select(table => Symbols(table.Rows).OfType<string>().ToArray()));
            return Task.CompletedTask;
        };

        await RunAsync(new IngestOptions { BatchRows = 100_000 }, pairs);

        Assert.Contains(symbols, all => all.Distinct().Count() > 1);
        Assert.All(symbols, all => Assert.Equal(all.Order(StringComparer.Ordinal), all));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    public async Task Rows_that_the_store_refuses_one_transaction_after_the_other_are_rejected_and_all_others_complete(int rows)
    {
        _store.BeforeWrite = SlowlyAsync;
        _store.Refuses = write =>
        [
            .. write.Tables.Where(table => table.Rows.Dataset == SpotOhlcv.Days).SelectMany(table => Times(table.Rows)).Where(IsRefused)
                .Select(time => new RejectedRow(SpotOhlcv.Days, $"{{\"day\":{time.DayOfYear}}}", "key-clash", "Equal for the engine.", "a row", Key, time)),
        ];

        RunSummary summary = await RunAsync(new IngestOptions { BatchRows = rows }, Pair);

        Assert.Equal(RunOutcome.Partial, summary.Outcome);
        CoverageMap map = _store.CoverageOf(Key);
        Assert.All(map.Intervals.Zip(map.Intervals.Skip(1)), two => Assert.Equal(two.First.Range.To, two.Second.Range.From));
        Assert.All(Enumerable.Range(First, Closed), day =>
            Assert.Equal(IsRefused(Day(day)) ? CoverageState.Rejected : CoverageState.Complete, map.StateAt(Day(day))));
        Assert.Equal(Enumerable.Range(First, Closed).Count(day => IsRefused(Day(day))), _store.Letters.Count);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(12, 1)]
    [InlineData(12, 2)]
    public async Task A_series_that_is_refused_while_its_next_pages_are_ready_fails_alone(int rows, int writers)
    {
        TradingPair bad = PairOf("BAD-USD");
        TradingPair[] pairs = [Pair, bad, PairOf("ETH-USD"), PairOf("LTC-USD")];
        foreach (TradingPair pair in pairs)
        {
            _source.Series[pair.Symbol] = new ScriptedSeries { ListedFrom = Day(First) };
        }

        _store.Info = _store.Info with { Writers = writers };
        _store.BeforeWrite = async (write, cancellationToken) =>
        {
            await SlowlyAsync(write, cancellationToken);
            if (write.Tables.Any(table => table.Rows.Dataset == SpotOhlcv.Days && Symbols(table.Rows).Contains(bad.RawSymbol)))
            {
                throw new IngestException(IngestErrorId.StoreWriteFailed, "More than 100 rows are refused.", "Look at the table.", scope: FailureScope.Leg);
            }
        };

        RunSummary summary = await RunAsync(new IngestOptions { BatchRows = rows }, pairs);

        Assert.Equal(RunOutcome.Partial, summary.Outcome);
        Assert.Equal(KeyOf(bad).ToString(), Assert.Single(summary.Steps.Single().Failures).Target);
        Assert.Equal(3 * Closed, _store.Table(SpotOhlcv.Days).Rows.Count);
        Assert.All(pairs, pair => Assert.All(Enumerable.Range(First, Closed), day =>
            Assert.Equal(pair == bad ? CoverageState.Pending : CoverageState.Complete, _store.CoverageOf(KeyOf(pair)).StateAt(Day(day)))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_of_other_series_that_were_ready_keep_their_coverage(bool isWholeSeries)
    {
        TradingPair[] pairs = [.. Enumerable.Range(0, 8).Select(number => PairOf($"A{number}-USD"))];
        Array.ForEach(pairs, pair => _source.Series[pair.Symbol] = new ScriptedSeries { ListedFrom = Day(First) });
        _source.Capabilities = new(200, 1);

        // One page in the store, one that is ready, four that wait: the seventh is asked for when all are there.
        TaskCompletionSource isReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int asked = 0;
        _source.BeforeFetch = (_, _) =>
        {
            if (Interlocked.Increment(ref asked) == 7)
            {
                isReady.SetResult();
            }

            return Task.CompletedTask;
        };
        _store.BeforeWrite = async (write, cancellationToken) =>
        {
            if (IsOfFirst(write))
            {
                await isReady.Task.WaitAsync(Limit, cancellationToken);
                if (isWholeSeries)
                {
                    throw new IngestException(IngestErrorId.StoreWriteFailed, "More than 100 rows are refused.", "Look at the table.", scope: FailureScope.Leg);
                }
            }
        };
        _store.Refuses = write => !IsOfFirst(write) ? []
            : [new RejectedRow(SpotOhlcv.Days, "{}", "key-clash", "Equal for the engine.", "a row", KeyOf(pairs[0]), Day(4))];

        RunSummary summary = await RunAsync(new IngestOptions { BatchRows = 1 }, pairs);

        Assert.Equal(RunOutcome.Partial, summary.Outcome);
        Assert.All(pairs, pair => Assert.All(Enumerable.Range(First, Closed), day => Assert.Equal(
            pair != pairs[0] ? CoverageState.Complete : isWholeSeries ? CoverageState.Pending : day == 4 ? CoverageState.Rejected : CoverageState.Complete,
            _store.CoverageOf(KeyOf(pair)).StateAt(Day(day)))));

        bool IsOfFirst(StoreWrite write) =>
            write.Tables.Any(table => table.Rows.Dataset == SpotOhlcv.Days && Symbols(table.Rows).Contains(pairs[0].RawSymbol));
    }

    [Fact]
    public async Task What_is_committed_while_the_run_is_stopped_counts()
    {
        using CancellationTokenSource stop = new();
        int writes = 0;
        _store.Refuses = write =>
        {
            if (HasDays(write) && ++writes == 3)
            {
                stop.Cancel();
            }

            return [];
        };

        RunSummary summary = await Runner(_store, _source, new IngestOptions { BatchRows = 5 })
            .RunAsync(Job(Ingest(Day(First)) with { Pairs = [Pair] }), null, stop.Token).WaitAsync(Limit);

        Assert.Equal(RunOutcome.Cancelled, summary.Outcome);
        Assert.Equal(15, _store.Table(SpotOhlcv.Days).Rows.Count);
        Assert.Equal(15, summary.Steps.Single().Rows.Inserted);
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_what_was_ready_pending()
    {
        using CancellationTokenSource stop = new();
        int writes = 0;
        _store.BeforeWrite = async (write, cancellationToken) =>
        {
            if (HasDays(write) && Interlocked.Increment(ref writes) == 3)
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        };

        RunSummary summary = await Runner(_store, _source, new IngestOptions { BatchRows = 5 }).RunAsync(Job(Ingest(Day(First)) with { Pairs = [Pair] }), null, stop.Token);

        Assert.Equal(RunOutcome.Cancelled, summary.Outcome);
        CoverageMap map = _store.CoverageOf(Key);
        Assert.Equal(_store.Table(SpotOhlcv.Days).Rows.Count, Enumerable.Range(First, Closed).Count(day => map.StateAt(Day(day)) == CoverageState.Complete));
        Assert.Contains(map.Intervals, interval => interval.State == CoverageState.Pending);
    }

    private static bool IsRefused(DateTime day) => day.Day % 7 == 3;

    private static bool HasDays(StoreWrite write) => write.Tables.Any(table => table.Rows.Dataset == SpotOhlcv.Days);

    private static IEnumerable<DateTime> Times(RowBatch rows) => Enumerable.Range(0, rows.Count).Select(row => rows.Time(row, rows.Dataset.Ordinal("datetime")));

    private static IEnumerable<string?> Symbols(RowBatch rows) => Enumerable.Range(0, rows.Count).Select(row => rows.Text(row, rows.Dataset.Ordinal("symbol_unmapped")));

    /// <summary>Lets others go on for a while, as a rule until the next transaction is ready.</summary>
    private static async Task SlowlyAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        for (int turn = 0; turn < 200 && HasDays(write); turn++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task<RunSummary> RunAsync(IngestOptions options, params TradingPair[] pairs) =>
        Runner(_store, _source, options).RunAsync(Job(Ingest(Day(First)) with { Pairs = pairs }), null, CancellationToken.None).WaitAsync(Limit);
}
