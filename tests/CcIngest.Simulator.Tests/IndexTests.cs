using System.Net;
using System.Text.Json;
using CcIngest.TestSupport;

namespace CcIngest.Simulator.Tests;

public sealed class IndexTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    private const long Now = 1_768_478_400;

    [SkippableFact]
    public async Task Families_and_their_indices_look_like_the_samples()
    {
        JsonElement markets = await simulator.GetAsync("/index/cc/v1/markets");
        JsonElement instruments = await simulator.GetAsync("/index/cc/v1/markets/instruments?market=cadli");

        Shape.AssertSame(Sample("index_cc_v1_markets.json"), markets);
        JsonElement sample = Sample("index_cc_v1_markets_instruments.json").GetProperty("Data").GetProperty("cadli");
        JsonElement family = instruments.GetProperty("Data").GetProperty("cadli");
        Shape.AssertSame(sample, family, "instruments");
        foreach (string name in new[] { "BTC-USD", "BTC-EUR", "1-USD" })
        {
            Shape.AssertSame(sample.GetProperty("instruments").GetProperty("BTC-USD"), family.GetProperty("instruments").GetProperty(name));
        }

        Assert.Contains(family.GetProperty("instruments").EnumerateObject(), index => index.Value.Text("INSTRUMENT_STATUS") == "RETIRED");
    }

    [SkippableTheory]
    [InlineData("days", "cadli", "BTC-USD")]
    [InlineData("hours", "ccix", "BTC-USD")]
    [InlineData("minutes", "cadli", "ETH-USD")]
    public async Task Rows_look_like_the_sample(string unit, string family, string index)
    {
        JsonElement sample = Sample($"index_cc_v1_historical_{unit}.json");
        JsonElement actual = await simulator.GetAsync($"/index/cc/v1/historical/{unit}?market={family}&instrument={index}&limit=10&to_ts={Now - 86400}");

        Shape.AssertSame(sample, actual);
        Assert.Equal("267", actual.GetProperty("Data")[0].Text("TYPE"));
    }

    [Fact]
    public async Task Periods_without_an_update_have_no_messages_and_rest_at_the_value_before()
    {
        List<JsonElement> rows = await simulator.Client.GetRowsAsync("/index/cc/v1/historical/minutes?market=cadli&instrument=ALGO-USD&limit=2000");
        List<JsonElement> empty = [.. rows.Where(row => row.Whole("TOTAL_INDEX_UPDATES") == 0)];

        Assert.InRange(empty.Count, 1, 1_999);
        Assert.All(empty, row => Assert.DoesNotContain(row.Names(), name => name.Contains("MESSAGE", StringComparison.Ordinal)));
        Assert.All(empty, row => Assert.Equal(row.Number("OPEN"), row.Number("CLOSE")));
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.Equal(pair.First.Number("CLOSE"), pair.Second.Number("OPEN")));
    }

    [Fact]
    public async Task Families_agree_about_a_price_and_quotes_differ_by_their_rate()
    {
        async Task<double> CloseAsync(string family, string index) => (await simulator.Client.GetRowsAsync(
            $"/index/cc/v1/historical/hours?market={family}&instrument={index}&limit=1&to_ts={Now - 7200}"))[0].Number("CLOSE");
        double cadli = await CloseAsync("cadli", "BTC-USD");

        Assert.InRange(await CloseAsync("ccix", "BTC-USD"), cadli * 0.99, cadli * 1.01);
        Assert.InRange(await CloseAsync("cadli", "BTC-EUR"), cadli * 0.7, cadli * 0.99);
    }

    [Theory]
    [InlineData("/index/cc/v1/historical/days?market=nowhere&instrument=BTC-USD", "Value nowhere not integrated yet")]
    [InlineData("/index/cc/v1/historical/days?market=cadli&instrument=BTCUSD", "Invalid instruments: BTCUSD")]
    [InlineData("/index/cc/v1/historical/days?market=cadli&instrument=BTC-USD&to_ts=5", "No DAY entries available on or before 5")]
    public async Task What_is_not_there_is_told(string path, string message) => Assert.Contains(
        message, (await simulator.GetAsync(path, HttpStatusCode.NotFound)).GetProperty("Err").Text("message"), StringComparison.Ordinal);

    private static JsonElement Sample(string name) => JsonDocument.Parse(SharedData.Sample(name)).RootElement;
}
