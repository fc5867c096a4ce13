using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>Klines of the samples, digit for digit.</summary>
public sealed class KlineSampleTests(VenueFixture fixture) : IClassFixture<VenueFixture>
{
    [SkippableFact]
    public async Task A_kline_of_Binance_is_read_with_all_its_digits()
    {
        fixture.Server.On("/api/v3/klines", FakeAnswer.Json(SharedData.Sample("binance_klines.json")));

        (SeriesPage page, RowBatch rows) = await fixture.KlinesAsync(VenueFixture.KlinesOf("binance", "BTCUSDT", "1h", "2025-06-17 16:00", "2025-06-17 20:00"));

        Assert.Equal(4, rows.Count);
        Assert.Empty(page.Rejected);
        Assert.Equal((null, null), (page.ListedFrom, page.LostBefore));
        Expect.Row(rows, 0,
            ("exchange", "binance"), ("native_symbol", "BTCUSDT"), ("interval", "1h"), ("open_time", Expect.Utc("2025-06-17 16:00")),
            ("open", "104359.6"), ("high", "104394.97"), ("low", "103549.95"), ("close", "103985.96"), ("volume", "1399.74749"),
            ("quote_volume", "145633816.25789446"), ("trades", 56562), ("taker_buy_volume", "748.93446"), ("taker_buy_quote_volume", "77918316.91241457"));
        ReceivedRequest request = fixture.Server.Requests.Last(request => request.Path == "/api/v3/klines");
        Assert.Equal("?symbol=BTCUSDT&interval=1h&startTime=1750176000000&endTime=1750190399999&limit=4", request.QueryText);
    }

    [SkippableFact]
    public async Task A_kline_of_Binance_futures_is_read_whatever_its_last_element_says()
    {
        fixture.Server.On("/fapi/v1/klines", FakeAnswer.Json(SharedData.Sample("binance_fapi_klines.json").Replace("\"0\"]", "\"any text\"]", StringComparison.Ordinal)));

        (_, RowBatch rows) = await fixture.KlinesAsync(VenueFixture.KlinesOf("binance-usdm", "BTCUSDT", "1h", "2025-06-17 16:00", "2025-06-17 19:00"));

        Assert.Equal(["103984.9", "103619.3", "102263.9"], Enumerable.Range(0, 3).Select(row => Expect.Cell(rows, row, "close")));
        Assert.Equal("491405743.84669638", Expect.Cell(rows, 0, "quote_volume"));
    }

    [SkippableFact]
    public async Task Of_Kraken_the_running_period_is_left_out_and_one_without_trades_is_said_to_have_none()
    {
        fixture.Server.On("/0/public/OHLC", FakeAnswer.Json(SharedData.Sample("kraken_ohlc.json")));

        (SeriesPage page, RowBatch rows) = await fixture.KlinesAsync(VenueFixture.KlinesOf("kraken", "XXBTZUSD", "1m", "2023-07-06 19:20", "2023-07-06 19:24"));

        Assert.Equal(3, rows.Count);
        Assert.Equal([Expect.Range("2023-07-06 19:22", "2023-07-06 19:23")], page.NoTrades);
        Expect.Row(rows, 0,
            ("exchange", "kraken"), ("native_symbol", "XXBTZUSD"), ("interval", "1m"), ("open_time", Expect.Utc("2023-07-06 19:20")),
            ("open", "30305.7"), ("high", "30313.6"), ("low", "30294.6"), ("close", "30300.5"), ("vwap", "30303.1"), ("volume", "4.46525105"), ("trades", 23));
        ReceivedRequest request = fixture.Server.Requests.Last(request => request.Path == "/0/public/OHLC");
        Assert.Equal("?pair=XXBTZUSD&interval=1&since=1688671140", request.QueryText);
    }

    [Fact]
    public async Task A_decimal_beyond_its_column_is_refused_and_not_rounded()
    {
        string[] closes = ["0.1234567890123456789", "123456789012345678901", "NaN", "12345678901234567890.123456789012345678"];
        fixture.Server.On("/api/v3/klines", FakeAnswer.Json($"[{string.Join(',', closes.Select((close, index) =>
            $"""[{1750176000000 + (index * 3_600_000L)},"0","99999999999999999999","0","{close}","1.0",0,"1",1,"0.5","0.5","0"]"""))}]"));

        (SeriesPage page, RowBatch rows) = await fixture.KlinesAsync(VenueFixture.KlinesOf("binance", "BTCUSDT", "1h", "2025-06-17 16:00", "2025-06-17 20:00"));

        Assert.Equal(["12345678901234567890.123456789012345678"], Enumerable.Range(0, rows.Count).Select(row => Expect.Cell(rows, row, "close")));
        Assert.Equal(["out-of-range", "out-of-range", "unreadable"], page.Rejected.Select(rejected => rejected.Rule));
        Assert.Contains("close is 0.1234567890123456789; its column holds 20 digits before the point and 18 behind it", page.Rejected[0].Reason, StringComparison.Ordinal);
        Assert.Equal(Expect.Utc("2025-06-17 17:00"), page.Rejected[1].Time);
        Assert.Empty(page.NoTrades);
    }

    [Fact]
    public async Task A_rejected_kline_can_be_read_again_from_its_text()
    {
        fixture.Server.On("/api/v3/klines", FakeAnswer.Json("""[[1750176000000,"2","1","2","2","1.0",0,"1",1,"0.5","0.5","0"]]"""));
        IMarketDataSource source = fixture.Open();
        (SeriesPage page, _) = await fixture.KlinesAsync(VenueFixture.KlinesOf("binance", "BTCUSDT", "1h", "2025-06-17 16:00", "2025-06-17 17:00"), source);
        RejectedRow rejected = Assert.Single(page.Rejected);
        RowBatch rows = new(rejected.Dataset);

        RejectedRow? still = source.Reread(rejected, Expect.Utc("2025-06-17 17:01"), rows);
        RejectedRow? mended = source.Reread(rejected with { RawText = rejected.RawText.Replace("\"1\",\"2\",\"2\"", "\"3\",\"2\",\"2\"", StringComparison.Ordinal) }, Expect.Utc("2025-06-17 17:01"), rows);

        Assert.Equal("ohlc-order", rejected.Rule);
        Assert.Equal("ohlc-order", still?.Rule);
        Assert.Null(mended);
        Assert.Equal("3", Expect.Cell(rows, 0, "high"));
    }
}
