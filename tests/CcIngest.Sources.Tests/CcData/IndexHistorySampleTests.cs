using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>The samples of <c>/index/cc/v1/historical/…</c> become rows, value by value; a row without an update is a period without trades.</summary>
public sealed class IndexHistorySampleTests(SourceFixture fixture) : IClassFixture<SourceFixture>
{
    [SkippableFact]
    public async Task Index_candles_of_days_become_rows_with_all_their_values()
    {
        (SeriesPage page, RowBatch rows) = await SampleAsync("/index/cc/v1/historical/days", "index_cc_v1_historical_days.json",
            SourceFixture.Request(IndexOhlcv.Days, "cadli", "BTC-USD", "BTC-USD", "2025-06-05", "2025-06-07"));

        Assert.Equal(2, rows.Count);
        Expect.Row(rows, 0,
            ("unit", "DAY"), ("datetime", Expect.Utc("2025-06-05")), ("type", "267"), ("market", "cadli"), ("asset", "BTC"), ("quote", "USD"),
            ("open", 104753.381992114), ("high", 105693.813354193), ("low", 101626.224558759), ("close", 101626.224558759),
            ("first_message_timestamp", Expect.Utc("2025-06-05 00:08:27")), ("last_message_timestamp", Expect.Utc("2025-06-05 23:35:32")),
            ("first_message_value", 104649.641117818), ("high_message_value", 105693.813354193),
            ("high_message_timestamp", Expect.Utc("2025-06-05 11:40:58")), ("low_message_value", 101626.224558759),
            ("low_message_timestamp", Expect.Utc("2025-06-05 00:53:11")), ("last_message_value", 101626.224558759), ("total_index_updates", 411228),
            ("volume", 242331.84730645), ("quote_volume", 25436955485.728844), ("volume_top_tier", 136481.29640299),
            ("quote_volume_top_tier", 14326093329.562485), ("volume_direct", 33999.15817709), ("quote_volume_direct", 3568804854.647757),
            ("volume_top_tier_direct", 29297.92033935), ("quote_volume_top_tier_direct", 3075327918.224617));
        Expect.Row(rows, 1,
            ("unit", "DAY"), ("datetime", Expect.Utc("2025-06-06")), ("type", "267"), ("market", "cadli"), ("asset", "BTC"), ("quote", "USD"),
            ("open", 101626.224558759), ("high", 105407.407291189), ("low", 101235.692388345), ("close", 104394.303202528),
            ("first_message_timestamp", Expect.Utc("2025-06-06")), ("last_message_timestamp", Expect.Utc("2025-06-06 19:29:36")),
            ("first_message_value", 101626.224865382), ("high_message_value", 105407.407291189),
            ("high_message_timestamp", Expect.Utc("2025-06-06 15:16:46")), ("low_message_value", 101235.692388345),
            ("low_message_timestamp", Expect.Utc("2025-06-06 00:22:44")), ("last_message_value", 104394.303202528), ("total_index_updates", 226581),
            ("volume", 173585.090508789), ("quote_volume", 17999414973.1633), ("volume_top_tier", 97720.4873760853),
            ("quote_volume_top_tier", 10136398898.0737), ("volume_direct", 24353.12347664), ("quote_volume_direct", 2525680969.62539),
            ("volume_top_tier_direct", 20990.8431262), ("quote_volume_top_tier_direct", 2177261048.31427));
        Assert.Equal([], page.NoTrades);
    }

    [SkippableFact]
    public async Task Index_candles_of_hours_become_rows_with_all_their_values()
    {
        (SeriesPage page, RowBatch rows) = await SampleAsync("/index/cc/v1/historical/hours", "index_cc_v1_historical_hours.json",
            SourceFixture.Request(IndexOhlcv.Hours, "ccix", "BTC-USD", "BTC-USD", "2026-01-02 15:00", "2026-01-02 18:00"));

        Assert.Equal(3, rows.Count);
        Expect.Row(rows, 0,
            ("unit", "HOUR"), ("datetime", Expect.Utc("2026-01-02 15:00")), ("type", "267"), ("market", "ccix"), ("asset", "BTC"), ("quote", "USD"),
            ("open", 90136.2336316844), ("high", 90192.4888538985), ("low", 89902.7537016319), ("close", 90023.8073063123),
            ("first_message_timestamp", Expect.Utc("2026-01-02 15:00:05")), ("last_message_timestamp", Expect.Utc("2026-01-02 15:59:43")),
            ("first_message_value", 90145.8184086764), ("high_message_value", 90192.4888538985),
            ("high_message_timestamp", Expect.Utc("2026-01-02 15:03:36")), ("low_message_value", 89902.7537016319),
            ("low_message_timestamp", Expect.Utc("2026-01-02 15:13:56")), ("last_message_value", 90023.8073063123), ("total_index_updates", 3600),
            ("volume", 1966.93988072), ("quote_volume", 177062717.96135655));
        Expect.Row(rows, 2,
            ("unit", "HOUR"), ("datetime", Expect.Utc("2026-01-02 17:00")), ("type", "267"), ("market", "ccix"), ("asset", "BTC"), ("quote", "USD"),
            ("open", 90177.2404796807), ("high", 90323.3612133491), ("low", 90052.3389024357), ("close", 90231.8292315434),
            ("first_message_timestamp", Expect.Utc("2026-01-02 17:01:49")), ("last_message_timestamp", Expect.Utc("2026-01-02 17:59:33")),
            ("first_message_value", 90208.1754556103), ("high_message_value", 90323.3612133491),
            ("high_message_timestamp", Expect.Utc("2026-01-02 17:22:50")), ("low_message_value", 90052.3389024357),
            ("low_message_timestamp", Expect.Utc("2026-01-02 17:50:54")), ("last_message_value", 90231.8292315434), ("total_index_updates", 3600),
            ("volume", 2320.3474098), ("quote_volume", 209279952.6051797));
        Assert.Equal([], page.NoTrades);
    }

    [SkippableFact]
    public async Task Index_candles_of_minutes_become_rows_with_all_their_values()
    {
        (SeriesPage page, RowBatch rows) = await SampleAsync("/index/cc/v1/historical/minutes", "index_cc_v1_historical_minutes.json",
            SourceFixture.Request(IndexOhlcv.Minutes, "cadli", "ETH-USD", "ETH-USD", "2026-01-03 01:33", "2026-01-03 01:36"));

        Assert.Equal(3, rows.Count);
        Expect.Row(rows, 0,
            ("unit", "MINUTE"), ("datetime", Expect.Utc("2026-01-03 01:33")), ("type", "267"), ("market", "cadli"), ("asset", "ETH"),
            ("quote", "USD"), ("open", 3128.58114021), ("high", 3129.00764313), ("low", 3126.66858033), ("close", 3128.3933389),
            ("first_message_timestamp", Expect.Utc("2026-01-03 01:33:01")), ("last_message_timestamp", Expect.Utc("2026-01-03 01:33:58")),
            ("first_message_value", 3128.90837048), ("high_message_value", 3129.00764313),
            ("high_message_timestamp", Expect.Utc("2026-01-03 01:33:26")), ("low_message_value", 3126.66858033),
            ("low_message_timestamp", Expect.Utc("2026-01-03 01:33:50")), ("last_message_value", 3128.3933389), ("total_index_updates", 204),
            ("volume", 119.93207332), ("quote_volume", 375109.73622215), ("volume_top_tier", 67.54574369), ("quote_volume_top_tier", 211261.80344),
            ("volume_direct", 16.82646989), ("quote_volume_direct", 52627.895992), ("volume_top_tier_direct", 14.49978766),
            ("quote_volume_top_tier_direct", 45350.767109));
        Expect.Row(rows, 2,
            ("unit", "MINUTE"), ("datetime", Expect.Utc("2026-01-03 01:35")), ("type", "267"), ("market", "cadli"), ("asset", "ETH"),
            ("quote", "USD"), ("open", 3128.58228104), ("high", 3128.81402604), ("low", 3126.82840575), ("close", 3127.75420898),
            ("first_message_timestamp", Expect.Utc("2026-01-03 01:35")), ("last_message_timestamp", Expect.Utc("2026-01-03 01:35:59")),
            ("first_message_value", 3128.25519728), ("high_message_value", 3128.81402604),
            ("high_message_timestamp", Expect.Utc("2026-01-03 01:35:28")), ("low_message_value", 3126.82840575),
            ("low_message_timestamp", Expect.Utc("2026-01-03 01:35:54")), ("last_message_value", 3127.75420898), ("total_index_updates", 190),
            ("volume", 139.51747101), ("quote_volume", 436391.1177226), ("volume_top_tier", 78.57623967), ("quote_volume_top_tier", 245775.477501),
            ("volume_direct", 19.57430118), ("quote_volume_direct", 61225.673816), ("volume_top_tier_direct", 16.86766225),
            ("quote_volume_top_tier_direct", 52759.686133));
        Assert.Equal([], page.NoTrades);
    }

    private async Task<(SeriesPage, RowBatch)> SampleAsync(string path, string sample, SeriesRequest request)
    {
        fixture.Server.On(path, FakeAnswer.Json(SharedData.Sample(sample)));

        (SeriesPage page, RowBatch rows) = await fixture.FetchAsync(request);

        Assert.Empty(page.Rejected);
        Assert.Null(page.ListedFrom);
        return (page, rows);
    }
}
