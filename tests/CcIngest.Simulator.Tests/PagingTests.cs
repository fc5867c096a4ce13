using System.Net;
using System.Text.Json;

namespace CcIngest.Simulator.Tests;

public sealed class PagingTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    private const long Now = 1_768_478_400;

    [Theory]
    [InlineData("minutes", 60, "kraken", "BTC-USD")]
    [InlineData("minutes", 60, "coinsbit", "ALGO-USD")]
    [InlineData("hours", 3600, "binance", "PEPE-USDT")]
    [InlineData("hours", 3600, "coinsbit", "ALGO-USD")]
    [InlineData("days", 86400, "coinsbit", "ALGO-USD")]
    public async Task Any_page_size_and_direction_gives_the_same_candles(string unit, int seconds, string market, string instrument)
    {
        long end = Now - (Now % seconds) - (3 * (long)seconds);
        List<string> whole = await RowsAsync(unit, market, instrument, 1000, end);

        List<string> backwards = [];
        foreach (int limit in new[] { 1, 7, 61, 300, 631 })
        {
            backwards.InsertRange(0, await RowsAsync(unit, market, instrument, limit, end - ((long)backwards.Count * seconds)));
        }

        List<string> forwards = [];
        long start = end - (999L * seconds);
        foreach (int limit in new[] { 500, 499, 1 })
        {
            forwards.AddRange(await RowsAsync(unit, market, instrument, limit, start + ((forwards.Count + limit - 1L) * seconds)));
        }

        Assert.Equal(1000, whole.Count);
        Assert.Equal(whole, backwards);
        Assert.Equal(whole, forwards);
    }

    [Fact]
    public async Task Any_second_inside_a_period_ends_the_page_with_that_period()
    {
        const long Day = 1_704_067_200;
        foreach (long second in new[] { Day, Day + 1, Day + 43_210, Day + 86_399 })
        {
            List<JsonElement> rows = await simulator.Client.GetRowsAsync(Path("days", "kraken", "BTC-USD", 3, second));
            Assert.Equal([Day - (2 * 86400), Day - 86400, Day], rows.Select(row => row.Whole("TIMESTAMP")));
        }
    }

    [Fact]
    public async Task Without_a_time_the_last_row_is_the_running_period_and_has_no_trade_to_come()
    {
        List<JsonElement> rows = await simulator.Client.GetRowsAsync("/spot/v1/historical/days?market=kraken&instrument=BTC-USD");

        Assert.Equal(30, rows.Count);
        Assert.Equal(Now - (Now % 86400), rows[^1].Whole("TIMESTAMP"));
        Assert.InRange(rows[^1].Whole("LAST_TRADE_TIMESTAMP"), Now - 600, Now - 1);
        Assert.True(rows[^1].Whole("TOTAL_TRADES") > 0);
    }

    [Fact]
    public async Task A_time_to_come_is_taken_for_now() => Assert.Equal(
        await RowsAsync("hours", "kraken", "BTC-USD", 10, Now),
        await RowsAsync("hours", "kraken", "BTC-USD", 10, Now + 1_000_000));

    [Fact]
    public async Task Raw_name_gives_the_candles_of_the_mapped_one() => Assert.Equal(
        await RowsAsync("hours", "kraken", "BTC-USD", 10, Now),
        await RowsAsync("hours", "KRAKEN", "XXBTZUSD", 10, Now));

    [Fact]
    public async Task Page_across_the_listing_is_short_and_begins_with_the_first_trade()
    {
        JsonElement before = await simulator.GetAsync(Path("hours", "kraken", "BTC-USD", 10, 1_000_000), HttpStatusCode.NotFound);
        long first = before.GetProperty("Err").GetProperty("other_info").Whole("first");
        long bucket = first - (first % 3600);

        List<JsonElement> rows = await simulator.Client.GetRowsAsync(Path("hours", "kraken", "BTC-USD", 10, bucket + (3 * 3600)));
        Assert.Equal([bucket, bucket + 3600, bucket + 7200, bucket + 10800], rows.Select(row => row.Whole("TIMESTAMP")));
        Assert.Equal(first, rows[0].Whole("FIRST_TRADE_TIMESTAMP"));
        Assert.Equal(rows[0].Number("FIRST_TRADE_PRICE"), rows[0].Number("OPEN"));
        Assert.All(rows, row => CandleChecks.AssertConsistent(row, 3600));

        Assert.Single(await RowsAsync("hours", "kraken", "BTC-USD", 10, bucket));
        await simulator.GetAsync(Path("hours", "kraken", "BTC-USD", 10, bucket - 1), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Delisted_instrument_is_served_by_name_up_to_its_last_trade()
    {
        JsonElement json = await simulator.GetAsync("/spot/v1/markets/instruments?market=mtgox&instruments=BTC-USD&instrument_status=RETIRED");
        long last = json.GetProperty("Data").GetProperty("mtgox").GetProperty("instruments").GetProperty("BTC-USD").Whole("LAST_TRADE_SPOT_TIMESTAMP");
        long bucket = last - (last % 86400);
        Assert.InRange(last, 1, Now - 86400);

        List<JsonElement> rows = await simulator.Client.GetRowsAsync(Path("days", "mtgox", "BTC-USD", 5, bucket + (2 * 86400)));
        Assert.Equal([bucket - (2 * 86400), bucket - 86400, bucket], rows.Select(row => row.Whole("TIMESTAMP")));
        Assert.Equal(last, rows[^1].Whole("LAST_TRADE_TIMESTAMP"));
        Assert.Empty(await RowsAsync("days", "mtgox", "BTC-USD", 5, Now));
        Assert.Equal(5, (await RowsAsync("days", "mtgox", "BTC-USD", 5, last)).Count);
    }

    [Theory]
    [InlineData("days", 5000)]
    [InlineData("hours", 2000)]
    [InlineData("minutes", 2000)]
    public async Task Limit_above_the_maximum_is_refused_not_cut(string unit, int max)
    {
        JsonElement error = await simulator.GetAsync(Path(unit, "kraken", "BTC-USD", max + 1, Now), HttpStatusCode.BadRequest);
        Assert.Equal("limit is larger than max value.", error.GetProperty("Err").Text("message"));

        List<string> rows = await RowsAsync(unit, "kraken", "BTC-USD", max, Now);
        Assert.Equal(unit == "days" ? 2934 : max, rows.Count);
    }

    [Theory]
    [InlineData("market=kraken", "instrument is a required param.")]
    [InlineData("instrument=BTC-USD", "market is a required param.")]
    [InlineData("market=kraken&instrument=BTC-USD&limit=0", "limit is smaller than min value.")]
    [InlineData("market=kraken&instrument=BTC-USD&limit=x", "limit is not a valid integer.")]
    [InlineData("market=kraken&instrument=BTC-USD&fill=maybe", "fill is not a valid boolean.")]
    [InlineData("market=kraken&instrument=BTC-USD&groups=OHLC,NONSENSE", "groups has an invalid value: NONSENSE")]
    [InlineData("market=kraken&instrument=BTC-USD&aggregate=5", "aggregate has an invalid value: 5")]
    public async Task Wrong_parameter_is_told(string query, string message)
    {
        JsonElement error = await simulator.GetAsync($"/spot/v1/historical/hours?{query}", HttpStatusCode.BadRequest);
        Assert.Equal(message, error.GetProperty("Err").Text("message"));
    }

    [Fact]
    public async Task Instrument_names_are_case_sensitive() =>
        await simulator.GetAsync("/spot/v1/historical/days?market=kraken&instrument=btc-usd", HttpStatusCode.NotFound);

    private static string Path(string unit, string market, string instrument, int limit, long toTs) =>
        $"/spot/v1/historical/{unit}?market={market}&instrument={instrument}&limit={limit}&to_ts={toTs}";

    private async Task<List<string>> RowsAsync(string unit, string market, string instrument, int limit, long toTs) =>
        [.. (await simulator.Client.GetRowsAsync(Path(unit, market, instrument, limit, toTs))).Select(row => row.GetRawText())];
}
