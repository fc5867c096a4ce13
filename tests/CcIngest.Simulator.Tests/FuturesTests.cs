using System.Net;
using System.Text.Json;

namespace CcIngest.Simulator.Tests;

public sealed class FuturesTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    private const long Now = 1_768_478_400;
    private const string AllStatuses = "ACTIVE,IGNORED,RETIRED,EXPIRED,READY_FOR_DECOMMISSIONING";

    [Fact]
    public async Task All_statuses_forms_and_terms_are_there_and_names_are_unique_in_any_case()
    {
        JsonElement markets = await MarketsAsync($"instrument_status={AllStatuses}");
        List<JsonElement> contracts = [.. markets.EnumerateObject().SelectMany(Contracts)];

        Assert.Equal(240, contracts.Count);
        Assert.Equal(AllStatuses.Split(',').Order(), contracts.Select(contract => contract.Text("INSTRUMENT_STATUS")).Distinct().Order());
        Assert.Equal(
            ["INVERSE", "QUANTO", "VANILLA"], contracts.Select(contract => contract.GetProperty("INSTRUMENT_MAPPING").Text("DENOMINATION_TYPE")).Distinct().Order());
        Assert.Contains(contracts, contract => !contract.GetProperty("HAS_TRADES_FUTURES").GetBoolean());
        Assert.All(markets.EnumerateObject(), venue => Assert.Equal(
            venue.Value.Whole("MAPPED_INSTRUMENTS_TOTAL"), Contracts(venue).Select(contract => contract.Text("INSTRUMENT").ToUpperInvariant()).Distinct().Count()));
        Assert.True(markets.GetProperty("bybit").Whole("TOTAL_TRADES_FUTURES") > 6_000_000_000_000_000_000);
    }

    [Fact]
    public async Task Dated_contracts_trade_up_to_their_expiry_and_perpetuals_have_none()
    {
        foreach (JsonElement contract in (await MarketsAsync($"instrument_status={AllStatuses}")).EnumerateObject().SelectMany(Contracts))
        {
            bool isPerpetual = contract.Text("MAPPED_INSTRUMENT").EndsWith("-PERPETUAL", StringComparison.Ordinal);
            JsonElement expiry = contract.GetProperty("CONTRACT_EXPIRATION_TS");
            Assert.Equal(isPerpetual, expiry.ValueKind == JsonValueKind.Null);
            if (!isPerpetual)
            {
                long end = expiry.GetInt64();
                Assert.Equal(contract.Text("INSTRUMENT_STATUS") == "EXPIRED", end <= Now);
                Assert.InRange(contract.Whole("LAST_TRADE_FUTURES_TIMESTAMP"), end <= Now ? end - 61 : Now - 86400, Math.Min(end, Now) - 1);
                Assert.False(contract.GetProperty("HAS_FUNDING_RATE_UPDATES").GetBoolean());
                Assert.Equal((DayOfWeek.Friday, 8), (DateTimeOffset.FromUnixTimeSeconds(end).DayOfWeek, DateTimeOffset.FromUnixTimeSeconds(end).Hour));
            }
        }
    }

    [Theory]
    [InlineData("", "days", 86400)]
    [InlineData("", "minutes", 60)]
    [InlineData("open-interest/", "hours", 3600)]
    public async Task Expired_contract_is_served_by_name_up_to_its_end(string kind, string unit, int seconds)
    {
        JsonElement contract = (await MarketsAsync("market=binance&instrument_status=EXPIRED")).GetProperty("binance").GetProperty("instruments")
            .EnumerateObject().First().Value;
        string name = contract.Text("MAPPED_INSTRUMENT");
        long last = contract.Whole(kind.Length == 0 ? "LAST_TRADE_FUTURES_TIMESTAMP" : "LAST_OPEN_INTEREST_UPDATE_TIMESTAMP");

        List<JsonElement> rows = await RowsAsync($"{kind}{unit}", "binance", name, 5, last + (2L * seconds));
        Assert.Equal(last - (last % seconds), rows[^1].Whole("TIMESTAMP"));
        Assert.Empty(await RowsAsync($"{kind}{unit}", "binance", name, 5, Now));
        Assert.Equal(5, (await RowsAsync($"{kind}{unit}", "binance", name, 5, last)).Count);
    }

    [Theory]
    [InlineData("funding-rate/days", "binance", "BTC-USDT-VANILLA-20251226")]
    [InlineData("funding-rate/days", "binance", "BTC-USDT-VANILLA-PERPETUAL")]
    [InlineData("days", "binance", "BTC-USDT-VANILLA-PERPETUAL")]
    [InlineData("open-interest/minutes", "okex", "ETH-USD-INVERSE-PERPETUAL")]
    public async Task Page_before_the_first_record_is_not_found(string path, string market, string instrument)
    {
        JsonElement error = await simulator.GetAsync(Path(path, market, instrument, 10, 1_400_000_000), HttpStatusCode.NotFound);

        Assert.Contains("entries available on or before 1400000000", error.GetProperty("Err").Text("message"), StringComparison.Ordinal);
        Assert.Equal(instrument.EndsWith("26", StringComparison.Ordinal), !error.GetProperty("Err").GetProperty("other_info").Has("first"));
    }

    [Theory]
    [InlineData("market=nowhere&instrument=BTC", "Value nowhere not integrated yet", "/futures/v1/markets endpoint")]
    [InlineData("market=binance&instrument=btcusdt", "Invalid instruments: btcusdt", "/futures/v1/markets/instruments endpoint")]
    public async Task Unknown_names_are_told_with_the_list_of_futures(string query, string what, string where)
    {
        JsonElement error = await simulator.GetAsync($"/futures/v1/historical/days?{query}", HttpStatusCode.NotFound);

        Assert.Contains(what, error.GetProperty("Err").Text("message"), StringComparison.Ordinal);
        Assert.Contains(where, error.GetProperty("Err").Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("days", 86400, "binance", "BTCUSDT", 0.001)]
    [InlineData("hours", 3600, "binance", "BTCUSD_PERP", 100)]
    [InlineData("minutes", 60, "mock", "ETHUSD_PERP", 10)]
    [InlineData("minutes", 60, "hyperliquid", "SOL", 0.001)]
    public async Task Candles_hold_together_and_contracts_are_what_was_traded(string unit, int seconds, string market, string instrument, double size)
    {
        foreach (JsonElement row in await RowsAsync(unit, market, instrument, 2_000, Now))
        {
            CandleChecks.AssertConsistent(row, seconds);
            double worth = row.Whole("NUMBER_OF_CONTRACTS") * size;
            double traded = row.Text("DENOMINATION_TYPE") == "INVERSE" ? row.Number("QUOTE_VOLUME") : row.Number("VOLUME");
            Assert.InRange(traded, worth - (0.000_05 * size), worth + (0.000_05 * size));
        }
    }

    [Theory]
    [InlineData("funding-rate/hours", 3600, "mock", "BTCUSDT")]
    [InlineData("funding-rate/minutes", 60, "hyperliquid", "BTC")]
    [InlineData("open-interest/hours", 3600, "mock", "BTCUSD_PERP")]
    [InlineData("open-interest/days", 86400, "bybit", "ETHUSDT")]
    public async Task Any_page_size_gives_the_same_rows(string path, int seconds, string market, string instrument)
    {
        long end = Now - (Now % seconds) - (3 * (long)seconds);
        List<string> whole = [.. (await RowsAsync(path, market, instrument, 600, end)).Select(row => row.GetRawText())];
        List<string> parts = [];
        foreach (int limit in new[] { 1, 7, 61, 300, 231 })
        {
            parts.InsertRange(0, (await RowsAsync(path, market, instrument, limit, end - ((long)parts.Count * seconds))).Select(row => row.GetRawText()));
        }

        Assert.Equal(600, whole.Count);
        Assert.Equal(whole, parts);
    }

    [Theory]
    [InlineData("funding-rate/hours", "TOTAL_FUNDING_RATE_UPDATES", "")]
    [InlineData("open-interest/hours", "TOTAL_OPEN_INTEREST_UPDATES", "_SETTLEMENT")]
    [InlineData("open-interest/hours", "TOTAL_OPEN_INTEREST_UPDATES", "_MARK_PRICE")]
    [InlineData("open-interest/hours", "TOTAL_OPEN_INTEREST_UPDATES", "_QUOTE")]
    public async Task Rows_open_where_the_one_before_closed_and_rest_without_news(string path, string count, string of)
    {
        List<JsonElement> rows = await RowsAsync(path, "mock", "ETHUSDT", 1_000, Now);
        foreach ((JsonElement before, JsonElement row) in rows.Zip(rows.Skip(1)))
        {
            (double open, double high, double low, double close) =
                (row.Number($"OPEN{of}"), row.Number($"HIGH{of}"), row.Number($"LOW{of}"), row.Number($"CLOSE{of}"));
            Assert.Equal(before.Number($"CLOSE{of}"), open);
            Assert.True(low <= open && low <= close && high >= open && high >= close, row.GetRawText());
            Assert.True(row.Whole(count) > 0 || (open == high && open == low && open == close), row.GetRawText());
        }

        Assert.Contains(rows, row => row.Whole(count) == 0);
        Assert.Contains(rows, row => row.Whole(count) > 0);
    }

    [Fact]
    public async Task Funding_changes_its_interval_from_eight_hours_over_four_to_one_and_rates_are_on_either_side_of_zero()
    {
        List<JsonElement> rows = await RowsAsync("funding-rate/days", "binance", "ETH-USDT-VANILLA-PERPETUAL", 5_000, Now);

        List<long> intervals = [.. rows.Select(row => row.Whole("INTERVAL_MS"))];
        Assert.Equal([28_800_000, 14_400_000, 3_600_000], intervals.Where((interval, index) => index == 0 || intervals[index - 1] != interval));
        Assert.Contains(rows, row => row.Number("CLOSE") < 0);
        Assert.Contains(rows, row => row.Number("CLOSE") > 0);
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.Equal(86400, pair.Second.Whole("TIMESTAMP") - pair.First.Whole("TIMESTAMP")));
    }

    [Theory]
    [InlineData("BTC-USDT-VANILLA-PERPETUAL", false)]
    [InlineData("BTC-USD-INVERSE-PERPETUAL", true)]
    public async Task Open_interest_is_worth_its_amount_at_the_mark_price_and_inverse_ones_are_whole_dollars(string instrument, bool isWhole)
    {
        foreach (JsonElement row in await RowsAsync("open-interest/days", "binance", instrument, 1_000, Now))
        {
            double quote = row.Number("CLOSE_QUOTE");
            double worth = row.Number("CLOSE_SETTLEMENT") * row.Number("CLOSE_MARK_PRICE");
            Assert.InRange(worth, quote * (1 - 1e-12), quote * (1 + 1e-12));
            Assert.InRange(row.Number("HIGH_QUOTE"), row.Number("HIGH_SETTLEMENT") * row.Number("LOW_MARK_PRICE") * (1 - 1e-12), double.MaxValue);
            Assert.True(!isWhole || quote % 100 == 0, row.GetRawText());
        }
    }

    [Fact]
    public async Task Groups_choose_the_fields_of_markets_and_rows()
    {
        JsonElement venue = (await simulator.GetAsync("/futures/v1/markets?market=BINANCE&groups=ID")).GetProperty("Data").GetProperty("binance");
        JsonElement row = (await simulator.Client.GetRowsAsync(
            "/futures/v1/historical/funding-rate/days?market=binance&instrument=BTCUSDT&limit=2&groups=MAPPING_ADVANCED,OHLC_MESSAGE"))[0];

        Assert.Equal(["ID", "TYPE", "EXCHANGE_STATUS", "EXCHANGE_INTERNAL_NAME", "URI"], venue.Names());
        Assert.Equal(["INDEX_UNDERLYING_ID", "QUOTE_CURRENCY_ID", "SETTLEMENT_CURRENCY_ID", "CONTRACT_CURRENCY_ID", "TRANSFORM_FUNCTION"], row.Names()[3..8]);
        Assert.InRange(row.Whole("LAST_MESSAGE_TIMESTAMP"), row.Whole("FIRST_MESSAGE_TIMESTAMP"), row.Whole("TIMESTAMP") + 86399);
        Assert.DoesNotContain("CLOSE", row.Names());
    }

    private static IEnumerable<JsonElement> Contracts(JsonProperty venue) =>
        venue.Value.GetProperty("instruments").EnumerateObject().Select(contract => contract.Value);

    private static string Path(string path, string market, string instrument, int limit, long toTs) =>
        $"/futures/v1/historical/{path}?market={market}&instrument={instrument}&limit={limit}&to_ts={toTs}";

    private async Task<JsonElement> MarketsAsync(string query) => (await simulator.GetAsync($"/futures/v1/markets/instruments?{query}")).GetProperty("Data");

    private Task<List<JsonElement>> RowsAsync(string path, string market, string instrument, int limit, long toTs) =>
        simulator.Client.GetRowsAsync(Path(path, market, instrument, limit, toTs));
}
