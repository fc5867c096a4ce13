using System.Globalization;
using System.Net;
using System.Text.Json;
using CcIngest.TestSupport;

namespace CcIngest.Simulator.Tests;

/// <summary>The simulated exchanges: what real ones are documented to do.</summary>
public sealed class VenueTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    private static readonly long Now = new DateTimeOffset(new SimulatorOptions().Now).ToUnixTimeMilliseconds();

    [Theory]
    [InlineData("/api/v3/klines", 1_000)]
    [InlineData("/fapi/v1/klines", 1_500)]
    public async Task Klines_of_Binance_begin_at_the_start_time_and_end_with_the_running_one(string path, int most)
    {
        List<JsonElement> newest = await RowsAsync($"{path}?symbol=BTCUSDT&interval=1h&limit=3");
        List<JsonElement> from = await RowsAsync($"{path}?symbol=BTCUSDT&interval=1h&limit=2&startTime={Now - (10 * 3_600_000)}");
        List<JsonElement> between = await RowsAsync($"{path}?symbol=BTCUSDT&interval=1h&startTime={Now - (5 * 3_600_000)}&endTime={Now - (3 * 3_600_000)}");

        Assert.Equal([Now - (2 * 3_600_000), Now - 3_600_000, Now], newest.Select(Open));
        Assert.Equal([Now - (10 * 3_600_000), Now - (9 * 3_600_000)], from.Select(Open));
        Assert.Equal([Now - (5 * 3_600_000), Now - (4 * 3_600_000), Now - (3 * 3_600_000)], between.Select(Open));
        Assert.All(between, row =>
        {
            Assert.Equal(12, row.GetArrayLength());
            Assert.Equal(Open(row) + 3_599_999, row[6].GetInt64());
            Assert.All(Enumerable.Range(1, 5).Append(7), place => Assert.Equal(JsonValueKind.String, row[place].ValueKind));
        });
        Assert.Equal(most, (await RowsAsync($"{path}?symbol=BTCUSDT&interval=1m&limit={most}")).Count);
        await simulator.GetAsync($"{path}?symbol=BTCUSDT&interval=1m&limit={most + 1}", HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("symbol=NOSUCH&interval=1h", -1121)]
    [InlineData("symbol=BTCUSDT&interval=7h", -1120)]
    [InlineData("interval=1h", -1102)]
    public async Task Binance_says_what_is_wrong_by_code(string query, int code) =>
        Assert.Equal(code, (await simulator.GetAsync($"/api/v3/klines?{query}", HttpStatusCode.BadRequest)).GetProperty("code").GetInt32());

    [Fact]
    public async Task A_month_is_a_month_and_a_minute_a_minute()
    {
        List<JsonElement> months = await RowsAsync("/api/v3/klines?symbol=BTCUSDT&interval=1M&limit=2");
        List<JsonElement> minutes = await RowsAsync("/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=2");

        Assert.Equal(31, TimeSpan.FromMilliseconds(Open(months[1]) - Open(months[0])).TotalDays);
        Assert.Equal(1, TimeSpan.FromMilliseconds(Open(minutes[1]) - Open(minutes[0])).TotalMinutes);
    }

    [Fact]
    public async Task Kraken_gives_its_newest_720_rows_whatever_since_says_and_the_running_one_last()
    {
        JsonElement answer = (await simulator.GetAsync("/0/public/OHLC?pair=XBTUSD&interval=60&since=0")).GetProperty("result");
        List<JsonElement> rows = [.. answer.GetProperty("XXBTZUSD").EnumerateArray()];
        List<JsonElement> later = [.. (await simulator.GetAsync($"/0/public/OHLC?pair=XXBTZUSD&interval=60&since={rows[^3][0].GetInt64()}"))
            .GetProperty("result").GetProperty("XXBTZUSD").EnumerateArray()];

        Assert.Equal(720, rows.Count);
        Assert.Equal(Now / 1_000, rows[^1][0].GetInt64());
        Assert.Equal(rows[^2][0].GetInt64(), answer.GetProperty("last").GetInt64());
        Assert.Equal(2, later.Count);
        Assert.All(rows, row => Assert.Equal(8, row.GetArrayLength()));
    }

    [Theory]
    [InlineData("/0/public/OHLC?pair=NOSUCH", "EQuery:Unknown asset pair")]
    [InlineData("/0/public/OHLC?pair=XBTUSD&interval=7", "EGeneral:Invalid arguments:interval")]
    public async Task Kraken_says_what_is_wrong_with_status_200(string path, string error) =>
        Assert.Equal(error, (await simulator.GetAsync(path)).GetProperty("error")[0].GetString());

    [Theory]
    [InlineData("/api/v3/depth?symbol=BTCUSDT&limit=500", 500)]
    [InlineData("/fapi/v1/depth?symbol=BTCUSDT&limit=100", 100)]
    public async Task A_book_is_sorted_and_not_crossed(string path, int levels)
    {
        JsonElement book = await simulator.GetAsync(path);
        decimal[] bids = [.. book.GetProperty("bids").EnumerateArray().Select(level => Decimal(level[0]))];
        decimal[] asks = [.. book.GetProperty("asks").EnumerateArray().Select(level => Decimal(level[0]))];

        Assert.Equal((levels, levels), (bids.Length, asks.Length));
        Assert.Equal(bids.OrderDescending(), bids);
        Assert.Equal(asks.Order(), asks);
        Assert.True(bids[0] < asks[0]);
        Assert.All(book.GetProperty("asks").EnumerateArray(), level => Assert.True(Decimal(level[1]) > 0));
        Assert.Equal(path.StartsWith("/fapi", StringComparison.Ordinal), book.Has("E"));
    }

    [Fact]
    public async Task Weights_are_told_and_who_goes_on_after_a_refusal_is_banned()
    {
        ManualTime time = new();
        await using SimulatorServer server = await SimulatorServer.StartAsync(
            new SimulatorOptions { Time = time, VenueLimits = new Dictionary<string, int> { ["binance"] = 45 } }, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = server.DataApi };

        using HttpResponseMessage first = await client.GetAsync("/api/v3/exchangeInfo");
        using HttpResponseMessage second = await client.GetAsync("/api/v3/exchangeInfo");
        time.Advance(TimeSpan.FromSeconds(18));
        using HttpResponseMessage refused = await client.GetAsync("/api/v3/exchangeInfo");
        Assert.Equal("20", first.Headers.GetValues("X-MBX-USED-WEIGHT-1M").Single());
        Assert.Equal("40", second.Headers.GetValues("X-MBX-USED-WEIGHT-1M").Single());
        Assert.Equal((HttpStatusCode.TooManyRequests, "42"), (refused.StatusCode, refused.Headers.GetValues("Retry-After").Single()));

        for (int again = 0; again < 4; again++)
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync("/api/v3/time")).StatusCode);
        }

        using HttpResponseMessage banned = await client.GetAsync("/api/v3/time");
        Assert.Equal((418, "120"), ((int)banned.StatusCode, banned.Headers.GetValues("Retry-After").Single()));
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v3/time")).StatusCode);
    }

    [Fact]
    public async Task Recorded_answers_take_the_place_of_generated_ones()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ccingest-recorded-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "one.json"),
                """{"url":"https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=1000","receivedAtUnixSeconds":1,"body":{"lastUpdateId":7,"bids":[["0.00006547","100.00000000"]],"asks":[]}}""");
            await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { Recordings = folder.FullName }, CancellationToken.None);
            using HttpClient client = new() { BaseAddress = server.DataApi };

            Assert.Equal("""{"lastUpdateId":7,"bids":[["0.00006547","100.00000000"]],"asks":[]}""", await client.GetStringAsync("/api/v3/depth?symbol=BTCUSDT&limit=5"));
            Assert.True((await client.GetJsonAsync("/api/v3/depth?symbol=ETHUSDT")).GetProperty("lastUpdateId").GetInt64() > 7);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [SkippableFact]
    public async Task The_shared_recordings_can_be_replayed()
    {
        string folder = SharedData.Require("data", "recorded");
        await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { Recordings = folder }, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = server.DataApi };

        Assert.Equal(1_695, (await client.GetJsonAsync("/api/v3/exchangeInfo")).GetProperty("symbols").GetArrayLength());
        Assert.Equal(122, (await client.GetJsonAsync("/fapi/v1/exchangeInfo")).GetProperty("symbols").GetArrayLength());
        Assert.Equal(304, (await client.GetJsonAsync("/0/public/AssetPairs")).GetProperty("result").EnumerateObject().Count());
        Assert.Equal(281_916_627, (await client.GetJsonAsync("/api/v3/depth?symbol=BLZETH")).GetProperty("lastUpdateId").GetInt64());
    }

    private async Task<List<JsonElement>> RowsAsync(string path) => [.. (await simulator.GetAsync(path)).EnumerateArray()];

    private static long Open(JsonElement row) => row[0].GetInt64();

    private static decimal Decimal(JsonElement text) => decimal.Parse(text.GetString() ?? "", CultureInfo.InvariantCulture);
}
