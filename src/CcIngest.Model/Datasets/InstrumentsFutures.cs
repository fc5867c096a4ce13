namespace CcIngest.Model;

/// <summary>Futures contracts of all statuses: <c>cc_instruments_futures</c>. Source: the instruments of <c>/futures/v1/markets/instruments</c>.</summary>
public static class InstrumentsFutures
{
    public static readonly Dataset Dataset = new("instruments-futures", "cc_instruments_futures",
    [
        Column.Text("exchange_internal_name", 64).Required().From("@exchange").In("venue, lower case"),
        Column.Text("mapped_instrument_symbol", 128).Required().From("@instrument").In("mapped name, UNDERLYING-QUOTE-DENOMINATION-PERPETUAL or with a date"),
        Column.Text("api_instrument_type", 64).From("TYPE"),
        Column.Text("instrument_status_on_exchange", 64).From("INSTRUMENT_STATUS").In("ACTIVE, RETIRED, EXPIRED, IGNORED, …, or VANISHED"),
        Column.Text("exchange_instrument_symbol_raw", 128).From("INSTRUMENT").In("name on the exchange"),
        Column.Text("index_underlying_symbol", 128).From("INSTRUMENT_MAPPING.INDEX_UNDERLYING").In("asset symbol"),
        Column.Int64("index_underlying_id").From("INSTRUMENT_MAPPING.INDEX_UNDERLYING_ID").In("asset id"),
        Column.Text("quote_currency_symbol", 128).From("INSTRUMENT_MAPPING.QUOTE_CURRENCY").In("asset symbol"),
        Column.Int64("quote_currency_id").From("INSTRUMENT_MAPPING.QUOTE_CURRENCY_ID").In("asset id"),
        Column.Text("settlement_currency_symbol", 128).From("INSTRUMENT_MAPPING.SETTLEMENT_CURRENCY").In("asset symbol"),
        Column.Int64("settlement_currency_id").From("INSTRUMENT_MAPPING.SETTLEMENT_CURRENCY_ID").In("asset id"),
        Column.Text("contract_currency_symbol", 128).From("INSTRUMENT_MAPPING.CONTRACT_CURRENCY").In("asset symbol"),
        Column.Int64("contract_currency_id").From("INSTRUMENT_MAPPING.CONTRACT_CURRENCY_ID").In("asset id"),
        Column.Text("denomination_type", 64).From("INSTRUMENT_MAPPING.DENOMINATION_TYPE").In("VANILLA, INVERSE, QUANTO"),
        Column.Text("transform_function").From("INSTRUMENT_MAPPING.TRANSFORM_FUNCTION"),
        Column.DateTime("instrument_mapping_created_datetime").From("INSTRUMENT_MAPPING.CREATED_ON"),
        Column.Boolean("has_trades").From("HAS_TRADES_FUTURES"),
        Column.DateTime("first_trade_datetime").From("FIRST_TRADE_FUTURES_TIMESTAMP"),
        Column.DateTime("last_trade_datetime").From("LAST_TRADE_FUTURES_TIMESTAMP"),
        Column.Int64("total_trades_instrument_level").From("TOTAL_TRADES_FUTURES").In("trades"),
        Column.Boolean("has_funding_rate_updates").From("HAS_FUNDING_RATE_UPDATES"),
        Column.DateTime("first_funding_rate_update_datetime").From("FIRST_FUNDING_RATE_UPDATE_TIMESTAMP"),
        Column.DateTime("last_funding_rate_update_datetime").From("LAST_FUNDING_RATE_UPDATE_TIMESTAMP"),
        Column.Int64("total_funding_rate_updates").From("TOTAL_FUNDING_RATE_UPDATES").In("updates"),
        Column.Boolean("has_open_interest_updates").From("HAS_OPEN_INTEREST_UPDATES"),
        Column.DateTime("first_open_interest_update_datetime").From("FIRST_OPEN_INTEREST_UPDATE_TIMESTAMP"),
        Column.DateTime("last_open_interest_update_datetime").From("LAST_OPEN_INTEREST_UPDATE_TIMESTAMP"),
        Column.Int64("total_open_interest_updates").From("TOTAL_OPEN_INTEREST_UPDATES").In("updates"),
        Column.DateTime("contract_expiration_datetime").From("CONTRACT_EXPIRATION_TS").In("UTC; null for perpetual contracts"),
        Column.CreatedAt(),
        Column.UpdatedAt(),
    ], "exchange_internal_name", "mapped_instrument_symbol")
    {
        Description = "Futures contracts of all statuses; one that the source no longer lists stays, as VANISHED.",
        Origin = "/futures/v1/markets/instruments",
        Market = Model.Market.Futures,
        Since = 3,
        Rules =
        [
            KeyRules.NotBlank("exchange_internal_name"),
            KeyRules.NotBlank("mapped_instrument_symbol"),
        ],
    };

    static InstrumentsFutures() => Dataset
        .Sort("exchange_internal_name", "mapped_instrument_symbol", "last_trade_datetime DESC")
        .Index("mapped_instrument_symbol");
}
