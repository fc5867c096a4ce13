using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>How the client behaves when answers come late, broken or not at all. The clock is fake: waiting takes no time.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private static readonly FakeAnswer Good = FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-03"), Candle.Day("2025-06-04"), Candle.Day("2025-06-05")));

    private readonly SourceFixture _fixture = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Status_429_waits_for_retry_after()
    {
        SourceStatistics statistics = await SucceedAsync(FakeAnswer.Json("{}", 429).With("Retry-After", "17"));

        Assert.Equal((2, 1, 1), (statistics.Requests, statistics.Retries, statistics.RateLimited));
        Assert.Equal(TimeSpan.FromSeconds(17), statistics.Waited);
        Assert.Equal(TimeSpan.FromSeconds(17), Elapsed);
    }

    [SkippableFact]
    public async Task Status_429_waits_for_the_largest_reset_among_the_exhausted_windows()
    {
        using JsonDocument sample = JsonDocument.Parse(SharedData.Sample("headers_429.json"));
        FakeAnswer refusal = FakeAnswer.Json(SharedData.Sample("error_429.json"), sample.RootElement.GetProperty("status").GetInt32());
        foreach (JsonProperty header in sample.RootElement.GetProperty("headers").EnumerateObject().Where(header => header.Name.StartsWith("X-", StringComparison.Ordinal)))
        {
            refusal = refusal.With(header.Name, header.Value.GetString() ?? "");
        }

        SourceStatistics statistics = await SucceedAsync(refusal);

        // One more, for the seconds may have been cut off rather than rounded up.
        Assert.Equal(TimeSpan.FromSeconds(2001), Elapsed);
        Assert.Equal(2000, sample.RootElement.GetProperty("expected_wait_seconds").GetInt32());
        Assert.Equal(TimeSpan.FromSeconds(2001), statistics.Waited);
    }

    [Fact]
    public async Task Status_429_without_a_usable_header_waits_a_minute()
    {
        await SucceedAsync(FakeAnswer.Json("{}", 429).With("Retry-After", "soon").With("X-RateLimit-Remaining-All", "rubbish;window=, 5"));

        Assert.Equal(TimeSpan.FromSeconds(60), Elapsed);
    }

    [Fact]
    public async Task A_wait_is_never_longer_than_an_hour()
    {
        await SucceedAsync(FakeAnswer.Json("{}", 429).With("Retry-After", "86400"));

        Assert.Equal(TimeSpan.FromHours(1), Elapsed);
    }

    [SkippableFact]
    public async Task A_rate_limit_that_comes_with_HTTP_200_waits_too()
    {
        SourceStatistics statistics = await SucceedAsync(FakeAnswer.Json(SharedData.Sample("min_error_rate_limit.json")));

        Assert.Equal(1, statistics.RateLimited);
        Assert.Equal(TimeSpan.FromSeconds(60), Elapsed);
    }

    [Fact]
    public async Task Status_500_is_asked_again_after_a_back_off()
    {
        SourceStatistics statistics = await SucceedAsync(FakeAnswer.Json("{}", 500), FakeAnswer.Html(502));

        Assert.Equal((3, 2, 0), (statistics.Requests, statistics.Retries, statistics.RateLimited));
        Assert.InRange(Elapsed, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(4));
        Assert.Equal(TimeSpan.Zero, statistics.Waited);
        Assert.Equal(2, _fixture.Logs.Lines.Count(line => line.StartsWith("2001 ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_502_whose_body_is_not_UTF_8_is_asked_again()
    {
        byte[] latin1 = System.Text.Encoding.Latin1.GetBytes("{\"Message\":\"Passerelle défaillante\",\"Response\":\"Error\"}");

        SourceStatistics statistics = await SucceedAsync(FakeAnswer.Json("", 502) with { Body = latin1 });

        Assert.Equal(1, statistics.Retries);
    }

    [Theory]
    [InlineData("Retry-After", "0")]
    [InlineData("Retry-After", "Fri, 06 Jun 2025 11:00:00 GMT")]
    [InlineData("X-RateLimit-Reset-All", "0;window=1")]
    public async Task A_refusal_that_names_no_wait_is_waited_out_for_a_second_at_least(string header, string value)
    {
        await SucceedAsync(FakeAnswer.Json("{}", 429).With("X-RateLimit-Remaining-All", "0;window=1").With(header, value));

        Assert.InRange(Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Status_503_waits_for_retry_after()
    {
        await SucceedAsync(FakeAnswer.Json("{}", 503).With("Retry-After", "33"));

        Assert.Equal(TimeSpan.FromSeconds(33), Elapsed);
    }

    [Fact]
    public async Task The_back_off_doubles()
    {
        IMarketDataSource source = _fixture.Open(options => options with { MaxRetries = 6, RetryBackoffFactor = 10 });
        _fixture.Server.On(SourceFixture.Days, FakeAnswer.Json("{}", 500));

        IngestException failure = await FailAsync(source);

        Assert.Equal(IngestErrorId.SourceBusy, failure.Id);
        Assert.Equal((7, 6), (source.Statistics.Requests, source.Statistics.Retries));
        // 10 s, 20 s, 40 s … up to two minutes each, jitter included.
        Assert.InRange(Elapsed, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(12));
    }

    [Fact]
    public async Task A_truncated_body_is_asked_again()
    {
        RowBatch rows = new(SpotOhlcv.Days);
        _fixture.Server.On(SourceFixture.Days, Good with { BreaksAfter = Good.Body.Length - 40 }, Good);

        await _fixture.Open().FetchAsync(SourceFixture.DaysOf(), rows, CancellationToken.None);

        Assert.Equal(3, rows.Count);
    }

    [Fact]
    public async Task Half_a_compressed_body_is_asked_for_as_often_as_a_broken_connection()
    {
        byte[] body = (await CompressAsync(Good.Body))[..^30];
        FakeAnswer half = (Good with { Body = body }).With("Content-Encoding", "gzip");

        SourceStatistics statistics = await SucceedAsync(half, half, half);

        Assert.Equal((4, 3), (statistics.Requests, statistics.Retries));
        Assert.Equal(3, _fixture.Logs.Lines.Count(line => line.Contains("failed (ConnectionLost)", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Half_an_answer_is_asked_for_as_often_as_a_broken_connection()
    {
        string whole = Candle.Answer(Candle.Day("2025-06-03"), Candle.Day("2025-06-04"));

        SourceStatistics statistics = await SucceedAsync(
            FakeAnswer.Json(whole[..^1]), FakeAnswer.Json(whole[..^20]), FakeAnswer.Json(whole[..(whole.Length / 2)]), FakeAnswer.Json("{"));

        Assert.Equal((5, 4), (statistics.Requests, statistics.Retries));
    }

    [Fact]
    public async Task A_reset_connection_is_asked_again()
    {
        SourceStatistics statistics = await SucceedAsync(new FakeAnswer { Resets = true }, new FakeAnswer { Resets = true });

        Assert.Equal((3, 2), (statistics.Requests, statistics.Retries));
    }

    [Fact]
    public async Task Broken_JSON_is_asked_for_once_more_and_its_rows_are_taken_back()
    {
        string broken = Candle.Answer(Candle.Day("2025-06-03"), Candle.Day("2025-06-04"))[..^1] + "]";

        SourceStatistics statistics = await SucceedAsync(FakeAnswer.Json("{}", 500), FakeAnswer.Json(broken));

        Assert.Equal((3, 2), (statistics.Requests, statistics.Retries));
    }

    [Fact]
    public async Task Broken_JSON_a_second_time_is_a_failure()
    {
        IMarketDataSource source = _fixture.Open();
        _fixture.Server.On(SourceFixture.Days, FakeAnswer.Json("""{"Data":[{]}"""), FakeAnswer.Json("""{"Data":[] "Err"}"""), Good);

        IngestException failure = await FailAsync(source);

        Assert.Equal((IngestErrorId.SourceAnswerUnreadable, FailureScope.Leg), (failure.Id, failure.Scope));
        Assert.Equal(2, source.Statistics.Requests);
    }

    [Fact]
    public async Task HTML_with_HTTP_200_is_named_for_what_it_is()
    {
        _fixture.Server.On(SourceFixture.Days, FakeAnswer.Html());
        IMarketDataSource source = _fixture.Open();

        IngestException failure = await FailAsync(source);

        Assert.Equal(IngestErrorId.SourceAnswerUnreadable, failure.Id);
        Assert.Contains("it is HTML, not JSON (text/html)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, source.Statistics.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("""{"Data":[]}{}""")]
    public async Task What_is_no_JSON_object_cannot_be_read(string body)
    {
        _fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(body));

        Assert.Equal(IngestErrorId.SourceAnswerUnreadable, (await FailAsync(_fixture.Open())).Id);
    }

    [Fact]
    public async Task A_server_that_says_nothing_runs_into_the_deadline()
    {
        IMarketDataSource source = _fixture.Open(options => options with { MaxRetries = 0, Timeout = TimeSpan.FromSeconds(7) });
        _fixture.Server.On(SourceFixture.Days, new FakeAnswer { Hangs = true });

        Task<IngestException> failing = FailAsync(source);
        await _fixture.Server.ArrivalAsync();
        _fixture.Time.Advance(TimeSpan.FromSeconds(7));
        IngestException failure = await failing;

        Assert.Equal((IngestErrorId.SourceUnreachable, FailureScope.Leg), (failure.Id, failure.Scope));
        Assert.Contains("no complete answer within 7 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_deadline_holds_for_the_body_too()
    {
        TaskCompletionSource half = new();
        IMarketDataSource source = _fixture.Open(options => options with { MaxRetries = 0, Timeout = TimeSpan.FromSeconds(7) });
        _fixture.Server.On(SourceFixture.Days, new FakeAnswer
        {
            Write = async (body, token) =>
            {
                await body.WriteAsync(Good.Body.AsMemory(0, 100), token);
                await body.FlushAsync(token);
                half.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            },
        });

        Task<IngestException> failing = FailAsync(source);
        await half.Task;
        _fixture.Time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(IngestErrorId.SourceUnreachable, (await failing).Id);
    }

    [Fact]
    public async Task A_deadline_is_met_by_the_next_attempt()
    {
        IMarketDataSource source = _fixture.Open();
        _fixture.Server.On(SourceFixture.Days, new FakeAnswer { Hangs = true }, Good);
        RowBatch rows = new(SpotOhlcv.Days);

        Task<SeriesPage> fetching = source.FetchAsync(SourceFixture.DaysOf(), rows, CancellationToken.None);
        await _fixture.Server.ArrivalAsync();
        _fixture.Time.Advance(TimeSpan.FromSeconds(30));
        await fetching;

        Assert.Equal(3, rows.Count);
        Assert.Equal(1, source.Statistics.Retries);
    }

    [Fact]
    public async Task Cancellation_ends_a_request_at_once()
    {
        IMarketDataSource source = _fixture.Open();
        _fixture.Server.On(SourceFixture.Days, new FakeAnswer { Hangs = true });
        using CancellationTokenSource stopping = new();

        Task<SeriesPage> fetching = source.FetchAsync(SourceFixture.DaysOf(), new RowBatch(SpotOhlcv.Days), stopping.Token);
        await _fixture.Server.ArrivalAsync();
        Stopwatch clock = Stopwatch.StartNew();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(1, source.Statistics.Requests);
    }

    [Fact]
    public async Task Cancellation_ends_a_wait_at_once()
    {
        FakeTime standing = new();
        IMarketDataSource source = _fixture.Open(time: standing);
        _fixture.Server.On(SourceFixture.Days, FakeAnswer.Json("{}", 429).With("Retry-After", "3600"));
        using CancellationTokenSource stopping = new();

        Task<SeriesPage> fetching = source.FetchAsync(SourceFixture.DaysOf(), new RowBatch(SpotOhlcv.Days), stopping.Token);
        await _fixture.Server.ArrivalAsync();
        stopping.CancelAfter(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching).WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_refused_key_is_not_asked_again()
    {
        IMarketDataSource source = _fixture.Open();
        _fixture.Server.On(SourceFixture.Days, FakeAnswer.Json("{}", 401));

        IngestException failure = await FailAsync(source);

        Assert.Equal((IngestErrorId.SourceKeyRefused, FailureScope.Run), (failure.Id, failure.Scope));
        Assert.Equal(1, source.Statistics.Requests);
    }

    [Fact]
    public async Task A_host_that_nobody_serves_is_unreachable()
    {
        int free = FreePort();
        IMarketDataSource source = _fixture.Open(options => options with { DataApi = new Uri($"http://127.0.0.1:{free}") });

        IngestException failure = await FailAsync(source);

        Assert.Equal((IngestErrorId.SourceUnreachable, FailureScope.Run), (failure.Id, failure.Scope));
        Assert.Contains($"127.0.0.1:{free}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(6, source.Statistics.Requests);
    }

    [Fact]
    public async Task Compressed_answers_are_read()
    {
        SourceStatistics statistics = await SucceedAsync(Good with { IsCompressed = true });

        Assert.Equal(Good.Body.Length, statistics.Bytes);
        Assert.Contains("gzip", _fixture.Server.Requests[0].Headers["Accept-Encoding"], StringComparison.Ordinal);
        Assert.Contains("br", _fixture.Server.Requests[0].Headers["Accept-Encoding"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_servers_clock_is_carried_on_by_the_local_one()
    {
        _fixture.Server.On(SourceFixture.Days, Good.With("Date", "Wed, 01 Jan 2031 00:00:00 GMT"));
        IMarketDataSource source = _fixture.Open();
        Assert.Equal(_fixture.Time.GetUtcNow().UtcDateTime, source.ServerNow);

        await source.FetchAsync(SourceFixture.DaysOf(), new RowBatch(SpotOhlcv.Days), CancellationToken.None);
        _fixture.Time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(Expect.Utc("2031-01-01 00:01:30"), source.ServerNow);
    }

    [Theory]
    [InlineData("Fri, 06 Jun 2025 12:05:00 GMT", "2025-06-06 12:00:00", 1)]
    [InlineData("Fri, 06 Jun 2025 11:55:00 GMT", "2025-06-06 11:55:00", 1)]
    [InlineData("Fri, 06 Jun 2025 12:00:03 GMT", "2025-06-06 12:00:00", 0)]
    [InlineData("Fri, 06 Jun 2025 14:00:00 GMT", "2025-06-06 14:00:00", 0)]
    public async Task Of_two_clocks_that_differ_by_minutes_the_earlier_one_holds_and_one_warning_says_so(string date, string now, int warnings)
    {
        _fixture.Server.On(SourceFixture.Days, Good.With("Date", date));
        IMarketDataSource source = _fixture.Open();

        for (int time = 0; time < 2; time++)
        {
            await source.FetchAsync(SourceFixture.DaysOf(), new RowBatch(SpotOhlcv.Days), CancellationToken.None);
        }

        Assert.Equal(Expect.Utc(now), source.ServerNow);
        Assert.Equal(warnings, _fixture.Logs.Lines.Count(line => line.StartsWith("2005 ", StringComparison.Ordinal)));
    }

    private TimeSpan Elapsed => _fixture.Time.GetUtcNow() - new FakeTime().GetUtcNow();

    /// <summary>Fetches the three good candles after the given answers.</summary>
    private async Task<SourceStatistics> SucceedAsync(params FakeAnswer[] before)
    {
        _fixture.Server.On(SourceFixture.Days, [.. before, Good]);
        IMarketDataSource source = _fixture.Open();
        (_, RowBatch rows) = await _fixture.FetchAsync(SourceFixture.DaysOf(), source);
        Assert.Equal(3, rows.Count);
        return source.Statistics;
    }

    private static async Task<IngestException> FailAsync(IMarketDataSource source)
    {
        RowBatch rows = new(SpotOhlcv.Days);
        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => source.FetchAsync(SourceFixture.DaysOf(), rows, CancellationToken.None));
        Assert.Equal(0, rows.Count);
        return failure;
    }

    private static async Task<byte[]> CompressAsync(byte[] body)
    {
        using MemoryStream compressed = new();
        await using (GZipStream gzip = new(compressed, CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(body);
        }

        return compressed.ToArray();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
