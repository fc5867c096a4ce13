using CcIngest.TestSupport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Sources.Tests;

/// <summary>Budgets of several opened sources that share one file.</summary>
public sealed class FileBudgetTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-");
    private readonly FakeTime _time = new();
    private readonly List<FileBudget> _budgets = [];

    private string FilePath => Path.Combine(_folder.FullName, "rate-0.budget");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (FileBudget budget in _budgets)
        {
            await budget.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_one_learns_the_other_knows()
    {
        FileBudget one = Open();
        await one.AcquireAsync(1, null, default);
        await one.CompleteAsync(1, Left(0, 30), default);

        TaskCompletionSource<TimeSpan> told = new();
        Task waiting = Open().AcquireAsync(1, told.SetResult, default).AsTask();

        Assert.Equal(TimeSpan.FromSeconds(31), await told.Task.WaitAsync(Soon));
        Assert.False(waiting.IsCompleted);
        await AdvanceAsync(waiting, 31);
    }

    [Fact]
    public async Task A_pause_after_a_refusal_holds_all_and_is_told_to_who_waits_already()
    {
        FileBudget one = Open();
        FileBudget two = Open();
        await one.AcquireAsync(1, null, default);
        await one.CompleteAsync(1, Left(0, 5), default);
        List<TimeSpan> told = [];
        TaskCompletionSource isTold = new();
        Task waiting = two.AcquireAsync(1, wait =>
        {
            told.Add(wait);
            isTold.TrySetResult();
        }, default).AsTask();
        await isTold.Task.WaitAsync(Soon);

        await one.ObserveAsync(new RateReport([], TimeSpan.FromSeconds(50)), default);
        await AdvanceAsync(waiting, 51);

        Assert.Equal(6, told[0].TotalSeconds);
        Assert.InRange(told[1].TotalSeconds, 45, 50);
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public async Task A_wait_is_cancelled_at_once()
    {
        FileBudget one = Open();
        await one.AcquireAsync(1, null, default);
        await one.CompleteAsync(1, Left(0, 3600), default);
        using CancellationTokenSource stop = new();
        Task waiting = one.AcquireAsync(1, null, stop.Token).AsTask();
        Task inLine = one.AcquireAsync(1, null, stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Soon));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => inLine.WaitAsync(Soon));
    }

    [Fact]
    public async Task An_answer_wakes_who_waits_for_it()
    {
        FileBudget one = Open();
        await one.AcquireAsync(1, null, default);
        Task next = one.AcquireAsync(1, null, default).AsTask();
        Assert.False(next.IsCompleted);

        await one.CompleteAsync(1, new RateReport([]), default);

        await next.WaitAsync(Soon);
    }

    [Fact]
    public async Task After_an_hour_one_looks_again_whatever_the_month_says()
    {
        FileBudget one = Open();
        await one.AcquireAsync(1, null, default);
        await one.CompleteAsync(1, MonthUsedUp, default);
        Task next = one.AcquireAsync(1, null, default).AsTask();

        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.False(next.IsCompleted);

        await AdvanceAsync(next, 61);
    }

    [Fact]
    public async Task After_an_hour_one_of_all_that_wait_looks_again()
    {
        FileBudget one = Open();
        await one.AcquireAsync(1, null, default);
        await one.CompleteAsync(1, MonthUsedUp, default);
        using CancellationTokenSource stop = new();
        Task[] waiting = [.. Enumerable.Range(0, 3).Select(_ => one.AcquireAsync(1, null, stop.Token).AsTask())];

        _time.Advance(TimeSpan.FromMinutes(59));
        await AdvanceAsync(Task.WhenAny(waiting), 61);
        await one.CompleteAsync(1, MonthUsedUp, default);
        for (int second = 0; second < 30; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        Assert.Equal(1, waiting.Count(wait => wait.IsCompleted));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
    }

    [Fact]
    public async Task Who_waits_for_another_that_stands_still_says_so_and_goes_on_after_its_time_out()
    {
        RecordingLoggers logs = new();
        await Open().AcquireAsync(1, null, default);
        Task waiting = Open(logs).AcquireAsync(1, null, default).AsTask();

        await AdvanceAsync(waiting, 41);

        (LogLevel level, EventId id, string text) = Assert.Single(logs.Entries);
        Assert.Equal((LogLevel.Warning, 2006), (level, id.Id));
        Assert.Contains(FormattableString.Invariant($"({Environment.ProcessId} on "), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_state_folder_a_source_says_once_that_its_budget_is_its_own()
    {
        SourceFixture fixture = new();
        await fixture.InitializeAsync();
        try
        {
            // Without a key each of the two addresses has a budget.
            fixture.Open(options => options with { ApiKey = null, MinApi = new Uri("http://127.0.0.1:9") });

            Assert.Contains("STATE_DIR", Assert.Single(fixture.Logs.Lines, line => line.StartsWith("2010 ", StringComparison.Ordinal)), StringComparison.Ordinal);
        }
        finally
        {
            await fixture.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_source_that_is_closed_leaves_the_file_without_itself()
    {
        FileBudget one = Open();
        await one.AcquireAsync(1, null, default);

        await one.DisposeAsync();

        Assert.True(new BudgetFile(FilePath).TryRead(out BudgetRecord record));
        Assert.Empty(record.Holders);
    }

    [Fact]
    public async Task Where_the_folder_cannot_be_made_a_process_goes_on_alone_after_one_warning()
    {
        RecordingLoggers logs = new();
        string file = Path.Combine(_folder.FullName, "a file");
        await File.WriteAllTextAsync(file, "no folder");
        await using FileBudget budget = new(Path.Combine(file, "rate-0.budget"), Timeout, _time, logs);

        await budget.AcquireAsync(1, null, default);
        await budget.CompleteAsync(1, Left(1, 30), default);
        await budget.AcquireAsync(1, null, default);
        await budget.CompleteAsync(1, Left(0, 30), default);

        Assert.Equal(TimeSpan.FromSeconds(31), budget.ExpectedWait(1));
        Assert.Equal([2010], logs.Entries.Select(entry => entry.Id.Id));
    }

    [Fact]
    public async Task Many_at_once_take_what_there_is_and_no_more()
    {
        FileBudget[] all = [.. Enumerable.Range(0, 6).Select(_ => Open())];
        await all[0].AcquireAsync(1, null, default);
        await all[0].CompleteAsync(1, Left(40, 60), default);
        using CancellationTokenSource stop = new();
        int taken = 0;
        TaskCompletionSource allTaken = new();
        Task[] requests = [.. Enumerable.Range(0, 60).Select(number => Task.Run(async () =>
        {
            await all[number % all.Length].AcquireAsync(1, null, stop.Token);
            if (Interlocked.Increment(ref taken) == 40)
            {
                allTaken.SetResult();
            }
        }))];

        await allTaken.Task.WaitAsync(Soon);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(requests));

        Assert.Equal(40, taken);
        Assert.True(new BudgetFile(FilePath).TryRead(out BudgetRecord record));
        Assert.Equal(40, record.Holders.Sum(holder => holder.UnderWay));
    }

    [Fact]
    public async Task Two_sources_share_a_key_and_its_text_is_nowhere()
    {
        SourceFixture fixture = new();
        await fixture.InitializeAsync();
        try
        {
            fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-03")))
                .With("X-RateLimit-Remaining-All", "0, 0;window=60").With("X-RateLimit-Reset-All", "20, 20;window=60"));
            await fixture.FetchAsync(SourceFixture.DaysOf(), fixture.Open(options => options with { StateFolder = _folder.FullName }));
            IMarketDataSource other = fixture.Open(options => options with { StateFolder = _folder.FullName });

            await fixture.FetchAsync(SourceFixture.DaysOf(), other);

            Assert.InRange(other.Statistics.Waited.TotalSeconds, 20, 25);
            FileInfo file = Assert.Single(_folder.GetFiles());
            Assert.DoesNotContain(SourceFixture.Key, file.Name + BudgetFileTests.TextOf(file.FullName), StringComparison.Ordinal);
        }
        finally
        {
            await fixture.DisposeAsync();
        }
    }

    private static RateReport MonthUsedUp =>
        new([new RateWindow(RateWindow.Month) { Remaining = 0, Reset = TimeSpan.FromDays(14) }]);

    private static RateReport Left(long remaining, int reset) =>
        new([new RateWindow(TimeSpan.FromMinutes(60)) { Remaining = remaining, Reset = TimeSpan.FromSeconds(reset) }]);

    private FileBudget Open(ILogger? log = null)
    {
        FileBudget budget = new(FilePath, Timeout, _time, log ?? NullLogger.Instance);
        _budgets.Add(budget);
        return budget;
    }

    /// <summary>Lets time go by a second at a time: who waits sleeps anew each time it has looked.</summary>
    private async Task AdvanceAsync(Task waiting, int seconds)
    {
        DateTimeOffset start = _time.GetUtcNow();
        while (!waiting.IsCompleted && _time.GetUtcNow() < start.AddHours(2))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }

        await waiting.WaitAsync(Soon);
        Assert.InRange((_time.GetUtcNow() - start).TotalSeconds, seconds - 6, seconds + 30);
    }
}
