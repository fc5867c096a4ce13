using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>The samples of <c>/futures/v1/historical/…</c> become rows, value by value; a row without an update is a period without trades.</summary>
public sealed class FuturesHistorySampleTests(SourceFixture fixture) : IClassFixture<SourceFixture>
{
    [SkippableFact]
    public async Task Futures_candles_of_days_become_rows_with_all_their_values()
    {
        (SeriesPage page, RowBatch rows) = await SampleAsync("/futures/v1/historical/days", "futures_v1_historical_days.json",
            SourceFixture.Request(FuturesOhlcv.Days, "binance", "ETHUSDT", "ETH-USDT-VANILLA-PERPETUAL", "2025-06-14", "2025-06-18"));

        Assert.Equal(4, rows.Count);
        Expect.Row(rows, 0,
            ("datetime", Expect.Utc("2025-06-14")), ("market", "binance"), ("instrument", "ETHUSDT"),
            ("mapped_instrument", "ETH-USDT-VANILLA-PERPETUAL"), ("type", "914"), ("index_underlying", "ETH"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDT"), ("contract_currency", "ETH"), ("denomination_type", "VANILLA"), ("open", 2546.21), ("high", 2568.88),
            ("low", 2495.64), ("close", 2563.98), ("number_of_contracts", 5418145748L), ("volume", 5418145.748),
            ("quote_volume", 13712178374.446789), ("volume_buy", 3373181.008), ("quote_volume_buy", 8536865045.188184), ("volume_sell", 2044964.74),
            ("quote_volume_sell", 5175313329.258606), ("volume_unknown", 0.0), ("quote_volume_unknown", 0.0), ("total_trades", 7421383),
            ("total_trades_buy", 2995110), ("total_trades_sell", 4426273), ("total_trades_unknown", 0),
            ("first_trade_timestamp", Expect.Utc("2025-06-14 00:28:56")), ("last_trade_timestamp", Expect.Utc("2025-06-14 23:05")),
            ("first_trade_price", 2534.78), ("high_trade_price", 2568.88), ("high_trade_timestamp", Expect.Utc("2025-06-14 20:42:26")),
            ("low_trade_price", 2495.64), ("low_trade_timestamp", Expect.Utc("2025-06-14 07:38:56")), ("last_trade_price", 2563.98));
        Expect.Row(rows, 3,
            ("datetime", Expect.Utc("2025-06-17")), ("market", "binance"), ("instrument", "ETHUSDT"),
            ("mapped_instrument", "ETH-USDT-VANILLA-PERPETUAL"), ("type", "914"), ("index_underlying", "ETH"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDT"), ("contract_currency", "ETH"), ("denomination_type", "VANILLA"), ("open", 2435.1), ("high", 2510.34),
            ("low", 2429.08), ("close", 2499.51), ("number_of_contracts", 4180879798L), ("volume", 4180879.798),
            ("quote_volume", 10344025036.344526), ("volume_buy", 1978102.015), ("quote_volume_buy", 4894075556.553246), ("volume_sell", 2202777.783),
            ("quote_volume_sell", 5449949479.791281), ("volume_unknown", 0.0), ("quote_volume_unknown", 0.0), ("total_trades", 5504056),
            ("total_trades_buy", 3008897), ("total_trades_sell", 2495159), ("total_trades_unknown", 0),
            ("first_trade_timestamp", Expect.Utc("2025-06-17 01:29:14")), ("last_trade_timestamp", Expect.Utc("2025-06-17 16:43:18")),
            ("first_trade_price", 2444.95), ("high_trade_price", 2510.34), ("high_trade_timestamp", Expect.Utc("2025-06-17 16:25:39")),
            ("low_trade_price", 2429.08), ("low_trade_timestamp", Expect.Utc("2025-06-17 05:46:55")), ("last_trade_price", 2499.51));
        Assert.Equal([], page.NoTrades);
    }

    [SkippableFact]
    public async Task Futures_candles_of_hours_become_rows_with_all_their_values()
    {
        (SeriesPage page, RowBatch rows) = await SampleAsync("/futures/v1/historical/hours", "futures_v1_historical_hours.json",
            SourceFixture.Request(FuturesOhlcv.Hours, "binance", "BTCUSDT", "BTC-USDT-VANILLA-PERPETUAL", "2025-06-17 18:00", "2025-06-17 20:00"));

        Assert.Equal(2, rows.Count);
        Expect.Row(rows, 0,
            ("datetime", Expect.Utc("2025-06-17 18:00")), ("market", "binance"), ("instrument", "BTCUSDT"),
            ("mapped_instrument", "BTC-USDT-VANILLA-PERPETUAL"), ("type", "914"), ("index_underlying", "BTC"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDT"), ("contract_currency", "BTC"), ("denomination_type", "VANILLA"), ("open", 103750.0), ("high", 104370.7),
            ("low", 103572.0), ("close", 104359.6), ("number_of_contracts", 7328289), ("volume", 7328.289), ("quote_volume", 762072954.3334),
            ("volume_buy", 3965.869), ("quote_volume_buy", 412406894.5171), ("volume_sell", 3362.42), ("quote_volume_sell", 349666059.8163),
            ("volume_unknown", 0.0), ("quote_volume_unknown", 0.0), ("total_trades", 157958), ("total_trades_buy", 82266),
            ("total_trades_sell", 75692), ("total_trades_unknown", 0), ("first_trade_timestamp", Expect.Utc("2025-06-17 18:00")),
            ("last_trade_timestamp", Expect.Utc("2025-06-17 18:59:59")), ("first_trade_price", 103750.1), ("high_trade_price", 104370.7),
            ("high_trade_timestamp", Expect.Utc("2025-06-17 18:59:10")), ("low_trade_price", 103572.0),
            ("low_trade_timestamp", Expect.Utc("2025-06-17 18:28:16")), ("last_trade_price", 104359.6));
        Expect.Row(rows, 1,
            ("datetime", Expect.Utc("2025-06-17 19:00")), ("market", "binance"), ("instrument", "BTCUSDT"),
            ("mapped_instrument", "BTC-USDT-VANILLA-PERPETUAL"), ("type", "914"), ("index_underlying", "BTC"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDT"), ("contract_currency", "BTC"), ("denomination_type", "VANILLA"), ("open", 104359.6), ("high", 104750.0),
            ("low", 104358.6), ("close", 104673.2), ("number_of_contracts", 2241452), ("volume", 2241.452), ("quote_volume", 234392778.8179),
            ("volume_buy", 1420.016), ("quote_volume_buy", 148483935.1682), ("volume_sell", 821.436), ("quote_volume_sell", 85908843.6497),
            ("volume_unknown", 0.0), ("quote_volume_unknown", 0.0), ("total_trades", 35466), ("total_trades_buy", 19190),
            ("total_trades_sell", 16276), ("total_trades_unknown", 0), ("first_trade_timestamp", Expect.Utc("2025-06-17 19:00")),
            ("last_trade_timestamp", Expect.Utc("2025-06-17 19:04:59")), ("first_trade_price", 104359.5), ("high_trade_price", 104750.0),
            ("high_trade_timestamp", Expect.Utc("2025-06-17 19:04:18")), ("low_trade_price", 104358.6),
            ("low_trade_timestamp", Expect.Utc("2025-06-17 19:00:03")), ("last_trade_price", 104673.2));
        Assert.Equal([], page.NoTrades);
    }

    [SkippableFact]
    public async Task Futures_candles_of_minutes_become_rows_with_all_their_values()
    {
        (SeriesPage page, RowBatch rows) = await SampleAsync("/futures/v1/historical/minutes", "futures_v1_historical_minutes.json",
            SourceFixture.Request(FuturesOhlcv.Minutes, "binance", "UNIUSD_PERP", "UNI-USD-INVERSE-PERPETUAL", "2025-03-09 01:35", "2025-03-09 01:41"));

        Assert.Equal(5, rows.Count);
        Expect.Row(rows, 0,
            ("datetime", Expect.Utc("2025-03-09 01:35")), ("market", "binance"), ("instrument", "UNIUSD_PERP"),
            ("mapped_instrument", "UNI-USD-INVERSE-PERPETUAL"), ("type", "914"), ("index_underlying", "UNI"), ("quote_currency", "USD"),
            ("settlement_currency", "UNI"), ("contract_currency", "USD"), ("denomination_type", "INVERSE"), ("open", 7.126), ("high", 7.129),
            ("low", 7.126), ("close", 7.129), ("number_of_contracts", 359), ("volume", 503.68262616), ("quote_volume", 3589.99999969632),
            ("volume_buy", 484.04433148), ("quote_volume_buy", 3449.99999984066), ("volume_sell", 19.63829468),
            ("quote_volume_sell", 139.99999985566), ("volume_unknown", 0.0), ("quote_volume_unknown", 0.0), ("total_trades", 8),
            ("total_trades_buy", 5), ("total_trades_sell", 3), ("total_trades_unknown", 0),
            ("first_trade_timestamp", Expect.Utc("2025-03-09 01:35:06")), ("last_trade_timestamp", Expect.Utc("2025-03-09 01:35:51")),
            ("first_trade_price", 7.128), ("high_trade_price", 7.129), ("high_trade_timestamp", Expect.Utc("2025-03-09 01:35:51")),
            ("low_trade_price", 7.127), ("low_trade_timestamp", Expect.Utc("2025-03-09 01:35:32")), ("last_trade_price", 7.129));
        Expect.Row(rows, 4,
            ("datetime", Expect.Utc("2025-03-09 01:40")), ("market", "binance"), ("instrument", "UNIUSD_PERP"),
            ("mapped_instrument", "UNI-USD-INVERSE-PERPETUAL"), ("type", "914"), ("index_underlying", "UNI"), ("quote_currency", "USD"),
            ("settlement_currency", "UNI"), ("contract_currency", "USD"), ("denomination_type", "INVERSE"), ("open", 7.108), ("high", 7.109),
            ("low", 7.108), ("close", 7.109), ("number_of_contracts", 55), ("volume", 77.36671823), ("quote_volume", 549.99999989707),
            ("volume_buy", 0.0), ("quote_volume_buy", 0.0), ("volume_sell", 77.36671823), ("quote_volume_sell", 549.99999989707),
            ("volume_unknown", 0.0), ("quote_volume_unknown", 0.0), ("total_trades", 3), ("total_trades_buy", 0), ("total_trades_sell", 3),
            ("total_trades_unknown", 0), ("first_trade_timestamp", Expect.Utc("2025-03-09 01:40:14")),
            ("last_trade_timestamp", Expect.Utc("2025-03-09 01:40:14")), ("first_trade_price", 7.109), ("high_trade_price", 7.109),
            ("high_trade_timestamp", Expect.Utc("2025-03-09 01:40:14")), ("low_trade_price", 7.109),
            ("low_trade_timestamp", Expect.Utc("2025-03-09 01:40:14")), ("last_trade_price", 7.109));
        Assert.Equal([Expect.Range("2025-03-09 01:37", "2025-03-09 01:38")], page.NoTrades);
    }

    [SkippableFact]
    public async Task Funding_rates_of_days_become_rows_with_all_their_values()
    {
        (SeriesPage page, RowBatch rows) = await SampleAsync("/futures/v1/historical/funding-rate/days", "futures_v1_historical_funding_rate_days.json",
            SourceFixture.Request(FuturesFundingRate.Days, "hyperliquid", "BTC", "BTC-USDT-QUANTO-PERPETUAL", "2025-06-16", "2025-06-18"));

        Assert.Equal(2, rows.Count);
        Expect.Row(rows, 0,
            ("datetime", Expect.Utc("2025-06-16")), ("market", "hyperliquid"), ("instrument", "BTC"),
            ("mapped_instrument", "BTC-USDT-QUANTO-PERPETUAL"), ("type", "934"), ("index_underlying", "BTC"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDC"), ("contract_currency", "BTC"), ("denomination_type", "QUANTO"), ("interval_ms", 3600000),
            ("open_fr", 1.25e-05), ("high_fr", 3.94887e-05), ("low_fr", 1.25e-05), ("close_fr", 1.25e-05), ("total_funding_rate_updates", 4979));
        Expect.Row(rows, 1,
            ("datetime", Expect.Utc("2025-06-17")), ("market", "hyperliquid"), ("instrument", "BTC"),
            ("mapped_instrument", "BTC-USDT-QUANTO-PERPETUAL"), ("type", "934"), ("index_underlying", "BTC"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDC"), ("contract_currency", "BTC"), ("denomination_type", "QUANTO"), ("interval_ms", 3600000),
            ("open_fr", 1.25e-05), ("high_fr", 1.55955e-05), ("low_fr", -1.21451e-05), ("close_fr", 1.25e-05), ("total_funding_rate_updates", 4129));
        Assert.Equal([], page.NoTrades);
    }

    [SkippableFact]
    public async Task Funding_rates_of_hours_become_rows_with_all_their_values()
    {
        (SeriesPage page, RowBatch rows) = await SampleAsync("/futures/v1/historical/funding-rate/hours", "futures_v1_historical_funding_rate_hours.json",
            SourceFixture.Request(FuturesFundingRate.Hours, "bybit", "ETHUSDT", "ETH-USDT-VANILLA-PERPETUAL", "2025-06-17 16:00", "2025-06-17 19:00"));

        Assert.Equal(2, rows.Count);
        Expect.Row(rows, 0,
            ("datetime", Expect.Utc("2025-06-17 16:00")), ("market", "bybit"), ("instrument", "ETHUSDT"),
            ("mapped_instrument", "ETH-USDT-VANILLA-PERPETUAL"), ("type", "934"), ("index_underlying", "ETH"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDT"), ("contract_currency", "ETH"), ("denomination_type", "VANILLA"), ("interval_ms", 28800000),
            ("open_fr", 0.0001), ("high_fr", 0.0001), ("low_fr", 4.418e-05), ("close_fr", 4.418e-05), ("total_funding_rate_updates", 58));
        Expect.Row(rows, 1,
            ("datetime", Expect.Utc("2025-06-17 17:00")), ("market", "bybit"), ("instrument", "ETHUSDT"),
            ("mapped_instrument", "ETH-USDT-VANILLA-PERPETUAL"), ("type", "934"), ("index_underlying", "ETH"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDT"), ("contract_currency", "ETH"), ("denomination_type", "VANILLA"), ("interval_ms", 28800000),
            ("open_fr", 4.418e-05), ("high_fr", 5.102e-05), ("low_fr", -1.377e-05), ("close_fr", -9.11e-06), ("total_funding_rate_updates", 60));
        Assert.Equal([Expect.Range("2025-06-17 18:00", "2025-06-17 19:00")], page.NoTrades);
    }

    [SkippableFact]
    public async Task Funding_rates_of_minutes_become_rows_with_all_their_values()
    {
        (SeriesPage page, RowBatch rows) = await SampleAsync("/futures/v1/historical/funding-rate/minutes", "futures_v1_historical_funding_rate_minutes.json",
            SourceFixture.Request(FuturesFundingRate.Minutes, "binance", "ETHUSDT", "ETH-USDT-VANILLA-PERPETUAL", "2022-10-10", "2022-10-10 00:03"));

        Assert.Equal(2, rows.Count);
        Expect.Row(rows, 0,
            ("datetime", Expect.Utc("2022-10-10 00:01")), ("market", "binance"), ("instrument", "ETHUSDT"),
            ("mapped_instrument", "ETH-USDT-VANILLA-PERPETUAL"), ("type", "934"), ("index_underlying", "ETH"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDT"), ("contract_currency", "ETH"), ("denomination_type", "VANILLA"), ("interval_ms", 28800000),
            ("open_fr", 1.29e-05), ("high_fr", 1.303e-05), ("low_fr", 1.29e-05), ("close_fr", 1.303e-05), ("total_funding_rate_updates", 4));
        Expect.Row(rows, 1,
            ("datetime", Expect.Utc("2022-10-10 00:02")), ("market", "binance"), ("instrument", "ETHUSDT"),
            ("mapped_instrument", "ETH-USDT-VANILLA-PERPETUAL"), ("type", "934"), ("index_underlying", "ETH"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDT"), ("contract_currency", "ETH"), ("denomination_type", "VANILLA"), ("interval_ms", 28800000),
            ("open_fr", 1.303e-05), ("high_fr", 1.303e-05), ("low_fr", -2.4e-07), ("close_fr", -2.4e-07), ("total_funding_rate_updates", 5));
        Assert.Equal([Expect.Range("2022-10-10", "2022-10-10 00:01")], page.NoTrades);
    }

    [SkippableFact]
    public async Task Open_interest_of_days_become_rows_with_all_their_values()
    {
        (SeriesPage page, RowBatch rows) = await SampleAsync("/futures/v1/historical/open-interest/days", "futures_v1_historical_open_interest_days.json",
            SourceFixture.Request(FuturesOpenInterest.Days, "binance", "BTCUSDT", "BTC-USDT-VANILLA-PERPETUAL", "2025-06-16", "2025-06-18"));

        Assert.Equal(2, rows.Count);
        Expect.Row(rows, 0,
            ("datetime", Expect.Utc("2025-06-16")), ("market", "binance"), ("instrument", "BTCUSDT"),
            ("mapped_instrument", "BTC-USDT-VANILLA-PERPETUAL"), ("type", "944"), ("index_underlying", "BTC"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDT"), ("contract_currency", "BTC"), ("denomination_type", "VANILLA"), ("open_oi_contracts", 78622.343),
            ("high_oi_contracts", 81316.244), ("low_oi_contracts", 78013.262), ("close_oi_contracts", 78013.262),
            ("open_oi_quote", 8298483652.04141), ("high_oi_quote", 8841709615.28342), ("low_oi_quote", 8232358632.58052),
            ("close_oi_quote", 8327556857.4948), ("open_mark_price", 105548.66893297), ("high_oi_mark_price", 108715.7),
            ("high_mark_price", 108882.5), ("high_mark_price_oi", 79981.759), ("high_quote_mark_price", 108754.40341304),
            ("low_oi_mark_price", 106745.4), ("low_mark_price", 104934.56897826), ("low_mark_price_oi", 78520.029),
            ("low_quote_mark_price", 104959.52212681), ("close_mark_price", 106745.4), ("total_open_interest_updates", 8605));
        Expect.Row(rows, 1,
            ("datetime", Expect.Utc("2025-06-17")), ("market", "binance"), ("instrument", "BTCUSDT"),
            ("mapped_instrument", "BTC-USDT-VANILLA-PERPETUAL"), ("type", "944"), ("index_underlying", "BTC"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDT"), ("contract_currency", "BTC"), ("denomination_type", "VANILLA"), ("open_oi_contracts", 78013.262),
            ("high_oi_contracts", 78960.327), ("low_oi_contracts", 76264.587), ("close_oi_contracts", 78333.287), ("open_oi_quote", 8327556857.4948),
            ("high_oi_quote", 8327556857.4948), ("low_oi_quote", 8044957700.0208), ("close_oi_quote", 8209649644.0767),
            ("open_mark_price", 106745.4), ("high_oi_mark_price", 104296.4), ("high_mark_price", 107705.16677899), ("high_mark_price_oi", 76368.345),
            ("high_quote_mark_price", 106745.4), ("low_oi_mark_price", 107564.74338406), ("low_mark_price", 103328.70456159),
            ("low_mark_price_oi", 78335.079), ("low_quote_mark_price", 103592.7), ("close_mark_price", 104804.1),
            ("total_open_interest_updates", 6882));
        Assert.Equal([], page.NoTrades);
    }

    [SkippableFact]
    public async Task Open_interest_of_hours_become_rows_with_all_their_values()
    {
        (SeriesPage page, RowBatch rows) = await SampleAsync("/futures/v1/historical/open-interest/hours", "futures_v1_historical_open_interest_hours.json",
            SourceFixture.Request(FuturesOpenInterest.Hours, "binance", "ETHUSD_PERP", "ETH-USD-INVERSE-PERPETUAL", "2022-10-10", "2022-10-10 02:00"));

        Assert.Equal(1, rows.Count);
        Expect.Row(rows, 0,
            ("datetime", Expect.Utc("2022-10-10")), ("market", "binance"), ("instrument", "ETHUSD_PERP"),
            ("mapped_instrument", "ETH-USD-INVERSE-PERPETUAL"), ("type", "944"), ("index_underlying", "ETH"), ("quote_currency", "USD"),
            ("settlement_currency", "ETH"), ("contract_currency", "USD"), ("denomination_type", "INVERSE"),
            ("open_oi_contracts", 144118.03702499828), ("high_oi_contracts", 144349.51318039416), ("low_oi_contracts", 140745.47411301592),
            ("close_oi_contracts", 140817.31540725136), ("open_oi_quote", 190652310.0), ("high_oi_quote", 190854700.0),
            ("low_oi_quote", 187529820.0), ("close_oi_quote", 187708030.0), ("open_mark_price", 1322.89), ("high_oi_mark_price", 1322.17072157),
            ("high_mark_price", 1333.65720018), ("high_mark_price_oi", 141520.45966124302), ("high_quote_mark_price", 1322.17072157),
            ("low_oi_mark_price", 1332.53698694), ("low_mark_price", 1320.5277073), ("low_mark_price_oi", 144019.95425666144),
            ("low_quote_mark_price", 1332.36945193), ("close_mark_price", 1332.98969276), ("total_open_interest_updates", 172));
        Assert.Equal([Expect.Range("2022-10-10 01:00", "2022-10-10 02:00")], page.NoTrades);
    }

    [SkippableFact]
    public async Task Open_interest_of_minutes_become_rows_with_all_their_values()
    {
        (SeriesPage page, RowBatch rows) = await SampleAsync("/futures/v1/historical/open-interest/minutes", "futures_v1_historical_open_interest_minutes.json",
            SourceFixture.Request(FuturesOpenInterest.Minutes, "okex", "SOL-USDT-SWAP", "SOL-USDT-VANILLA-PERPETUAL", "2025-06-17 18:00", "2025-06-17 18:03"));

        Assert.Equal(2, rows.Count);
        Expect.Row(rows, 0,
            ("datetime", Expect.Utc("2025-06-17 18:00")), ("market", "okex"), ("instrument", "SOL-USDT-SWAP"),
            ("mapped_instrument", "SOL-USDT-VANILLA-PERPETUAL"), ("type", "944"), ("index_underlying", "SOL"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDT"), ("contract_currency", "SOL"), ("denomination_type", "VANILLA"), ("open_oi_contracts", 3120455.0),
            ("high_oi_contracts", 3121002.0), ("low_oi_contracts", 3120455.0), ("close_oi_contracts", 3120988.0), ("open_oi_quote", 462482635.55),
            ("high_oi_quote", 462750966.54), ("low_oi_quote", 462482635.55), ("close_oi_quote", 462748890.76), ("open_mark_price", 148.21),
            ("high_oi_mark_price", 148.27), ("high_mark_price", 148.3), ("high_mark_price_oi", 3120455.0), ("high_quote_mark_price", 148.27),
            ("low_oi_mark_price", 148.21), ("low_mark_price", 148.2), ("low_mark_price_oi", 3120988.0), ("low_quote_mark_price", 148.21),
            ("close_mark_price", 148.27), ("total_open_interest_updates", 6));
        Expect.Row(rows, 1,
            ("datetime", Expect.Utc("2025-06-17 18:01")), ("market", "okex"), ("instrument", "SOL-USDT-SWAP"),
            ("mapped_instrument", "SOL-USDT-VANILLA-PERPETUAL"), ("type", "944"), ("index_underlying", "SOL"), ("quote_currency", "USDT"),
            ("settlement_currency", "USDT"), ("contract_currency", "SOL"), ("denomination_type", "VANILLA"), ("open_oi_contracts", 3120988.0),
            ("high_oi_contracts", 3120988.0), ("low_oi_contracts", 3119870.0), ("close_oi_contracts", 3119870.0), ("open_oi_quote", 462748890.76),
            ("high_oi_quote", 462748890.76), ("low_oi_quote", 462115144.4), ("close_oi_quote", 462115144.4), ("open_mark_price", 148.27),
            ("high_oi_mark_price", 148.12), ("high_mark_price", 148.29), ("high_mark_price_oi", 3120988.0), ("high_quote_mark_price", 148.27),
            ("low_oi_mark_price", 148.27), ("low_mark_price", 148.11), ("low_mark_price_oi", 3119870.0), ("low_quote_mark_price", 148.27),
            ("close_mark_price", 148.12), ("total_open_interest_updates", 5));
        Assert.Equal([Expect.Range("2025-06-17 18:02", "2025-06-17 18:03")], page.NoTrades);
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
