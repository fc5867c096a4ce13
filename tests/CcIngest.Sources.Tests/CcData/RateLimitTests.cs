using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>The state of the limits, from either API family.</summary>
public sealed class RateLimitTests : IAsyncLifetime
{
    private readonly SourceFixture _fixture = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [SkippableFact]
    public async Task The_sample_becomes_a_row_whose_own_columns_the_caller_fills()
    {
        _fixture.Server.On(SourceFixture.RateLimit, FakeAnswer.Json(SharedData.Sample("admin_v2_rate_limit.json")));
        RowBatch rows = new(RateLimitStatusRecords.Dataset);

        await _fixture.Open().ReadRateLimitAsync(rows, CancellationToken.None);

        Assert.Equal(1, rows.Count);
        Expect.Row(rows, 0,
            ("api_key_used_second", 1), ("api_key_used_minute", 1), ("api_key_used_hour", 2), ("api_key_used_day", 2141), ("api_key_used_month", 9894),
            ("api_key_max_second", 100), ("api_key_max_minute", 6000), ("api_key_max_hour", 300000), ("api_key_max_day", 5000000),
            ("api_key_max_month", 50000000), ("api_key_remaining_second", 99), ("api_key_remaining_minute", 5999), ("api_key_remaining_hour", 299998),
            ("api_key_remaining_day", 4997859), ("api_key_remaining_month", 49990106),
            ("auth_key_used_second", 0), ("auth_key_used_minute", 0), ("auth_key_used_hour", 0), ("auth_key_used_day", 0), ("auth_key_used_month", 0),
            ("auth_key_max_second", 20), ("auth_key_max_minute", 1000), ("auth_key_max_hour", 10000), ("auth_key_max_day", 40000),
            ("auth_key_max_month", 200000), ("auth_key_remaining_second", 20), ("auth_key_remaining_minute", 1000), ("auth_key_remaining_hour", 10000),
            ("auth_key_remaining_day", 40000), ("auth_key_remaining_month", 200000));
    }

    [SkippableFact]
    public async Task Where_data_api_does_not_tell_min_api_is_asked()
    {
        _fixture.Server.On(SourceFixture.RateLimit, FakeAnswer.Json(SharedData.Sample("error_404_path.json"), 404));
        _fixture.Server.On("/stats/rate/limit", FakeAnswer.Json(SharedData.Sample("min_stats_rate_limit.json")));
        RowBatch rows = new(RateLimitStatusRecords.Dataset);

        await _fixture.Open().ReadRateLimitAsync(rows, CancellationToken.None);

        Expect.Row(rows, 0,
            ("api_key_used_second", 1), ("api_key_used_minute", 1), ("api_key_used_hour", 7), ("api_key_used_day", 7), ("api_key_used_month", 38),
            ("api_key_max_second", 20), ("api_key_max_minute", 300), ("api_key_max_hour", 3000), ("api_key_max_day", 7500), ("api_key_max_month", 50000),
            ("api_key_remaining_second", 19), ("api_key_remaining_minute", 299), ("api_key_remaining_hour", 2993), ("api_key_remaining_day", 7493),
            ("api_key_remaining_month", 49962));
    }

    [Fact]
    public async Task A_window_that_the_endpoint_calls_exhausted_is_waited_for()
    {
        _fixture.Server.On(SourceFixture.RateLimit, FakeAnswer.Json(
            """{"Data":{"API_KEY":{"USED":{"MINUTE":10},"MAX":{"MINUTE":10},"REMAINING":{"MINUTE":0}}},"Err":{}}"""));
        _fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-03"))));
        IMarketDataSource source = _fixture.Open();

        await source.ReadRateLimitAsync(new RowBatch(RateLimitStatusRecords.Dataset), CancellationToken.None);
        await _fixture.FetchAsync(SourceFixture.DaysOf(), source);

        Assert.Equal(TimeSpan.FromMinutes(1), source.Statistics.Waited);
    }

    [Fact]
    public async Task What_the_endpoint_says_of_the_window_before_does_not_close_the_next_one()
    {
        _fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(Candle.Answer(Candle.Day("2025-06-03")))
            .With("X-RateLimit-Remaining-All", "9;window=60").With("X-RateLimit-Reset-All", "20;window=60"));
        _fixture.Server.On(SourceFixture.RateLimit, _ =>
        {
            _fixture.Time.Advance(TimeSpan.FromSeconds(25));
            return FakeAnswer.Json("""{"Data":{"API_KEY":{"USED":{"MINUTE":10},"MAX":{"MINUTE":10},"REMAINING":{"MINUTE":0}}},"Err":{}}""");
        });
        IMarketDataSource source = _fixture.Open();

        await _fixture.FetchAsync(SourceFixture.DaysOf(), source);
        await source.ReadRateLimitAsync(new RowBatch(RateLimitStatusRecords.Dataset), CancellationToken.None);
        await _fixture.FetchAsync(SourceFixture.DaysOf(), source);

        Assert.Equal(TimeSpan.Zero, source.Statistics.Waited);
    }

    [Fact]
    public async Task A_status_that_cannot_be_read_adds_no_row()
    {
        _fixture.Server.On(SourceFixture.RateLimit, FakeAnswer.Json("""{"Data":{"API_KEY":{"USED":{"MINUTE":"many"}}},"Err":{}}"""));
        RowBatch rows = new(RateLimitStatusRecords.Dataset);

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => _fixture.Open().ReadRateLimitAsync(rows, CancellationToken.None));

        Assert.Equal(IngestErrorId.SourceAnswerUnreadable, failure.Id);
        Assert.Equal(0, rows.Count);
    }
}
