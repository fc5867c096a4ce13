using System.Text.Json;
using CcIngest.TestSupport;

namespace CcIngest.Simulator.Tests;

/// <summary>Answers about futures have the fields of the samples, and the same kinds of values; the order differs between samples too.</summary>
public sealed class FuturesShapeTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    [SkippableTheory]
    [InlineData("binance")]
    [InlineData("bit")]
    public async Task Market_looks_like_the_sample(string market)
    {
        JsonElement sample = Sample("futures_v1_markets.json");
        JsonElement actual = await simulator.GetAsync("/futures/v1/markets");

        Shape.AssertSame(sample, actual, "Data");
        Shape.AssertSameFields(sample.GetProperty("Data").GetProperty(market), actual.GetProperty("Data").GetProperty(market));
    }

    [SkippableTheory]
    [InlineData("binance", "BTC-USD-INVERSE-PERPETUAL", "BTC-USD-INVERSE-PERPETUAL")]
    [InlineData("binance", "ETH-USDT-VANILLA-PERPETUAL", "ETH-USDT-VANILLA-PERPETUAL")]
    [InlineData("binance", "BTC-USDT-VANILLA-20250328", "BTC-USDT-VANILLA-20250926")]
    [InlineData("bybit", "BTC-USD-INVERSE-PERPETUAL", "BTC-USD-INVERSE-PERPETUAL")]
    public async Task Contract_looks_like_the_sample(string market, string sampled, string simulated)
    {
        JsonElement sample = Sample("futures_v1_markets_instruments.json").GetProperty("Data").GetProperty(market);
        JsonElement actual = (await simulator.GetAsync($"/futures/v1/markets/instruments?market={market}&instrument_status=ACTIVE,EXPIRED"))
            .GetProperty("Data").GetProperty(market);

        Shape.AssertSameFields(sample, actual, "instruments");
        JsonElement contract = actual.GetProperty("instruments").GetProperty(simulated);
        Shape.AssertSameFields(sample.GetProperty("instruments").GetProperty(sampled), contract);
        Assert.Equal(simulated, contract.Text("MAPPED_INSTRUMENT"));
    }

    [SkippableTheory]
    [InlineData("days", "", "market=binance&instrument=ETHUSDT")]
    [InlineData("hours", "", "market=binance&instrument=BTCUSDT")]
    [InlineData("minutes", "", "market=mock&instrument=BTCUSD_PERP")]
    [InlineData("days", "funding-rate/", "market=hyperliquid&instrument=BTC")]
    [InlineData("hours", "funding-rate/", "market=mock&instrument=ETHUSDT")]
    [InlineData("minutes", "funding-rate/", "market=binance&instrument=ETHUSDT")]
    [InlineData("days", "open-interest/", "market=binance&instrument=BTCUSDT")]
    [InlineData("hours", "open-interest/", "market=mock&instrument=ETHUSD_PERP&groups=ID,MAPPING,OHLC,OHLC_MESSAGE,MESSAGE")]
    [InlineData("minutes", "open-interest/", "market=okex&instrument=SOL-USDT-SWAP")]
    public async Task Rows_look_like_those_of_the_sample_with_and_without_anything_in_them(string unit, string kind, string query)
    {
        JsonElement sample = Sample($"futures_v1_historical_{kind.Replace('-', '_').Replace('/', '_')}{unit}.json");
        JsonElement actual = await simulator.GetAsync($"/futures/v1/historical/{kind}{unit}?{query}&limit=2000");

        Shape.AssertSame(sample, actual, "Data");
        List<JsonElement> rows = [.. actual.GetProperty("Data").EnumerateArray()];
        foreach (JsonElement sampled in sample.GetProperty("Data").EnumerateArray())
        {
            JsonElement row = rows.First(known => Count(known) > 0 == Count(sampled) > 0);
            Shape.AssertSameFields(sampled, row);
            Assert.Equal(sampled.Text("TYPE"), row.Text("TYPE"));
            Assert.Equal(sampled.Text("UNIT"), row.Text("UNIT"));
        }
    }

    private static long Count(JsonElement row) =>
        row.EnumerateObject().First(property => property.Name is "TOTAL_TRADES" or "TOTAL_FUNDING_RATE_UPDATES" or "TOTAL_OPEN_INTEREST_UPDATES").Value.GetInt64();

    private static JsonElement Sample(string name) => JsonDocument.Parse(SharedData.Sample(name)).RootElement;
}
