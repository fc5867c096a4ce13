using System.Text.Json;

namespace CcIngest.Simulator.Tests;

public sealed class MinApiHistoryTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    private const long Now = 1_768_478_400;

    [Theory]
    [InlineData("histoday", "", 31, 86400)]
    [InlineData("histohour", "", 169, 3600)]
    [InlineData("histominute", "", 1441, 60)]
    [InlineData("histominute", "&limit=2000", 2001, 60)]
    public async Task Page_has_one_row_more_than_the_limit(string path, string limit, int rows, int seconds)
    {
        JsonElement data = (await simulator.GetAsync($"/data/v2/{path}?fsym=BTC&tsym=USD{limit}")).GetProperty("Data");
        List<JsonElement> page = [.. data.GetProperty("Data").EnumerateArray()];

        Assert.Equal(rows, page.Count);
        Assert.Equal(data.Whole("TimeFrom"), page[0].Whole("time"));
        Assert.Equal(data.Whole("TimeTo"), page[^1].Whole("time"));
        Assert.Equal(Now - (Now % seconds), page[^1].Whole("time"));
    }

    [Fact]
    public async Task Rows_before_the_listing_are_zero_and_the_answer_is_a_success()
    {
        long first = await FirstTradeAsync();
        long bucket = first - (first % 86400);

        List<JsonElement> page = await RowsAsync(bucket + 86400, 4);
        Assert.All(page.Take(3), row => Assert.Equal((0, 0, 0), (row.Number("open"), row.Number("close"), row.Number("volumefrom"))));
        Assert.All(page.Skip(3), row => Assert.True(row.Number("low") > 0 && row.Number("volumefrom") > 0));
        Assert.All(await RowsAsync(bucket - 86400, 4), row => Assert.Equal(0, row.Number("high")));
    }

    [Fact]
    public async Task A_venues_rows_are_those_of_the_data_api()
    {
        List<JsonElement> page = await RowsAsync(Now, 4);
        List<JsonElement> rows = await simulator.Client.GetRowsAsync($"/spot/v1/historical/days?market=kraken&instrument=BTC-USD&limit=5&to_ts={Now}");

        Assert.Equal(rows.Select(row => (row.Whole("TIMESTAMP"), row.Number("OPEN"), row.Number("HIGH"), row.Number("LOW"), row.Number("CLOSE"), row.Number("VOLUME"))),
            page.Select(row => (row.Whole("time"), row.Number("open"), row.Number("high"), row.Number("low"), row.Number("close"), row.Number("volumefrom"))));
    }

    [Fact]
    public async Task Unknown_venue_is_an_error_with_status_200()
    {
        JsonElement answer = await simulator.GetAsync("/data/v2/histoday?fsym=BTC&tsym=USD&e=Nowhere");

        Assert.Equal("Error", answer.Text("Response"));
        Assert.Equal("Nowhere market does not exist for this coin pair (BTC-USD)", answer.Text("Message"));
    }

    private async Task<List<JsonElement>> RowsAsync(long toTs, int limit) =>
        [.. (await simulator.GetAsync($"/data/v2/histoday?fsym=BTC&tsym=USD&e=Kraken&limit={limit}&toTs={toTs}"))
            .GetProperty("Data").GetProperty("Data").EnumerateArray()];

    private async Task<long> FirstTradeAsync() =>
        (await simulator.GetAsync("/spot/v1/markets/instruments?market=kraken&instruments=BTC-USD")).GetProperty("Data").GetProperty("kraken")
            .GetProperty("instruments").GetProperty("BTC-USD").Whole("FIRST_TRADE_SPOT_TIMESTAMP");
}
