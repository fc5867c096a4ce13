using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary><c>/futures/v1/markets/instruments</c>: the same walk as for spot, into other tables.</summary>
public sealed class FuturesInstrumentsTests : IAsyncLifetime
{
    private const string Path = "/futures/v1/markets/instruments";

    private readonly SourceFixture _fixture = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [SkippableFact]
    public async Task The_sample_becomes_venues_and_their_contracts()
    {
        _fixture.Server.On(Path, FakeAnswer.Json(SharedData.Sample("futures_v1_markets_instruments.json")).With("Date", "Tue, 17 Jun 2025 03:00:00 GMT"));

        List<ReferencePart> parts = await ListAsync();

        Assert.Equal(["binance", "bybit"], parts.Select(part => part.CompleteExchange));
        Assert.Equal(Path + "?instrument_status=ACTIVE,IGNORED,RETIRED,EXPIRED,READY_FOR_DECOMMISSIONING,RETIRED_UNMAPPED", parts[0].Request);
        Assert.All(parts, part => Assert.Empty(part.Rejected));
        Assert.Equal([3, 2], parts.Select(part => part.Rows[1].Count));
        Expect.Row(parts[0].Rows[0], 0,
            ("exchange_internal_name", "binance"), ("api_exchange_type", "604"), ("exchange_status", "ACTIVE"), ("mapped_instruments_total", 754),
            ("unmapped_instruments_total", 32), ("instruments_active_count", 523), ("instruments_ignored_count", 0),
            ("instruments_retired_count", 100), ("instruments_expired_count", 145), ("instruments_retired_unmapped_count", 18),
            ("total_trades_exchange_level", 132022218083L), ("total_open_interest_updates", 1524994815), ("total_funding_rate_updates", 52112671),
            ("has_orderbook_l2_snapshots", true),
            ("api_data_retrieved_datetime", Expect.Utc("2025-06-17 03:00")));
        Expect.Row(parts[0].Rows[1], 0,
            ("exchange_internal_name", "binance"), ("mapped_instrument_symbol", "BTC-USD-INVERSE-PERPETUAL"), ("api_instrument_type", "614"),
            ("instrument_status_on_exchange", "ACTIVE"), ("exchange_instrument_symbol_raw", "BTCUSD_PERP"), ("index_underlying_symbol", "BTC"),
            ("index_underlying_id", 1), ("quote_currency_symbol", "USD"), ("quote_currency_id", 5), ("settlement_currency_symbol", "BTC"),
            ("settlement_currency_id", 1), ("contract_currency_symbol", "USD"), ("contract_currency_id", 5), ("denomination_type", "INVERSE"),
            ("transform_function", ""), ("instrument_mapping_created_datetime", Expect.Utc("2022-06-20 13:19:43")), ("has_trades", true),
            ("first_trade_datetime", Expect.Utc("2020-08-11 07:02:31")), ("last_trade_datetime", Expect.Utc("2025-06-17 00:30:18")),
            ("total_trades_instrument_level", 978207479), ("has_funding_rate_updates", true),
            ("first_funding_rate_update_datetime", Expect.Utc("2020-08-10 16:00")),
            ("last_funding_rate_update_datetime", Expect.Utc("2025-06-17 00:30:19")), ("total_funding_rate_updates", 102510),
            ("has_open_interest_updates", true), ("first_open_interest_update_datetime", Expect.Utc("2022-01-30 07:00")),
            ("last_open_interest_update_datetime", Expect.Utc("2025-06-17 00:30:08")), ("total_open_interest_updates", 3255707));
        Expect.Row(parts[0].Rows[1], 2,
            ("exchange_internal_name", "binance"), ("mapped_instrument_symbol", "BTC-USDT-VANILLA-20250328"), ("api_instrument_type", "614"),
            ("instrument_status_on_exchange", "EXPIRED"), ("exchange_instrument_symbol_raw", "BTCUSDT_250328"), ("index_underlying_symbol", "BTC"),
            ("index_underlying_id", 1), ("quote_currency_symbol", "USDT"), ("quote_currency_id", 7), ("settlement_currency_symbol", "USDT"),
            ("settlement_currency_id", 7), ("contract_currency_symbol", "BTC"), ("contract_currency_id", 1), ("denomination_type", "VANILLA"),
            ("transform_function", ""), ("instrument_mapping_created_datetime", Expect.Utc("2024-09-27 07:40:10")), ("has_trades", true),
            ("first_trade_datetime", Expect.Utc("2024-09-27 08:00:01")), ("last_trade_datetime", Expect.Utc("2025-03-28 07:59:59")),
            ("total_trades_instrument_level", 18220914), ("has_funding_rate_updates", false), ("total_funding_rate_updates", 0),
            ("has_open_interest_updates", true), ("first_open_interest_update_datetime", Expect.Utc("2024-09-27 08:00")),
            ("last_open_interest_update_datetime", Expect.Utc("2025-03-28 07:59")), ("total_open_interest_updates", 1310220),
            ("contract_expiration_datetime", Expect.Utc("2025-03-28 08:00")));
    }

    [SkippableFact]
    public async Task Venues_without_contracts_say_nothing_of_what_has_vanished()
    {
        _fixture.Server.On(Path, FakeAnswer.Json(SharedData.Sample("futures_v1_markets.json")));

        List<ReferencePart> parts = await ListAsync();

        Assert.All(parts, part => Assert.Null(part.CompleteExchange));
        Assert.All(parts, part => Assert.Empty(part.Rejected));
        Assert.Equal([131986387884L, 38085315L], parts.Select(part => Expect.Cell(part.Rows[0], 0, "total_trades_exchange_level")));
    }

    private async Task<List<ReferencePart>> ListAsync()
    {
        await using IMarketDataSource source = _fixture.Open();
        List<ReferencePart> parts = [];
        await foreach (ReferencePart part in source.ListAsync(new ReferenceRequest(ReferenceList.FuturesInstruments, []), CancellationToken.None))
        {
            parts.Add(part);
        }

        return parts;
    }
}
