using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CcIngest.Simulator.Tests;

public sealed class DeterminismTests
{
    private static readonly string[] Paths =
    [
        "/data/exchanges/general?tsym=USD",
        "/spot/v1/markets",
        "/spot/v1/markets/instruments?instrument_status=ACTIVE,RETIRED,EXPIRED,IGNORED",
        "/asset/v1/top/list?page_size=100",
        "/asset/v2/metadata?assets=BTC,ETH",
        "/spot/v1/historical/days?market=kraken&instrument=BTC-USD&limit=2000",
        "/spot/v1/historical/minutes?market=binance&instrument=BTC-USDT&limit=2000",
        "/data/v2/histohour?fsym=BTC&tsym=USD",
        "/futures/v1/markets/instruments?instrument_status=ACTIVE,RETIRED,EXPIRED,IGNORED,READY_FOR_DECOMMISSIONING",
        "/futures/v1/historical/days?market=binance&instrument=BTC-USD-INVERSE-PERPETUAL",
        "/futures/v1/historical/funding-rate/hours?market=binance&instrument=ETH-USDT-VANILLA-PERPETUAL",
        "/futures/v1/historical/open-interest/hours?market=binance&instrument=ETH-USDT-VANILLA-PERPETUAL",
    ];

    [Fact]
    public async Task The_same_options_give_the_same_bytes_whatever_was_asked_before()
    {
        List<string> forwards = await AskAsync(new SimulatorOptions(), Paths);
        List<string> backwards = await AskAsync(new SimulatorOptions(), Paths.Reverse());

        Assert.Equal(forwards, Enumerable.Reverse(backwards));
    }

    [Fact]
    public async Task Another_seed_gives_other_candles_of_the_same_shape()
    {
        const string Path = "/spot/v1/historical/days?market=kraken&instrument=BTC-USD&limit=100";
        string one = Assert.Single(await AskAsync(new SimulatorOptions { Seed = 1 }, [Path]));
        string two = Assert.Single(await AskAsync(new SimulatorOptions { Seed = 2 }, [Path]));

        Assert.NotEqual(one, two);
        Shape.AssertSame(JsonDocument.Parse(one).RootElement, JsonDocument.Parse(two).RootElement);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(77)]
    [InlineData(-5)]
    public async Task Any_seed_makes_markets_with_exactly_the_counts_asked_for(int seed)
    {
        SimulatorOptions options = new() { Seed = seed, Exchanges = 40, Instruments = 3_000, Assets = 400 };
        List<string> answers = await AskAsync(options, [Paths[2], "/asset/v1/top/list?page_size=10"]);

        JsonElement markets = JsonDocument.Parse(answers[0]).RootElement.GetProperty("Data");
        Assert.Equal(40, markets.EnumerateObject().Count());
        Assert.Equal(3_000, markets.EnumerateObject().Sum(venue => venue.Value.GetProperty("instruments").EnumerateObject().Count()));
        Assert.Equal(400, JsonDocument.Parse(answers[1]).RootElement.GetProperty("Data").GetProperty("STATS").Whole("TOTAL_ASSETS"));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public async Task Answers_do_not_depend_on_the_culture(string culture)
    {
        List<(string Date, string Body)> invariant = await HandleAsync(CultureInfo.InvariantCulture);
        List<(string Date, string Body)> local = await HandleAsync(new CultureInfo(culture));

        Assert.Equal("Thu, 15 Jan 2026 12:00:00 GMT", invariant[0].Date);
        Assert.Equal(invariant, local);
    }

    [Fact]
    public async Task Standing_clock_stamps_every_answer_with_the_simulated_time()
    {
        ManualTime time = new();
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { Time = time }, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = server.DataApi };
        time.Advance(TimeSpan.FromDays(3));

        using HttpResponseMessage answer = await client.GetAsync("/nowhere");
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero), answer.Headers.Date);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Running_clock_adds_periods_and_leaves_the_closed_ones_as_they_were()
    {
        const string Path = "/spot/v1/historical/minutes?market=kraken&instrument=BTC-USD&limit=20";
        ManualTime time = new();
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { Time = time, ClockRuns = true }, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = server.DataApi };
        List<JsonElement> before = await client.GetRowsAsync(Path);
        time.Advance(TimeSpan.FromSeconds(125));
        List<JsonElement> after = await client.GetRowsAsync(Path);

        Assert.Equal(before[^1].Whole("TIMESTAMP") + 120, after[^1].Whole("TIMESTAMP"));
        Assert.Equal(before.Skip(2).SkipLast(1).Select(row => row.GetRawText()), after.SkipLast(3).Select(row => row.GetRawText()));
        Assert.Equal(0, before[^1].Whole("TOTAL_TRADES"));
        Assert.True(after[^3].Whole("TOTAL_TRADES") > 0);
    }

    private static async Task<List<string>> AskAsync(SimulatorOptions options, IEnumerable<string> paths)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(options, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = server.DataApi };
        List<string> answers = [];
        foreach (string path in paths)
        {
            answers.Add(await client.GetStringAsync(path));
        }

        return answers;
    }

    /// <summary>Asks without a network, so that everything runs under the culture of this call.</summary>
    private static async Task<List<(string Date, string Body)>> HandleAsync(CultureInfo culture)
    {
        CultureInfo.CurrentCulture = culture;
        SimulatorOptions options = new();
        RequestPipeline pipeline = new(options, new SimulatedClock(options), new RequestCounters(), ApiRoutes.For(new SimulatedMarkets(options), options));
        List<(string, string)> answers = [];
        foreach (string path in Paths.Append("/spot/v1/historical/days?market=kraken&instrument=BTC-USD&to_ts=5"))
        {
            using MemoryStream body = new();
            DefaultHttpContext context = new();
            context.Request.Method = "GET";
            context.Request.Path = path.Split('?')[0];
            context.Request.QueryString = path.Contains('?', StringComparison.Ordinal) ? new QueryString(path[path.IndexOf('?', StringComparison.Ordinal)..]) : default;
            context.Response.Body = body;
            await pipeline.HandleAsync(context);
            answers.Add((context.Response.Headers.Date.ToString(), Encoding.UTF8.GetString(body.ToArray())));
        }

        return answers;
    }
}
