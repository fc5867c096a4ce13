using System.Globalization;
using System.Net;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Simulator.Tests;

/// <summary>The simulated Coinbase Exchange: what the real one is documented to do.</summary>
public sealed class CoinbaseTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    private static readonly DateTime Now = new SimulatorOptions().Now;

    [Fact]
    public async Task Candles_come_newest_first_as_numbers_with_both_bounds_included()
    {
        List<JsonElement> rows = await CandlesAsync(3_600, Now.AddHours(-5), Now.AddHours(-3));

        Assert.Equal([-3, -4, -5], rows.Select(row => (DateTime.UnixEpoch.AddSeconds(row[0].GetInt64()) - Now).TotalHours));
        Assert.All(rows, row =>
        {
            Assert.Equal(6, row.GetArrayLength());
            decimal[] prices = [.. row.EnumerateArray().Skip(1).Take(4).Select(value => value.GetDecimal())];
            Assert.Equal((prices.Min(), prices.Max()), (prices[0], prices[1]));
            Assert.DoesNotContain(row.EnumerateArray(), value => value.GetRawText().Contains('.', StringComparison.Ordinal) && value.GetRawText().EndsWith('0'));
        });
    }

    [Fact]
    public async Task Without_both_bounds_the_newest_300_are_given_and_more_are_refused()
    {
        List<JsonElement> newest = [.. (await simulator.GetAsync($"/products/BTC-USD/candles?granularity=86400&start={Iso(Now.AddYears(-1))}")).EnumerateArray()];
        List<JsonElement> most = await CandlesAsync(60, Now.AddMinutes(-300), Now);
        JsonElement refused = await simulator.GetAsync(Path(60, Now.AddMinutes(-301), Now), HttpStatusCode.BadRequest);

        Assert.Equal(300, newest.Count);
        Assert.Equal(Now.Date, DateTime.UnixEpoch.AddSeconds(newest[0][0].GetInt64()));
        Assert.InRange(most.Count, 250, 301);
        Assert.Equal("granularity too small for the requested time range. Count of aggregations requested exceeds 300", refused.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Who_does_not_say_what_it_is_is_refused()
    {
        using HttpClient nobody = new() { BaseAddress = simulator.Server.DataApi };
        JsonElement refused = await nobody.GetJsonAsync("/products", HttpStatusCode.BadRequest);
        Assert.Equal("User-Agent header is required.", refused.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_period_without_trades_has_no_candle()
    {
        List<string> products = [.. (await simulator.GetAsync("/products")).EnumerateArray().Where(product => product.GetProperty("status").GetString() == "online")
            .Select(product => product.GetProperty("id").GetString()!)];
        List<int> counts = [];
        foreach (string product in products)
        {
            counts.Add((await simulator.GetAsync(Path(60, Now.AddMinutes(-300), Now.AddMinutes(-1), product))).GetArrayLength());
        }

        Assert.Contains(counts, count => count is > 0 and < 300);
    }

    [Theory]
    [InlineData("/products/NO-SUCH/candles?granularity=60", HttpStatusCode.NotFound, "NotFound")]
    [InlineData("/products/NO-SUCH/book", HttpStatusCode.NotFound, "NotFound")]
    [InlineData("/products/BTC-USD/candles?granularity=7200", HttpStatusCode.BadRequest, "Unsupported granularity")]
    [InlineData("/products/BTC-USD/candles?granularity=60&start=x&end=y", HttpStatusCode.BadRequest, "Invalid start")]
    public async Task What_is_wrong_is_a_message(string path, HttpStatusCode status, string message) =>
        Assert.Equal(message, (await simulator.GetAsync(path, status)).GetProperty("message").GetString());

    [Theory]
    [InlineData("1", 1)]
    [InlineData("2", 500)]
    [InlineData("3", 500)]
    public async Task A_book_has_the_levels_asked_for(string level, int count)
    {
        JsonElement book = await simulator.GetAsync($"/products/BTC-USD/book?level={level}");
        decimal[] bids = [.. book.GetProperty("bids").EnumerateArray().Select(Price)];
        decimal[] asks = [.. book.GetProperty("asks").EnumerateArray().Select(Price)];

        Assert.Equal((count, count), (bids.Length, asks.Length));
        Assert.Equal(bids.OrderDescending(), bids);
        Assert.Equal(asks.Order(), asks);
        Assert.True(bids[0] < asks[0]);
        Assert.Equal(level == "3" ? JsonValueKind.String : JsonValueKind.Number, book.GetProperty("bids")[0][2].ValueKind);
        Assert.Equal("2026-01-15T12:00:00.000Z", book.GetProperty("time").GetString());
    }

    [Fact]
    public async Task Every_product_s_currencies_are_listed_and_so_are_the_assets_of_Kraken()
    {
        HashSet<string?> currencies = [.. (await simulator.GetAsync("/currencies")).EnumerateArray().Select(currency => currency.GetProperty("id").GetString())];
        HashSet<string> assets = [.. (await simulator.GetAsync("/0/public/Assets")).GetProperty("result").EnumerateObject().Select(asset => asset.Name)];

        Assert.All((await simulator.GetAsync("/products")).EnumerateArray(), product => Assert.True(
            currencies.Contains(product.GetProperty("base_currency").GetString()) && currencies.Contains(product.GetProperty("quote_currency").GetString()), $"{product}"));
        Assert.All((await simulator.GetAsync("/0/public/AssetPairs")).GetProperty("result").EnumerateObject(), pair => Assert.True(
            assets.Contains(pair.Value.GetProperty("base").GetString()!) && assets.Contains(pair.Value.GetProperty("quote").GetString()!), $"{pair}"));
        Assert.Contains("XXBT", assets);
    }

    [Fact]
    public async Task The_eleventh_call_of_a_second_is_refused_without_a_word_on_how_long()
    {
        ManualTime time = new();
        await using SimulatorServer server = await SimulatorServer.StartAsync(
            new SimulatorOptions { Time = time, VenueLimits = new Dictionary<string, int> { ["coinbase"] = 10 } }, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = server.DataApi, DefaultRequestHeaders = { { "User-Agent", "tests" } } };

        for (int call = 0; call < 10; call++)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/time")).StatusCode);
        }

        using HttpResponseMessage refused = await client.GetAsync("/time");
        Assert.Equal((HttpStatusCode.TooManyRequests, false), (refused.StatusCode, refused.Headers.Contains("Retry-After")));
        Assert.Equal("""{"message":"Public rate limit exceeded"}""", await refused.Content.ReadAsStringAsync());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/time")).StatusCode);
    }

    [Theory]
    [InlineData("atlantis", 5)]
    [InlineData("coinbase", 0)]
    public async Task A_limit_that_is_none_of_a_simulated_exchange_is_refused(string exchange, int limit)
    {
        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => SimulatorServer.StartAsync(
            new SimulatorOptions { VenueLimits = new Dictionary<string, int> { [exchange] = limit } }, CancellationToken.None));

        Assert.Equal(IngestErrorId.SettingInvalid, refused.Id);
        Assert.Contains("binance, binance-usdm, coinbase, kraken", refused.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_of_one_product_is_not_another_s()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ccingest-recorded-");
        try
        {
            await File.WriteAllTextAsync(System.IO.Path.Combine(folder.FullName, "book.json"),
                """{"url":"https://api.exchange.coinbase.com/products/BTC-USD/book?level=2","receivedAtUnixSeconds":1,"body":{"bids":[["0.10","1.00",1]],"asks":[],"sequence":7}}""");
            await using SimulatorServer server = await SimulatorServer.StartAsync(new SimulatorOptions { Recordings = folder.FullName }, CancellationToken.None);
            using HttpClient client = new() { BaseAddress = server.DataApi, DefaultRequestHeaders = { { "User-Agent", "tests" } } };

            Assert.Equal("""{"bids":[["0.10","1.00",1]],"asks":[],"sequence":7}""", await client.GetStringAsync("/products/BTC-USD/book?level=2"));
            Assert.NotEqual(7, (await client.GetJsonAsync("/products/BTC-USD/book?level=1")).GetProperty("sequence").GetInt64());
            Assert.NotEqual(7, (await client.GetJsonAsync("/products/ETH-USD/book?level=2")).GetProperty("sequence").GetInt64());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<List<JsonElement>> CandlesAsync(int seconds, DateTime start, DateTime end) => [.. (await simulator.GetAsync(Path(seconds, start, end))).EnumerateArray()];

    private static string Path(int seconds, DateTime start, DateTime end, string product = "BTC-USD") =>
        string.Create(CultureInfo.InvariantCulture, $"/products/{product}/candles?granularity={seconds}&start={Iso(start)}&end={Iso(end)}");

    private static string Iso(DateTime time) => Uri.EscapeDataString(time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));

    private static decimal Price(JsonElement level) => decimal.Parse(level[0].GetString()!, CultureInfo.InvariantCulture);
}
