using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>The samples of <c>/spot/v1/historical/…</c> become rows, value by value.</summary>
public sealed class SpotHistorySampleTests(SourceFixture fixture) : IClassFixture<SourceFixture>
{
    [SkippableFact]
    public async Task Days_become_rows_with_all_their_values()
    {
        fixture.Server.On(SourceFixture.Days, FakeAnswer.Json(SharedData.Sample("spot_v1_historical_days.json")));

        (SeriesPage page, RowBatch rows) = await fixture.FetchAsync(SourceFixture.DaysOf());

        Assert.Equal(3, rows.Count);
        Expect.Row(rows, 0,
            ("datetime", Expect.Utc("2025-06-03")), ("exchange", "kraken"), ("symbol_unmapped", "XXBTZUSD"), ("symbol", "BTC-USD"),
            ("base", "BTC"), ("quote", "USD"), ("base_id", 1), ("quote_id", 5), ("transform_function", ""),
            ("open", 105857.9), ("high", 107900.6), ("low", 105831.8), ("close", 105831.8),
            ("first_trade_timestamp", Expect.Utc("2025-06-03 00:01:11")), ("last_trade_timestamp", Expect.Utc("2025-06-03 22:55:03")),
            ("first_trade_price", 106225.2), ("high_trade_price", 107900.6), ("high_trade_timestamp", Expect.Utc("2025-06-03 09:49:20")),
            ("low_trade_price", 105831.8), ("low_trade_timestamp", Expect.Utc("2025-06-03 22:55:03")), ("last_trade_price", 105831.8),
            ("total_trades", 44823), ("total_trades_buy", 18599), ("total_trades_sell", 26224), ("total_trades_unknown", 0),
            ("volume", 1700.02014381), ("quote_volume", 181786784.10868257), ("volume_buy", 1027.04011479), ("quote_volume_buy", 109819450.24745533),
            ("volume_sell", 672.98002902), ("quote_volume_sell", 71967333.86122724), ("volume_unknown", 0.0), ("quote_volume_unknown", 0.0));
        Assert.Equal(106955.0, Expect.Cell(rows, 1, "high"));
        Assert.Equal(Expect.Utc("2025-06-05"), Expect.Cell(rows, 2, "datetime"));
        Assert.Equal(103816.6, Expect.Cell(rows, 2, "close"));
        Assert.Empty(page.Rejected);
        Assert.Empty(page.NoTrades);
        Assert.Null(page.ListedFrom);
        Assert.True(page.Bytes > 3000);
    }

    [SkippableFact]
    public async Task An_hour_without_trades_is_no_row_but_a_period_without_trades()
    {
        fixture.Server.On(SourceFixture.Hours, FakeAnswer.Json(SharedData.Sample("spot_v1_historical_hours.json")));

        (SeriesPage page, RowBatch rows) = await fixture.FetchAsync(
            SourceFixture.Request(SpotOhlcv.Hours, "coinbase", "DOGE-USD", "DOGE-USD", "2025-06-05 22:00", "2025-06-06 02:00"));

        Assert.Equal(3, rows.Count);
        Assert.Equal([Expect.Range("2025-06-06 00:00", "2025-06-06 01:00")], page.NoTrades);
        Assert.Null(page.ListedFrom);
        Assert.Equal(0.19142, Expect.Cell(rows, 0, "open"));
        Assert.Equal(812L, Expect.Cell(rows, 0, "total_trades"));
        Assert.Equal(758949.11872215, Expect.Cell(rows, 0, "volume"));
        Assert.Equal(Expect.Utc("2025-06-05 23:00"), Expect.Cell(rows, 1, "datetime"));
        Assert.Equal(Expect.Utc("2025-06-06 01:00"), Expect.Cell(rows, 2, "datetime"));
        Assert.Equal(0.18747, Expect.Cell(rows, 2, "close"));
    }

    [SkippableFact]
    public async Task Minutes_with_exponents_become_rows()
    {
        fixture.Server.On(SourceFixture.Minutes, FakeAnswer.Json(SharedData.Sample("spot_v1_historical_minutes.json")));

        (SeriesPage page, RowBatch rows) = await fixture.FetchAsync(
            SourceFixture.Request(SpotOhlcv.Minutes, "kraken", "XTZXBT", "XTZ-BTC", "2025-06-06 00:40", "2025-06-06 00:45"));

        Assert.Equal(3, rows.Count);
        Expect.Row(rows, 0,
            ("datetime", Expect.Utc("2025-06-06 00:40")), ("exchange", "kraken"), ("symbol_unmapped", "XTZXBT"), ("symbol", "XTZ-BTC"),
            ("base", "XTZ"), ("quote", "BTC"), ("base_id", 68), ("quote_id", 1), ("transform_function", ""),
            ("open", 2.4171e-05), ("high", 2.4193e-05), ("low", 2.4171e-05), ("close", 2.4178e-05),
            ("first_trade_timestamp", Expect.Utc("2025-06-06 00:40:17")), ("last_trade_timestamp", Expect.Utc("2025-06-06 00:40:59")),
            ("first_trade_price", 2.4183e-05), ("high_trade_price", 2.4193e-05), ("high_trade_timestamp", Expect.Utc("2025-06-06 00:40:51")),
            ("low_trade_price", 2.4176e-05), ("low_trade_timestamp", Expect.Utc("2025-06-06 00:40:58")), ("last_trade_price", 2.4178e-05),
            ("total_trades", 6), ("total_trades_buy", 2), ("total_trades_sell", 4), ("total_trades_unknown", 0),
            ("volume", 1209.67), ("quote_volume", 0.0292544), ("volume_buy", 704.54), ("quote_volume_buy", 0.0170379),
            ("volume_sell", 505.13), ("quote_volume_sell", 0.0122165), ("volume_unknown", 0.0), ("quote_volume_unknown", 0.0));
        Assert.Equal(
            [Expect.Range("2025-06-06 00:41", "2025-06-06 00:42"), Expect.Range("2025-06-06 00:43", "2025-06-06 00:44")], page.NoTrades);
        Assert.Equal(2.4148e-05, Expect.Cell(rows, 2, "low"));
    }
}
