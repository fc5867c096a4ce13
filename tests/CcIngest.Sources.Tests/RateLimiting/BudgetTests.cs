using System.Globalization;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>A source against a server that counts requests in fixed windows of the fake clock and refuses what is too much.</summary>
public sealed class BudgetTests : IAsyncLifetime
{
    private readonly SourceFixture _fixture = new();
    private readonly Lock _lock = new();
    private int _refused;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Parallel_requests_stay_within_the_limit_and_nothing_is_refused()
    {
        Serve((Seconds: 10, Limit: 5));
        IMarketDataSource source = _fixture.Open();
        DateTimeOffset start = _fixture.Time.GetUtcNow();

        await FetchAsync(source, count: 40, concurrency: 8);

        Assert.Equal(0, _refused);
        Assert.Equal((40, 0, 0), (source.Statistics.Requests, source.Statistics.Retries, source.Statistics.RateLimited));
        // 40 requests at 5 in 10 s: at least seven more windows than the first one; it may be some more, not many.
        Assert.InRange((_fixture.Time.GetUtcNow() - start).TotalSeconds, 60, 200);
        Assert.True(source.Statistics.Waited > TimeSpan.Zero);
    }

    [Fact]
    public async Task Several_windows_hold_at_once()
    {
        Serve((Seconds: 1, Limit: 4), (Seconds: 60, Limit: 10));
        IMarketDataSource source = _fixture.Open();
        DateTimeOffset start = _fixture.Time.GetUtcNow();

        await FetchAsync(source, count: 30, concurrency: 3);

        Assert.Equal(0, _refused);
        Assert.InRange((_fixture.Time.GetUtcNow() - start).TotalSeconds, 119, 400);
    }

    [Fact]
    public async Task A_success_that_leaves_nothing_stops_the_next_request()
    {
        Serve((Seconds: 3600, Limit: 1));
        IMarketDataSource source = _fixture.Open();

        await FetchAsync(source, count: 1, concurrency: 1);
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(3601)), (source.Statistics.Waited, source.ExpectedWait));
        await FetchAsync(source, count: 1, concurrency: 1);

        Assert.Equal(0, _refused);
        Assert.Equal(TimeSpan.FromSeconds(3601), source.Statistics.Waited);
        Assert.Single(_fixture.Logs.Lines, line => line.StartsWith("2004 Waiting up to 3601.0 s", StringComparison.Ordinal));
        Assert.Single(_fixture.Logs.Lines, line => line.StartsWith("2002 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_refusal_holds_the_other_requests_too()
    {
        _fixture.Server.On(SourceFixture.Days,
            FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-03"))), FakeAnswer.Json("{}", 429).With("Retry-After", "50"),
            FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-03"))));
        IMarketDataSource source = _fixture.Open(options => options with { MaxRetries = 0 });

        await FetchAsync(source, count: 1, concurrency: 1);
        await Assert.ThrowsAsync<IngestException>(() => FetchAsync(source, count: 1, concurrency: 1));
        await FetchAsync(source, count: 1, concurrency: 1);

        Assert.Equal(TimeSpan.FromSeconds(50), source.Statistics.Waited);
    }

    private static Task FetchAsync(IMarketDataSource source, int count, int concurrency) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = concurrency }, async (_, token) =>
            await source.FetchAsync(SourceFixture.DaysOf(), new RowBatch(SpotOhlcv.Days), token));

    private void Serve(params (int Seconds, int Limit)[] windows)
    {
        DateTimeOffset[] ends = [.. windows.Select(_ => DateTimeOffset.MinValue)];
        int[] used = new int[windows.Length];
        string candles = Candle.Answer(Candle.Day("2025-06-03"));
        _fixture.Server.On(SourceFixture.Days, _ =>
        {
            lock (_lock)
            {
                DateTimeOffset now = _fixture.Time.GetUtcNow();
                bool isRefused = false;
                List<string> remaining = ["0"];
                List<string> reset = ["0"];
                for (int i = 0; i < windows.Length; i++)
                {
                    (int seconds, int limit) = windows[i];
                    if (now >= ends[i])
                    {
                        (ends[i], used[i]) = (now.AddSeconds(seconds), 0);
                    }

                    isRefused |= used[i] >= limit;
                    used[i]++;
                    remaining.Add(string.Create(CultureInfo.InvariantCulture, $"{Math.Max(limit - used[i], 0)};window={seconds}"));
                    reset.Add(string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling((ends[i] - now).TotalSeconds)};window={seconds}"));
                }

                _refused += isRefused ? 1 : 0;
                return (isRefused ? FakeAnswer.Json("{}", 429) : FakeAnswer.Json(candles))
                    .With("X-RateLimit-Remaining-All", string.Join(", ", remaining)).With("X-RateLimit-Reset-All", string.Join(", ", reset));
            }
        });
    }
}
