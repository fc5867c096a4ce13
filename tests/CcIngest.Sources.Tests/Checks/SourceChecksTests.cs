using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>What is said of a source before work is begun.</summary>
public sealed class SourceChecksTests : IAsyncLifetime
{
    private const string Plenty = """{"Data":{"API_KEY":{"USED":{"MONTH":1},"MAX":{"MONTH":11000},"REMAINING":{"MONTH":10999}}},"Err":{}}""";

    private readonly SourceFixture _fixture = new();
    private readonly FakeTime _time = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-");

    private SourceOptions Options => new() { DataApi = _fixture.Server.Address, MinApi = _fixture.Server.Address, ApiKey = new Secret(SourceFixture.Key) };

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _fixture.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_good_source_passes_and_tells_what_is_left_with_one_request()
    {
        Answer(Plenty, TimeSpan.Zero);

        ConnectionCheck[] checks = await RunAsync(Options);

        Assert.Equal(["Network", "Key", "Clock"], checks.Select(check => check.Check));
        Assert.All(checks, check => Assert.Equal(CheckVerdict.Passed, check.Verdict));
        Assert.Contains("10,999 of 11,000 calls this month", checks[1].Message, StringComparison.Ordinal);
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task Both_addresses_are_looked_at_and_one_that_is_not_there_is_named()
    {
        Answer(Plenty, TimeSpan.Zero);
        Uri nowhere = Nowhere();

        ConnectionCheck[] checks = await RunAsync(Options with { MinApi = nowhere });

        Assert.Equal(["Network", "Key", "Clock", "Network"], checks.Select(check => check.Check));
        Assert.Equal((CheckVerdict.Passed, CheckVerdict.Failed), (checks[1].Verdict, checks[3].Verdict));
        Assert.Contains(nowhere.Authority, checks[3].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_connection_nothing_is_asked()
    {
        Uri nowhere = Nowhere();

        ConnectionCheck[] checks = await RunAsync(Options with { DataApi = nowhere, MinApi = nowhere });

        Assert.Equal([CheckVerdict.Failed, CheckVerdict.Skipped, CheckVerdict.Skipped], checks.Select(check => check.Verdict));
        Assert.NotNull(checks[0].Advice);
        Assert.Empty(_fixture.Server.Requests);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_told_as_a_name()
    {
        ConnectionCheck check = (await RunAsync(Options with { DataApi = new Uri("http://no-such-host.invalid") }))[0];

        Assert.Equal(CheckVerdict.Failed, check.Verdict);
        Assert.Contains("no-such-host.invalid", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_encryption_at_an_https_address_is_told()
    {
        ConnectionCheck check = (await RunAsync(Options with { DataApi = new UriBuilder(_fixture.Server.Address) { Scheme = "https" }.Uri }))[0];

        Assert.Equal(CheckVerdict.Failed, check.Verdict);
        Assert.Contains("encrypted", check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", CheckVerdict.Passed)]
    [InlineData("http://localhost", CheckVerdict.Passed)]
    [InlineData("http://api.example.org", CheckVerdict.Warning)]
    public void No_encryption_is_a_warning_beyond_this_machine(string address, CheckVerdict verdict) =>
        Assert.Equal(verdict, HostReach.WithoutEncryption(new Uri(address)).Verdict);

    [Fact]
    public async Task A_refused_key_fails_and_is_not_shown_while_the_clock_is_compared_all_the_same()
    {
        _fixture.Server.On(SourceFixture.RateLimit, FakeAnswer.Json("""{"Data":{},"Err":{"type":1,"message":"not the key KEY"}}""".Replace("KEY", SourceFixture.Key, StringComparison.Ordinal), 401)
            .With("Date", At(TimeSpan.Zero)));

        ConnectionCheck[] checks = await RunAsync(Options);

        Assert.Equal([CheckVerdict.Passed, CheckVerdict.Failed, CheckVerdict.Passed], checks.Select(check => check.Verdict));
        Assert.Contains("CCDATA_API_KEY", checks[1].Advice, StringComparison.Ordinal);
        Assert.DoesNotContain(SourceFixture.Key, string.Concat(checks.Select(check => check.Message + check.Advice + check.Target)), StringComparison.Ordinal);
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task A_key_that_is_nearly_used_up_is_a_warning()
    {
        Answer("""{"Data":{"API_KEY":{"USED":{"DAY":7400},"MAX":{"DAY":7500},"REMAINING":{"DAY":100}}},"Err":{}}""", TimeSpan.Zero);

        ConnectionCheck key = (await RunAsync(Options))[1];

        Assert.Equal(CheckVerdict.Warning, key.Verdict);
        Assert.Contains("100 of 7,500 calls this day", key.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_key_is_a_warning_where_the_api_answers_all_the_same()
    {
        Answer(Plenty.Replace("API_KEY", "AUTH_KEY", StringComparison.Ordinal), TimeSpan.Zero);

        ConnectionCheck key = (await RunAsync(Options with { ApiKey = null }))[1];

        Assert.Equal(CheckVerdict.Warning, key.Verdict);
        Assert.Contains("10,999 of 11,000", key.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, CheckVerdict.Passed, "agree")]
    [InlineData(-3, CheckVerdict.Passed, "agree")]
    [InlineData(20, CheckVerdict.Warning, "20 s behind the API's")]
    [InlineData(-20, CheckVerdict.Warning, "20 s ahead of the API's")]
    [InlineData(86_400, CheckVerdict.Warning, "2025-06-07 12:00Z")]
    public async Task The_clocks_are_compared(int serverAheadSeconds, CheckVerdict verdict, string says)
    {
        Answer(Plenty, TimeSpan.FromSeconds(serverAheadSeconds));

        ConnectionCheck clock = (await RunAsync(Options))[2];

        Assert.Equal(verdict, clock.Verdict);
        Assert.Contains(says, clock.Message, StringComparison.Ordinal);
        Assert.Equal(verdict == CheckVerdict.Passed, clock.Advice is null);
    }

    [Fact]
    public async Task A_server_that_never_answers_costs_no_more_than_the_time_of_a_check()
    {
        _fixture.Server.On(SourceFixture.RateLimit, new FakeAnswer { Hangs = true });

        ConnectionCheck[] checks = await RunAsync(Options, TimeProvider.System, TimeSpan.FromSeconds(1));

        Assert.Equal([CheckVerdict.Passed, CheckVerdict.Failed, CheckVerdict.Skipped], checks.Select(check => check.Verdict));
        Assert.InRange(checks[1].Duration, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_limit_that_is_used_up_is_told_as_that_and_nothing_is_sent()
    {
        SourceOptions shared = Options with { StateFolder = _folder.FullName, MaxRetries = 0 };
        _fixture.Server.On(SourceFixture.Days, FakeAnswer.Json("{}", 429).With("Retry-After", "50"));
        await Assert.ThrowsAsync<IngestException>(() => _fixture.FetchAsync(SourceFixture.DaysOf(), _fixture.Open(_ => shared, TimeProvider.System)));

        ConnectionCheck[] checks = await RunAsync(shared, TimeProvider.System, TimeSpan.FromSeconds(1));

        Assert.Equal([CheckVerdict.Passed, CheckVerdict.Warning, CheckVerdict.Skipped], checks.Select(check => check.Verdict));
        Assert.Contains("Get-CcRateLimit -Shared", checks[1].Advice, StringComparison.Ordinal);
        Assert.Single(_fixture.Server.Requests);
    }

    private static Uri Nowhere()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }

    private void Answer(string json, TimeSpan ahead) => _fixture.Server.On(SourceFixture.RateLimit, FakeAnswer.Json(json).With("Date", At(ahead)));

    private string At(TimeSpan ahead) => (_time.GetUtcNow() + ahead).ToString("R", CultureInfo.InvariantCulture);

    private Task<ConnectionCheck[]> RunAsync(SourceOptions options) => RunAsync(options, _time, TimeSpan.FromSeconds(30));

    private async Task<ConnectionCheck[]> RunAsync(SourceOptions options, TimeProvider time, TimeSpan limit)
    {
        List<ConnectionCheck> checks = [];
        await foreach (ConnectionCheck check in SourceChecks.RunAsync(options, new BoundedCheck(time, limit), time, _fixture.Logs, CancellationToken.None))
        {
            checks.Add(check);
        }

        return [.. checks];
    }
}
