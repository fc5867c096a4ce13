using System.Net;
using System.Text.Json;
using CcIngest.TestSupport;

namespace CcIngest.Simulator.Tests;

public sealed class RateLimitTests
{
    private const string Cheap = "/spot/v1/markets?market=kraken";

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Call_over_a_window_gets_429_with_headers_until_the_window_ends()
    {
        await using SimulatorServer server = await StartAsync(new SimulatorLimits(Second: 100, Minute: 3, Hour: 50, Day: 60, Month: 70));
        using HttpClient client = new() { BaseAddress = server.DataApi };
        for (int call = 1; call <= 3; call++)
        {
            using HttpResponseMessage allowed = await client.GetAsync(Cheap);
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
            Assert.Equal($"{70 - call}", Header(allowed, "X-RateLimit-Remaining"));
            Assert.StartsWith($"{70 - call}, {100 - call};window=1, {3 - call};window=60, {50 - call};window=3600, ", Header(allowed, "X-RateLimit-Remaining-All"));
            Assert.False(allowed.Headers.Contains("Retry-After"));
        }

        _time.Advance(TimeSpan.FromSeconds(18.5));
        using (HttpResponseMessage refused = await client.GetAsync(Cheap))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal("42", Header(refused, "Retry-After"));
            Assert.Equal("70", Header(refused, "X-RateLimit-Limit"));
            Assert.Equal("67, 100;window=1, 0;window=60, 47;window=3600, 57;window=86400, 67;window=2592000", Header(refused, "X-RateLimit-Remaining-All"));
            Assert.Equal("1857582, 1;window=1, 42;window=60, 3582;window=3600, 43182;window=86400, 1857582;window=2592000", Header(refused, "X-RateLimit-Reset-All"));
            Assert.Equal("1857582", Header(refused, "X-RateLimit-Reset"));
        }

        _time.Advance(TimeSpan.FromSeconds(41));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync(Cheap)).StatusCode);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Cheap)).StatusCode);
    }

    [Fact]
    public async Task Wait_is_the_longest_of_the_windows_that_are_used_up()
    {
        await using SimulatorServer server = await StartAsync(new SimulatorLimits(Second: 2, Minute: 2, Hour: 2, Day: 100, Month: 100));
        using HttpClient client = new() { BaseAddress = server.DataApi };
        await client.GetAsync(Cheap);
        await client.GetAsync(Cheap);

        using HttpResponseMessage refused = await client.GetAsync(Cheap);
        Assert.Equal("3600", Header(refused, "Retry-After"));
    }

    [Fact]
    public async Task Retry_after_can_be_left_out_as_the_real_api_may_do()
    {
        SimulatorOptions options = new() { Limits = new SimulatorLimits(1, 1, 1, 1, 1), RetryAfter = false, Time = _time };
        await using SimulatorServer server = await SimulatorServer.StartAsync(options, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = server.DataApi };
        await client.GetAsync(Cheap);

        using HttpResponseMessage refused = await client.GetAsync(Cheap);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.False(refused.Headers.Contains("Retry-After"));
        Assert.True(refused.Headers.Contains("X-RateLimit-Reset-All"));
    }

    [Fact]
    public async Task Both_families_share_the_budget_and_tell_its_state()
    {
        await using SimulatorServer server = await StartAsync(new SimulatorLimits(100, 100, 100, 100, 100));
        using HttpClient client = new() { BaseAddress = server.DataApi };
        await client.GetAsync(Cheap);
        await client.GetAsync("/data/exchanges/general");

        JsonElement key = (await client.GetJsonAsync("/admin/v2/rate/limit")).GetProperty("Data").GetProperty("API_KEY");
        Assert.Equal((3, 100, 97), (key.GetProperty("USED").Whole("HOUR"), key.GetProperty("MAX").Whole("HOUR"), key.GetProperty("REMAINING").Whole("HOUR")));
        JsonElement calls = (await client.GetJsonAsync("/stats/rate/limit")).GetProperty("Data");
        Assert.Equal((4, 96), (calls.GetProperty("calls_made").Whole("day"), calls.GetProperty("calls_left").Whole("day")));
    }

    [Fact]
    public async Task Parallel_calls_never_get_more_than_the_window_has()
    {
        await using SimulatorServer server = await StartAsync(new SimulatorLimits(40, 1000, 1000, 1000, 1000));
        using HttpClient client = new() { BaseAddress = server.DataApi };

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.GetAsync(Cheap)));

        Assert.Equal(40, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(60, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [SkippableFact]
    public async Task Refusals_have_the_bodies_and_headers_of_the_samples()
    {
        await using SimulatorServer server = await StartAsync(new SimulatorLimits(1, 1, 1, 1, 1));
        using HttpClient client = new() { BaseAddress = server.DataApi };
        await client.GetAsync(Cheap);

        JsonElement sample = JsonDocument.Parse(SharedData.Sample("error_429.json")).RootElement;
        Assert.True(JsonElement.DeepEquals(sample, await client.GetJsonAsync(Cheap, HttpStatusCode.TooManyRequests)));
        JsonElement minApi = JsonDocument.Parse(SharedData.Sample("min_error_rate_limit.json")).RootElement;
        Shape.AssertSame(minApi, await client.GetJsonAsync("/data/exchanges/general"));
        Assert.Equal(minApi.Text("Message"), (await client.GetJsonAsync("/data/exchanges/general")).Text("Message"));

        using HttpResponseMessage refused = await client.GetAsync(Cheap);
        List<string> names = JsonDocument.Parse(SharedData.Sample("headers_429.json")).RootElement.GetProperty("headers").Names();
        Assert.All(names.Except(["Content-Type"]), name => Assert.True(refused.Headers.Contains(name), name));
    }

    [Fact]
    public async Task Without_limits_no_answer_has_rate_headers()
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions(), CancellationToken.None);
        using HttpClient client = new() { BaseAddress = server.DataApi };

        using HttpResponseMessage answer = await client.GetAsync(Cheap);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("X-RateLimit", StringComparison.OrdinalIgnoreCase));
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private Task<SimulatorServer> StartAsync(SimulatorLimits limits) =>
        SimulatorServer.StartAsync(new SimulatorOptions { Limits = limits, Time = _time }, CancellationToken.None);
}
