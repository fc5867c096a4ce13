using System.Text.Json;

namespace CcIngest.Simulator.Tests;

public sealed class CandleTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    private const long Now = 1_768_478_400;

    private static readonly string[] FieldsOfATradedRow =
    [
        "UNIT", "TIMESTAMP", "TYPE", "MARKET", "INSTRUMENT", "MAPPED_INSTRUMENT", "BASE", "QUOTE", "BASE_ID", "QUOTE_ID", "TRANSFORM_FUNCTION",
        "OPEN", "HIGH", "LOW", "CLOSE", "FIRST_TRADE_TIMESTAMP", "LAST_TRADE_TIMESTAMP", "FIRST_TRADE_PRICE", "HIGH_TRADE_PRICE",
        "HIGH_TRADE_TIMESTAMP", "LOW_TRADE_PRICE", "LOW_TRADE_TIMESTAMP", "LAST_TRADE_PRICE", "TOTAL_TRADES", "TOTAL_TRADES_BUY",
        "TOTAL_TRADES_SELL", "TOTAL_TRADES_UNKNOWN", "VOLUME", "QUOTE_VOLUME", "VOLUME_BUY", "QUOTE_VOLUME_BUY", "VOLUME_SELL",
        "QUOTE_VOLUME_SELL", "VOLUME_UNKNOWN", "QUOTE_VOLUME_UNKNOWN",
    ];

    public static TheoryData<string, int, string, string> ManySeries()
    {
        TheoryData<string, int, string, string> series = [];
        foreach ((string unit, int seconds) in new[] { ("days", 86400), ("hours", 3600), ("minutes", 60) })
        {
            series.Add(unit, seconds, "kraken", "BTC-USD");
            series.Add(unit, seconds, "binance", "PEPE-USDT");
            series.Add(unit, seconds, "gemini", "DOGE-USD");
            series.Add(unit, seconds, "bitstamp", "USDT-EUR");
            series.Add(unit, seconds, "coinsbit", "ALGO-USD");
            series.Add(unit, seconds, "mtgox", "ETH-USD");
        }

        return series;
    }

    [Theory]
    [MemberData(nameof(ManySeries))]
    public async Task Candles_are_consistent_in_themselves_and_with_the_one_before(string unit, int seconds, string market, string instrument)
    {
        List<JsonElement> rows = await PageAsync(unit, market, instrument, 2000, market == "mtgox" ? await EndAsync(market, instrument) : Now - seconds);

        Assert.InRange(rows.Count, unit == "days" ? 300 : 2000, 2000);
        JsonElement? before = null;
        foreach (JsonElement row in rows)
        {
            CandleChecks.AssertConsistent(row, seconds);
            if (before is JsonElement previous)
            {
                Assert.Equal(previous.Whole("TIMESTAMP") + seconds, row.Whole("TIMESTAMP"));
                Assert.Equal(previous.Number("CLOSE"), row.Number("OPEN"));
            }

            before = row;
        }
    }

    [Fact]
    public async Task Traded_row_has_the_fields_of_the_contract_and_an_idle_one_lacks_the_eight_of_trades()
    {
        List<JsonElement> rows = await PageAsync("minutes", "coinsbit", "ALGO-USD", 2000, Now - 60);

        Assert.Equal(FieldsOfATradedRow, rows.First(row => row.Whole("TOTAL_TRADES") > 0).Names());
        JsonElement idle = rows.First(row => row.Whole("TOTAL_TRADES") == 0);
        Assert.Equal(FieldsOfATradedRow.Where(name => !name.Contains("_TRADE_", StringComparison.Ordinal)), idle.Names());
    }

    [Fact]
    public async Task Liquid_instrument_trades_every_minute_and_an_illiquid_one_rarely_but_within_every_week()
    {
        List<JsonElement> liquid = await PageAsync("minutes", "kraken", "BTC-USD", 2000, Now - 60);
        List<JsonElement> days = await PageAsync("days", "coinsbit", "ALGO-USD", 1000, Now - 86400);

        Assert.DoesNotContain(liquid, row => row.Whole("TOTAL_TRADES") == 0);
        Assert.Contains(days, row => row.Whole("TOTAL_TRADES") == 0);
        Assert.DoesNotContain(days.Chunk(8), week => week.Length == 8 && week.All(row => row.Whole("TOTAL_TRADES") == 0));
    }

    [Fact]
    public async Task Days_hours_and_minutes_agree_about_open_close_and_the_first_and_last_trade()
    {
        foreach ((string market, string instrument) in new[] { ("kraken", "BTC-USD"), ("coinsbit", "ALGO-USD"), ("exmo", "ETH-USD") })
        {
            long end = Now - (Now % 86400) - 1;
            JsonElement day = Assert.Single(await PageAsync("days", market, instrument, 1, end));
            List<JsonElement> hours = await PageAsync("hours", market, instrument, 24, end);
            List<JsonElement> minutes = await PageAsync("minutes", market, instrument, 1440, end);
            foreach (List<JsonElement> parts in new[] { hours, minutes })
            {
                List<JsonElement> traded = [.. parts.Where(row => row.Whole("TOTAL_TRADES") > 0)];
                Assert.Equal(day.Whole("TOTAL_TRADES") > 0, traded.Count > 0);
                Assert.Equal(day.Number("OPEN"), parts[0].Number("OPEN"));
                Assert.Equal(day.Number("CLOSE"), parts[^1].Number("CLOSE"));
                if (traded.Count > 0)
                {
                    Assert.Equal(day.Whole("FIRST_TRADE_TIMESTAMP"), traded[0].Whole("FIRST_TRADE_TIMESTAMP"));
                    Assert.Equal(day.Number("FIRST_TRADE_PRICE"), traded[0].Number("FIRST_TRADE_PRICE"));
                    Assert.Equal(day.Whole("LAST_TRADE_TIMESTAMP"), traded[^1].Whole("LAST_TRADE_TIMESTAMP"));
                }
            }
        }
    }

    [Fact]
    public async Task Fill_false_leaves_out_exactly_the_periods_without_trades()
    {
        List<JsonElement> all = await PageAsync("hours", "coinsbit", "ALGO-USD", 2000, Now - 3600);
        List<JsonElement> traded = await PageAsync("hours", "coinsbit", "ALGO-USD", 2000, Now - 3600, "&fill=false");

        Assert.NotEqual(all.Count, traded.Count);
        Assert.Equal(all.Where(row => row.Whole("TOTAL_TRADES") > 0).Select(Raw), traded.Select(Raw));
    }

    [Theory]
    [InlineData("OHLC", "UNIT TIMESTAMP TYPE OPEN HIGH LOW CLOSE")]
    [InlineData("ID,TRADE", "UNIT TIMESTAMP TYPE MARKET INSTRUMENT TOTAL_TRADES TOTAL_TRADES_BUY TOTAL_TRADES_SELL TOTAL_TRADES_UNKNOWN")]
    [InlineData("MAPPING,MAPPING_ADVANCED", "UNIT TIMESTAMP TYPE MAPPED_INSTRUMENT BASE QUOTE BASE_ID QUOTE_ID TRANSFORM_FUNCTION")]
    public async Task Groups_choose_the_fields(string groups, string fields)
    {
        List<JsonElement> rows = await PageAsync("days", "kraken", "BTC-USD", 1, Now, $"&groups={groups}");

        Assert.Equal(fields, string.Join(' ', Assert.Single(rows).Names()));
    }

    [Fact]
    public async Task Venues_of_one_pair_differ_by_less_than_two_percent()
    {
        double kraken = (await PageAsync("days", "kraken", "BTC-USD", 1, Now))[0].Number("CLOSE");
        double coinbase = (await PageAsync("days", "coinbase", "BTC-USD", 1, Now))[0].Number("CLOSE");

        Assert.NotEqual(kraken, coinbase);
        Assert.InRange(coinbase / kraken, 0.98, 1.02);
    }

    [Fact]
    public async Task Tiny_prices_are_written_with_exponents()
    {
        string text = await simulator.Client.GetStringAsync("/spot/v1/historical/days?market=binance&instrument=PEPE-USDT&limit=30");

        Assert.Matches("\"CLOSE\":[1-9](\\.[0-9]+)?e-0[5-9]", text);
    }

    [Fact]
    public async Task A_candle_stays_what_it_was_in_this_version()
    {
        List<JsonElement> rows = await PageAsync("days", "kraken", "BTC-USD", 1, 1_704_067_200);

        // Written down once: a change of these numbers is a change of every simulated history, and must be meant.
        Assert.Equal(
            """{"UNIT":"DAY","TIMESTAMP":1704067200,"TYPE":"954","MARKET":"kraken","INSTRUMENT":"XXBTZUSD","MAPPED_INSTRUMENT":"BTC-USD","BASE":"BTC","QUOTE":"USD","BASE_ID":1,"QUOTE_ID":5,"TRANSFORM_FUNCTION":"","OPEN":100605.5,"HIGH":101221.9,"LOW":96963.5,"CLOSE":97877.4"""
            + ""","FIRST_TRADE_TIMESTAMP":1704067211,"LAST_TRADE_TIMESTAMP":1704153554,"FIRST_TRADE_PRICE":100610.7,"HIGH_TRADE_PRICE":101221.9,"HIGH_TRADE_TIMESTAMP":1704136759,"LOW_TRADE_PRICE":96963.5,"LOW_TRADE_TIMESTAMP":1704087203,"LAST_TRADE_PRICE":97877.4"""
            + ""","TOTAL_TRADES":16973,"TOTAL_TRADES_BUY":8588,"TOTAL_TRADES_SELL":8385,"TOTAL_TRADES_UNKNOWN":0,"VOLUME":206.80542717,"QUOTE_VOLUME":20684377.471184857"""
            + ""","VOLUME_BUY":105.92741984,"QUOTE_VOLUME_BUY":10602977.096219894,"VOLUME_SELL":100.87800733,"QUOTE_VOLUME_SELL":10081400.374964964,"VOLUME_UNKNOWN":0,"QUOTE_VOLUME_UNKNOWN":0}""",
            Raw(Assert.Single(rows)));
    }

    private static string Raw(JsonElement row) => row.GetRawText();

    private async Task<long> EndAsync(string market, string instrument)
    {
        JsonElement json = await simulator.GetAsync($"/spot/v1/markets/instruments?market={market}&instruments={instrument}&instrument_status=RETIRED");
        return json.GetProperty("Data").GetProperty(market).GetProperty("instruments").GetProperty(instrument).Whole("LAST_TRADE_SPOT_TIMESTAMP");
    }

    private Task<List<JsonElement>> PageAsync(string unit, string market, string instrument, int limit, long toTs, string more = "") =>
        simulator.Client.GetRowsAsync($"/spot/v1/historical/{unit}?market={market}&instrument={instrument}&limit={limit}&to_ts={toTs}{more}");
}
