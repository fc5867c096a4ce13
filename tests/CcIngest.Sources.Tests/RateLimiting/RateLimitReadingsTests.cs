using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>The limits as people see them.</summary>
public sealed class RateLimitReadingsTests : IAsyncLifetime
{
    private readonly SourceFixture _fixture = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-");

    private SourceOptions Options => new()
    {
        DataApi = _fixture.Server.Address, MinApi = _fixture.Server.Address, ApiKey = new Secret(SourceFixture.Key), StateFolder = _folder.FullName,
    };

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _fixture.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_the_api_says_has_the_ends_that_its_headers_told()
    {
        _fixture.Server.On(SourceFixture.RateLimit, FakeAnswer.Json(
            """{"Data":{"API_KEY":{"USED":{"MINUTE":3},"MAX":{"MINUTE":300},"REMAINING":{"MINUTE":297}}},"Err":{}}""")
            .With("X-RateLimit-Remaining-All", "9, 297;window=60").With("X-RateLimit-Reset-All", "9, 40;window=60"));

        RateLimitRecord minute = Assert.Single(
            await RateLimitReadings.AskAsync(_fixture.Open(_ => Options), Options, _fixture.Time, CancellationToken.None));

        Assert.Equal((RateLimitOrigin.Live, "minute", 3L, 300L, 297L), (minute.Origin, minute.Window, minute.Used, minute.Limit, minute.Remaining));
        Assert.Equal((0.01, _fixture.Time.GetUtcNow().UtcDateTime.AddSeconds(40)), (minute.Share, minute.ResetsAt));
    }

    [Fact]
    public async Task What_processes_share_shows_the_pause_and_who_is_there_until_the_window_has_ended()
    {
        IMarketDataSource source = _fixture.Open(options => Options with { MaxRetries = 0 });
        _fixture.Server.On(SourceFixture.Days, FakeAnswer.Json("{}", 429).With("Retry-After", "50")
            .With("X-RateLimit-Remaining-All", "9, 0;window=60").With("X-RateLimit-Reset-All", "9, 40;window=60"));
        await Assert.ThrowsAsync<IngestException>(() => _fixture.FetchAsync(SourceFixture.DaysOf(), source));
        DateTime now = _fixture.Time.GetUtcNow().UtcDateTime;

        RateLimitRecord minute = Assert.Single(await RateLimitReadings.ReadSharedAsync(Options, _fixture.Time, CancellationToken.None));

        Assert.Equal((RateLimitOrigin.Shared, "minute", 0L), (minute.Origin, minute.Window, minute.Remaining));
        Assert.Equal((now.AddSeconds(50), now.AddSeconds(40)), (minute.PausedUntil, minute.ResetsAt));
        Assert.Equal((0L, 1), (minute.UnderWay, minute.Holders));
        _fixture.Time.Advance(TimeSpan.FromSeconds(60));
        minute = Assert.Single(await RateLimitReadings.ReadSharedAsync(Options, _fixture.Time, CancellationToken.None));
        Assert.Equal((null, null), (minute.PausedUntil, minute.ResetsAt));
    }

    [Fact]
    public async Task A_pause_is_shown_while_no_window_is_known()
    {
        IMarketDataSource source = _fixture.Open(options => Options with { MaxRetries = 0 });
        _fixture.Server.On(SourceFixture.Days, FakeAnswer.Json("{}", 429).With("Retry-After", "50"));
        await Assert.ThrowsAsync<IngestException>(() => _fixture.FetchAsync(SourceFixture.DaysOf(), source));
        DateTime now = _fixture.Time.GetUtcNow().UtcDateTime;

        RateLimitRecord pause = Assert.Single(await RateLimitReadings.ReadSharedAsync(Options, _fixture.Time, CancellationToken.None));

        Assert.Equal((RateLimitOrigin.Shared, "all", now.AddSeconds(50), 1), (pause.Origin, pause.Window, pause.PausedUntil, pause.Holders));
        Assert.Equal((null, null, null), (pause.Used, pause.Limit, pause.Remaining));
        _fixture.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(await RateLimitReadings.ReadSharedAsync(Options, _fixture.Time, CancellationToken.None));
    }

    [Fact]
    public async Task Where_nobody_has_asked_nothing_is_shared_and_nothing_is_made()
    {
        Assert.Empty(await RateLimitReadings.ReadSharedAsync(Options, _fixture.Time, CancellationToken.None));
        Assert.Empty(await RateLimitReadings.ReadSharedAsync(Options with { StateFolder = null }, _fixture.Time, CancellationToken.None));
        Assert.Empty(_folder.GetFiles());
    }
}
