using CcIngest.Model;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Sources.Tests;

/// <summary>A request for an order book is of use for a short time: nothing takes longer, and what cannot be done in it is not begun.</summary>
public sealed class BookRequestTests : IAsyncLifetime
{
    private const string Path = "/api/v3/depth";

    private static readonly FakeAnswer Good = FakeAnswer.Json("""{"lastUpdateId":7,"bids":[["1.10","0.500"]],"asks":[["1.20","7"]]}""");

    private readonly FakeTime _time = new() { AutoAdvance = true };
    private FakeMarketDataServer _server = null!;       // xUnit calls InitializeAsync first
    private IMarketDataSource _source = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeMarketDataServer.StartAsync();
        _source = MarketDataSources.Open(
            new SourceOptions { VenueAddresses = new Dictionary<string, Uri> { ["binance"] = _server.Address } }, _time, NullLoggerFactory.Instance);
    }

    public async Task DisposeAsync()
    {
        await _source.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_pause_that_is_longer_than_the_tick_ends_it_at_once_and_sends_nothing()
    {
        _server.On(Path, FakeAnswer.Json("""{"code":-1003,"msg":"Too many requests."}""", 429).With("Retry-After", "30"), Good);
        DateTimeOffset start = _time.GetUtcNow();

        IngestException refused = await FailAsync(within: 2);
        IngestException[] next = [await FailAsync(within: 2), await FailAsync(within: 2)];

        Assert.Equal([IngestErrorId.SourceRateLimited, .. next.Select(_ => IngestErrorId.SourceRateLimited)], [refused.Id, .. next.Select(tick => tick.Id)]);
        Assert.Equal((1, 0L, start), (_server.Requests.Count, _source.Statistics.Retries, _time.GetUtcNow()));

        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(1, (await FetchAsync(within: 2)).Count);
    }

    [Fact]
    public async Task A_ban_ends_the_tick_at_once()
    {
        _server.On(Path, FakeAnswer.Json("""{"code":-1003,"msg":"Way too much request weight used; IP banned."}""", 418).With("Retry-After", "172800"), Good);

        Assert.Contains("has banned this address", (await FailAsync(within: 2)).Message, StringComparison.Ordinal);
        Assert.Contains("has banned this address", (await FailAsync(within: 2)).Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData(2, 0.125)]
    [InlineData(3_600, 1)]
    public async Task A_fault_that_passes_is_asked_again_after_a_second_at_the_most(int within, double pause)
    {
        _server.On(Path, new FakeAnswer { Status = 503 }, Good);
        DateTimeOffset start = _time.GetUtcNow();

        RowBatch rows = await FetchAsync(within);

        Assert.Equal("""[["1.10","0.500"]]""", rows.Text(0, rows.Dataset.Ordinal("bids")));
        Assert.Equal((2, 1L, pause), (_server.Requests.Count, _source.Statistics.Retries, (_time.GetUtcNow() - start).TotalSeconds));
    }

    [Fact]
    public async Task A_fault_that_stays_is_given_up_within_the_time_of_the_tick()
    {
        _server.On(Path, new FakeAnswer { Status = 503 });
        DateTimeOffset start = _time.GetUtcNow();

        IngestException failure = await FailAsync(within: 2);

        Assert.Equal(IngestErrorId.SourceBusy, failure.Id);
        Assert.InRange(_server.Requests.Count, 3, 6);
        Assert.InRange((_time.GetUtcNow() - start).TotalSeconds, 0.5, 2);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_at_the_end_of_the_tick()
    {
        _server.On(Path, new FakeAnswer { Hangs = true });

        Task<IngestException> asked = FailAsync(within: 2);
        await _server.ArrivalAsync();
        _time.Advance(TimeSpan.FromSeconds(1.9));
        await Task.Delay(50);
        Assert.False(asked.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        IngestException failure = await asked.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((IngestErrorId.SourceUnreachable, FailureScope.Leg), (failure.Id, failure.Scope));
        Assert.Single(_server.Requests);
        Assert.DoesNotContain("API_REQUEST_TIMEOUT_SECONDS", failure.Advice, StringComparison.Ordinal);
    }

    private Task<IngestException> FailAsync(int within) => Assert.ThrowsAsync<IngestException>(() => FetchAsync(within));

    private async Task<RowBatch> FetchAsync(int within)
    {
        RowBatch rows = new(OrderBookSnapshots.Dataset);
        OrderBookRequest request = new("binance", "BTCUSDT", 100, _time.GetUtcNow().UtcDateTime, TimeSpan.FromSeconds(within));
        await _source.FetchBookAsync(request, rows, CancellationToken.None);
        return rows;
    }
}
