using CcIngest.Model;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class FetcherCrewTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly List<TaskCompletionSource> _fetching = [];

    [Fact]
    public async Task It_begins_with_two_and_gets_one_for_each_writer_without_pages_up_to_the_most()
    {
        FetcherCrew crew = Crew(most: 4);
        Task running = crew.RunAsync();
        Assert.Equal(2, crew.Most);

        crew.AddForIdleWriter();
        Assert.Equal(3, crew.Most);
        crew.AddForIdleWriter();
        crew.AddForIdleWriter();

        Assert.Equal((4, 4), (crew.Most, _fetching.Count));
        _fetching.ForEach(one => one.SetResult());
        await running.WaitAsync(Limit);
    }

    [Fact]
    public async Task Where_only_one_is_worth_having_there_is_one()
    {
        FetcherCrew crew = Crew(most: 1);
        Task running = crew.RunAsync();

        crew.AddForIdleWriter();

        Assert.Equal(1, crew.Most);
        _fetching[0].SetResult();
        await running.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_writer_that_waits_before_the_crew_begins_adds_none()
    {
        FetcherCrew crew = Crew(most: 1);

        crew.AddForIdleWriter();
        Task running = crew.RunAsync();

        Assert.Equal(1, crew.Most);
        _fetching[0].SetResult();
        await running.WaitAsync(Limit);
    }

    [Fact]
    public async Task None_is_added_that_would_only_wait()
    {
        bool wouldWait = true;
        FetcherCrew crew = Crew(most: 8, () => wouldWait);
        Task running = crew.RunAsync();

        crew.AddForIdleWriter();
        Assert.Equal(2, crew.Most);
        wouldWait = false;
        crew.AddForIdleWriter();

        Assert.Equal(3, crew.Most);
        _fetching.ForEach(one => one.SetResult());
        await running.WaitAsync(Limit);
    }

    [Fact]
    public async Task It_ends_with_the_last_one_that_was_added_and_takes_none_after_that()
    {
        FetcherCrew crew = Crew(most: 8);
        Task running = crew.RunAsync();
        crew.AddForIdleWriter();

        _fetching[0].SetResult();
        _fetching[1].SetResult();
        Assert.False(running.IsCompleted);
        _fetching[2].SetResult();
        await running.WaitAsync(Limit);
        crew.AddForIdleWriter();

        Assert.Equal(3, crew.Most);
    }

    [Fact]
    public async Task One_that_waits_for_the_writers_most_of_the_time_is_let_go_down_to_two_and_comes_back_for_an_idle_writer()
    {
        FetcherCrew crew = Crew(most: 8);
        Task running = crew.RunAsync();
        crew.AddForIdleWriter();
        crew.AddForIdleWriter();

        Assert.False(crew.LetGo(fetching: TimeSpan.FromSeconds(1), waiting: TimeSpan.FromSeconds(3)));
        Assert.True(crew.LetGo(fetching: TimeSpan.FromSeconds(1), waiting: TimeSpan.FromSeconds(3.001)));
        Assert.True(crew.LetGo(fetching: TimeSpan.FromSeconds(1), waiting: TimeSpan.FromSeconds(4)));
        Assert.False(crew.LetGo(fetching: TimeSpan.FromSeconds(1), waiting: TimeSpan.FromSeconds(9)));
        _fetching[0].SetResult();
        _fetching[1].SetResult();
        crew.AddForIdleWriter();

        Assert.Equal((5, 4), (_fetching.Count, crew.Most));
        Assert.False(running.IsCompleted);
        _fetching.Skip(2).ToList().ForEach(one => one.SetResult());
        await running.WaitAsync(Limit);
    }

    [Fact]
    public async Task Nobody_is_let_go_while_a_writer_has_no_page()
    {
        FetcherCrew crew = Crew(most: 8);
        Task running = crew.RunAsync();
        crew.AddForIdleWriter();

        crew.WriterWaits();
        Assert.False(crew.LetGo(fetching: TimeSpan.Zero, waiting: TimeSpan.FromSeconds(1)));
        crew.WriterGoesOn();

        Assert.True(crew.LetGo(fetching: TimeSpan.Zero, waiting: TimeSpan.FromSeconds(1)));
        _fetching.ForEach(one => one.SetResult());
        await running.WaitAsync(Limit);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_fails_fails_the_crew_once_all_have_ended(bool isAtOnce)
    {
        TaskCompletionSource other = new();
        int begun = 0;
        FetcherCrew crew = new(2, _ => ++begun == 1 ? isAtOnce ? throw new InvalidOperationException("broken") : FailAsync() : other.Task, () => false);

        Task running = crew.RunAsync();
        await Task.Delay(20);
        Assert.False(running.IsCompleted);
        other.SetResult();

        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => running.WaitAsync(Limit))).Message);

        static async Task FailAsync()
        {
            await Task.Yield();
            throw new InvalidOperationException("broken");
        }
    }

    [Fact]
    public async Task A_crew_without_work_ends()
    {
        FetcherCrew crew = new(4, _ => Task.CompletedTask, () => false);

        await crew.RunAsync().WaitAsync(Limit);
        crew.AddForIdleWriter();

        Assert.Equal(2, crew.Most);
    }

    [Fact]
    public async Task A_run_asks_for_more_at_once_as_answers_let_the_writer_wait()
    {
        await using GatedRun run = new(expectedWait: TimeSpan.Zero);

        await run.UnderWayAsync(2);
        run.Answer();
        await run.UnderWayAsync(3);
        run.Answer();
        await run.UnderWayAsync(4);
    }

    [Fact]
    public async Task A_run_asks_for_one_more_when_the_first_answers_are_long_in_coming()
    {
        await using GatedRun run = new(expectedWait: TimeSpan.Zero);

        await run.UnderWayAsync(2);
        run.Time.Advance(TimeSpan.FromSeconds(1));

        await run.UnderWayAsync(3);
    }

    [Fact]
    public async Task A_run_lets_a_fetcher_go_that_waits_for_the_store()
    {
        await using GatedRun run = new(expectedWait: TimeSpan.Zero, series: 40, batchRows: 1);
        await run.UnderWayAsync(2);
        run.Time.Advance(TimeSpan.FromSeconds(1));
        await run.UnderWayAsync(3);

        // One page in the store, one that is ready, four that wait, and one in each fetcher's hands.
        run.HoldStore();
        run.Answer(1_000);
        await run.AskedAsync(9);
        run.Time.Advance(TimeSpan.FromSeconds(2));
        run.Write(3);

        // The first that goes on ends; the other two ask for the next.
        await run.AskedAsync(11);
        await Task.Delay(50);
        Assert.Equal(11, run.Asked);
    }

    [Fact]
    public async Task A_run_of_few_series_tells_how_many_were_fetched_at_once()
    {
        await using GatedRun run = new(expectedWait: TimeSpan.Zero, series: 3);

        RunSummary summary = await run.EndAsync();

        Assert.InRange(summary.Steps[0].Times?.Fetchers ?? 0, 2, 3);
    }

    [Fact]
    public async Task A_run_at_its_limits_asks_for_no_more_at_once()
    {
        await using GatedRun run = new(expectedWait: TimeSpan.FromSeconds(1));
        await run.UnderWayAsync(2);

        RunSummary summary = await run.EndAsync();

        Assert.Equal((RunOutcome.Complete, 2), (summary.Outcome, summary.Steps[0].Times?.Fetchers));
    }

    private FetcherCrew Crew(int most, Func<bool>? wouldWait = null) => new(most, FetchAsync, wouldWait ?? (() => false));

    private Task FetchAsync(FetcherCrew crew)
    {
        _fetching.Add(new TaskCompletionSource());
        return _fetching[^1].Task;
    }

    /// <summary>A run over series whose answers come when the test says so. Disposing of it lets all come.</summary>
    private sealed class GatedRun : IAsyncDisposable
    {
        private readonly SemaphoreSlim _answers = new(0);
        private readonly SemaphoreSlim _writes = new(0);
        private readonly Task<RunSummary> _run;
        private volatile bool _isStoreHeld;
        private int _underWay;
        private int _asked;

        public GatedRun(TimeSpan expectedWait, int series = 20, int batchRows = 10_000)
        {
            InMemoryStore store = new()
            {
                BeforeWrite = (write, cancellationToken) => _isStoreHeld && write.Tables.Any(table => table.Rows.Dataset == SpotOhlcv.Days)
                    ? _writes.WaitAsync(cancellationToken) : Task.CompletedTask,
            };
            ScriptedSource source = new() { ExpectedWait = expectedWait, BeforeFetch = WaitAsync };
            TradingPair[] pairs = [.. Enumerable.Range(0, series).Select(number => PairOf($"A{number}-USD"))];
            Array.ForEach(pairs, pair => source.Series[pair.Symbol] = new ScriptedSeries());
            _run = new IngestRunner(
                store, source, Time, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, new IngestOptions { BatchRows = batchRows })
                .RunAsync(Job(Ingest(Day(1)) with { Pairs = pairs }), progress: null, CancellationToken.None);
        }

        public FakeTime Time { get; } = new(Now);

        /// <summary>Requests that were made, answered or not.</summary>
        public int Asked => Volatile.Read(ref _asked);

        public void Answer(int requests = 1) => _answers.Release(requests);

        /// <summary>From now on the store takes candles only when it is told.</summary>
        public void HoldStore() => _isStoreHeld = true;

        public void Write(int transactions) => _writes.Release(transactions);

        public async Task AskedAsync(int requests)
        {
            using CancellationTokenSource enough = new(Limit);
            while (Asked < requests)
            {
                await Task.Delay(1, enough.Token);
            }
        }

        /// <summary>Waits until so many requests are under way.</summary>
        public async Task UnderWayAsync(int requests)
        {
            using CancellationTokenSource enough = new(Limit);
            while (Volatile.Read(ref _underWay) != requests)
            {
                await Task.Delay(1, enough.Token);
            }
        }

        public async Task<RunSummary> EndAsync()
        {
            _answers.Release(1_000);
            _writes.Release(1_000);
            return await _run.WaitAsync(Limit);
        }

        public async ValueTask DisposeAsync()
        {
            await EndAsync();
            _answers.Dispose();
            _writes.Dispose();
        }

        private async Task WaitAsync(Sources.SeriesRequest request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _underWay);
            Interlocked.Increment(ref _asked);
            await _answers.WaitAsync(cancellationToken);
            Interlocked.Decrement(ref _underWay);
        }
    }
}
