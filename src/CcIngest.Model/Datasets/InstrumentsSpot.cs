namespace CcIngest.Model;

/// <summary>Spot instruments of all statuses: <c>cc_instruments_spot</c>. Source: the instruments of <c>/spot/v1/markets/instruments</c>.</summary>
public static class InstrumentsSpot
{
    public static readonly Dataset Dataset = new("instruments-spot", "cc_instruments_spot",
    [
        Column.Text("exchange_internal_name", 64).Required().From("@exchange").In("venue, lower case"),
        Column.Text("mapped_instrument_symbol", 128).Required().From("@instrument").In("mapped name, BASE-QUOTE"),
        Column.Text("api_instrument_type", 64).From("TYPE"),
        Column.Text("instrument_status_on_exchange", 64).From("INSTRUMENT_STATUS").In("ACTIVE, RETIRED, EXPIRED, IGNORED, …, or VANISHED"),
        Column.Text("exchange_instrument_symbol_raw", 128).From("INSTRUMENT").In("name on the exchange"),
        Column.Text("base_asset_symbol", 128).From("INSTRUMENT_MAPPING.BASE").In("asset symbol"),
        Column.Int64("base_asset_id").From("INSTRUMENT_MAPPING.BASE_ID").In("asset id"),
        Column.Text("quote_asset_symbol", 128).From("INSTRUMENT_MAPPING.QUOTE").In("asset symbol"),
        Column.Int64("quote_asset_id").From("INSTRUMENT_MAPPING.QUOTE_ID").In("asset id"),
        Column.Text("transform_function").From("INSTRUMENT_MAPPING.TRANSFORM_FUNCTION"),
        Column.DateTime("instrument_mapping_created_datetime").From("INSTRUMENT_MAPPING.CREATED_ON"),
        Column.Boolean("has_trades").From("HAS_TRADES_SPOT"),
        Column.DateTime("first_trade_datetime").From("FIRST_TRADE_SPOT_TIMESTAMP"),
        Column.DateTime("last_trade_datetime").From("LAST_TRADE_SPOT_TIMESTAMP"),
        Column.Int64("total_trades_instrument_level").From("TOTAL_TRADES_SPOT").In("trades"),
        Column.CreatedAt(),
        Column.UpdatedAt(),
    ], "exchange_internal_name", "mapped_instrument_symbol")
    {
        Description = "Spot instruments of all statuses; one that the source no longer lists stays, as VANISHED.",
        Origin = "/spot/v1/markets/instruments",
        Market = Model.Market.Spot,
        Rules =
        [
            KeyRules.NotBlank("exchange_internal_name"),
            KeyRules.NotBlank("mapped_instrument_symbol"),
        ],
    };

    static InstrumentsSpot() => Dataset
        .Sort("exchange_internal_name", "mapped_instrument_symbol", "last_trade_datetime DESC")
        .Index("mapped_instrument_symbol");
}
