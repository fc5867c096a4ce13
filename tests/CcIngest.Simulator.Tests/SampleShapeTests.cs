using System.Net;
using System.Text.Json;
using CcIngest.TestSupport;

namespace CcIngest.Simulator.Tests;

/// <summary>Answers are shaped as the samples of the real API: the same names in the same order, the same kinds of values.</summary>
public sealed class SampleShapeTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    [SkippableTheory]
    [InlineData("Bitstamp", "2431")]
    [InlineData("Binance", "278868")]
    [InlineData("uniswapv2", "951254")]
    public async Task Exchange_looks_like_the_sample(string internalName, string id)
    {
        JsonElement sample = Sample("min_exchanges_general.json");
        JsonElement actual = await simulator.GetAsync("/data/exchanges/general?tsym=USD");

        Shape.AssertSame(sample, actual, "Data");
        JsonElement exchange = actual.GetProperty("Data").GetProperty(id);
        Shape.AssertSame(sample.GetProperty("Data").GetProperty(id), exchange);
        Assert.Equal(internalName, exchange.Text("InternalName"));
        Assert.Equal(id, exchange.Text("Id"));
    }

    [SkippableTheory]
    [InlineData("kraken")]
    [InlineData("mtgox")]
    public async Task Market_looks_like_the_sample(string market)
    {
        JsonElement sample = Sample("spot_v1_markets.json");
        JsonElement actual = await simulator.GetAsync("/spot/v1/markets");

        Shape.AssertSame(sample, actual, "Data");
        Shape.AssertSame(sample.GetProperty("Data").GetProperty(market), actual.GetProperty("Data").GetProperty(market));
    }

    [SkippableFact]
    public async Task Instruments_look_like_the_sample_with_and_without_trades()
    {
        JsonElement sample = Sample("spot_v1_markets_instruments.json");
        JsonElement actual = await simulator.GetAsync("/spot/v1/markets/instruments");

        Shape.AssertSame(sample, actual, "Data");
        JsonElement sampleVenue = sample.GetProperty("Data").GetProperty("kraken");
        JsonElement venue = actual.GetProperty("Data").GetProperty("kraken");
        Shape.AssertSame(sampleVenue, venue, "instruments");
        JsonElement samples = sampleVenue.GetProperty("instruments");
        Shape.AssertSame(samples.GetProperty("BTC-USD"), venue.GetProperty("instruments").GetProperty("BTC-USD"));
        Assert.Equal("XXBTZUSD", venue.GetProperty("instruments").GetProperty("BTC-USD").Text("INSTRUMENT"));

        JsonElement untraded = actual.GetProperty("Data").EnumerateObject()
            .SelectMany(known => known.Value.GetProperty("instruments").EnumerateObject())
            .First(instrument => !instrument.Value.GetProperty("HAS_TRADES_SPOT").GetBoolean()).Value;
        Shape.AssertSame(samples.GetProperty("NEWCOIN-EUR"), untraded);
    }

    [SkippableTheory]
    [InlineData("days", "spot_v1_historical_days.json")]
    [InlineData("hours", "spot_v1_historical_hours.json")]
    [InlineData("minutes", "spot_v1_historical_minutes.json")]
    public async Task Candles_look_like_the_sample_with_and_without_trades(string unit, string file)
    {
        JsonElement sample = Sample(file);
        JsonElement actual = await simulator.GetAsync($"/spot/v1/historical/{unit}?market=coinsbit&instrument=ALGO-USD&limit=2000");

        Shape.AssertSame(sample, actual, "Data");
        List<JsonElement> samples = [.. sample.GetProperty("Data").EnumerateArray()];
        List<JsonElement> rows = [.. actual.GetProperty("Data").EnumerateArray()];
        Shape.AssertSame(samples.First(row => row.Whole("TOTAL_TRADES") > 0), rows.First(row => row.Whole("TOTAL_TRADES") > 0));
        Assert.Equal(samples[0].Text("UNIT"), rows[0].Text("UNIT"));
        Assert.Equal("954", rows[0].Text("TYPE"));
        if (samples.Any(row => row.Whole("TOTAL_TRADES") == 0))
        {
            Shape.AssertSame(samples.First(row => row.Whole("TOTAL_TRADES") == 0), rows.First(row => row.Whole("TOTAL_TRADES") == 0));
        }
    }

    [SkippableTheory]
    [InlineData("BTC", 0)]
    [InlineData("USDT", 1)]
    public async Task Asset_of_the_top_list_looks_like_the_sample(string symbol, int index)
    {
        JsonElement sample = Sample("asset_v1_top_list.json");
        JsonElement actual = await simulator.GetAsync("/asset/v1/top/list?page_size=10");

        Shape.AssertSame(sample, actual, "LIST");
        JsonElement asset = actual.GetProperty("Data").GetProperty("LIST").EnumerateArray().First(known => known.Text("SYMBOL") == symbol);
        Shape.AssertSame(sample.GetProperty("Data").GetProperty("LIST")[index], asset);
    }

    [SkippableFact]
    public async Task Asset_metadata_looks_like_the_sample() =>
        Shape.AssertSame(Sample("asset_v2_metadata.json"), await simulator.GetAsync("/asset/v2/metadata?assets=BTC"));

    [SkippableFact]
    public async Task Rate_limits_look_like_the_samples()
    {
        Shape.AssertSame(Sample("admin_v2_rate_limit.json"), await simulator.GetAsync("/admin/v2/rate/limit"));
        Shape.AssertSame(Sample("min_stats_rate_limit.json"), await simulator.GetAsync("/stats/rate/limit"));
    }

    [SkippableTheory]
    [InlineData("histoday", "min_v2_histoday.json")]
    [InlineData("histohour", "min_v2_histohour.json")]
    [InlineData("histominute", "min_v2_histominute.json")]
    public async Task Min_api_history_looks_like_the_sample(string path, string file) =>
        Shape.AssertSame(Sample(file), await simulator.GetAsync($"/data/v2/{path}?fsym=BTC&tsym=USD&limit=10"));

    [SkippableTheory]
    [InlineData("/spot/v1/historical/days?market=kraken&instrument=BTC-USD&limit=9000", 400, "error_400_limit.json")]
    [InlineData("/spot/v1/historical/days?market=coinbase&instrument=INSTRUMENT-DOES-NOT-EXIST", 404, "error_404_instrument.json")]
    [InlineData("/spot/v1/markets/instruments?market=coinbase&instruments=INSTRUMENT-DOES-NOT-EXIST", 404, "error_404_instrument.json")]
    [InlineData("/spot/v1/historical/days?market=test_market_does_not_exist&instrument=BTC-USD", 404, "error_404_market.json")]
    [InlineData("/spot/v1/markets?market=test_market_does_not_exist", 404, "error_404_market.json")]
    [InlineData("/spot/v1/historical/weeks?market=kraken&instrument=BTC-USD", 404, "error_404_path.json")]
    [InlineData("/data/v2/histoweek?fsym=BTC", 200, "min_error_path.json")]
    [InlineData("/data/v2/histoday?tsym=USD", 200, "min_error_missing_param.json")]
    [InlineData("/data/v2/histoday?fsym=BTC&tsym=USD&limit=2001", 200, "min_error_limit_too_large.json")]
    [InlineData("/data/v2/histoday?fsym=XXX&tsym=USD", 200, "min_error_unknown_pair.json")]
    public async Task Error_equals_the_sample(string path, int status, string file) =>
        AssertEqual(Sample(file), await simulator.GetAsync(path, (HttpStatusCode)status));

    [SkippableFact]
    public async Task Page_before_the_first_trade_is_the_404_of_the_sample()
    {
        JsonElement sample = Sample("error_404_before_first_entry.json");
        JsonElement actual = await simulator.GetAsync(
            "/spot/v1/historical/hours?market=kraken&instrument=BTC-USD&to_ts=1502942400", HttpStatusCode.NotFound);

        Shape.AssertSame(sample, actual);
        Assert.Equal(sample.GetProperty("Err").Text("message"), actual.GetProperty("Err").Text("message"));
        JsonElement info = actual.GetProperty("Err").GetProperty("other_info");
        Assert.Equal(info.Whole("first") / 3600 * 3600, info.Whole("first_bucket"));
    }

    [SkippableFact]
    public async Task Wrong_key_is_the_error_of_the_samples()
    {
        await using SimulatorServer locked = await SimulatorServer.StartAsync(new SimulatorOptions { ApiKey = "right" }, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = locked.DataApi };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Apikey wrong");

        AssertEqual(Sample("error_401.json"), await client.GetJsonAsync("/spot/v1/markets", HttpStatusCode.Unauthorized));
        AssertEqual(Sample("min_error_auth.json"), await client.GetJsonAsync("/data/exchanges/general"));
    }

    private static void AssertEqual(JsonElement sample, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(sample, actual), $"the sample has {sample}\nthe answer {actual}");

    private static JsonElement Sample(string name) => JsonDocument.Parse(SharedData.Sample(name)).RootElement;
}
