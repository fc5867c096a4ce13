namespace CcIngest.Model;

/// <summary>Futures venues with their instrument counts: <c>cc_exchanges_futures_details</c>. Source: the market level of <c>/futures/v1/markets/instruments</c>.</summary>
public static class ExchangesFuturesDetails
{
    public static readonly Dataset Dataset = new("exchanges-futures-details", "cc_exchanges_futures_details",
    [
        Column.Text("exchange_internal_name", 64).Required().From("@exchange").In("venue, lower case"),
        Column.Text("api_exchange_type", 64).From("TYPE"),
        Column.Text("exchange_status", 64).From("EXCHANGE_STATUS"),
        Column.Int32("mapped_instruments_total").From("MAPPED_INSTRUMENTS_TOTAL").In("contracts"),
        Column.Int32("unmapped_instruments_total").From("UNMAPPED_INSTRUMENTS_TOTAL").In("contracts"),
        Column.Int32("instruments_active_count").From("INSTRUMENT_STATUS.ACTIVE").In("contracts"),
        Column.Int32("instruments_ignored_count").From("INSTRUMENT_STATUS.IGNORED").In("contracts"),
        Column.Int32("instruments_retired_count").From("INSTRUMENT_STATUS.RETIRED").In("contracts"),
        Column.Int32("instruments_expired_count").From("INSTRUMENT_STATUS.EXPIRED").In("contracts"),
        Column.Int32("instruments_retired_unmapped_count").From("INSTRUMENT_STATUS.RETIRED_UNMAPPED").In("contracts"),
        Column.Int64("total_trades_exchange_level").From("TOTAL_TRADES_FUTURES").In("trades; implausible values occur"),
        Column.Int64("total_open_interest_updates").From("TOTAL_OPEN_INTEREST_UPDATES").In("updates"),
        Column.Int64("total_funding_rate_updates").From("TOTAL_FUNDING_RATE_UPDATES").In("updates"),
        Column.Boolean("has_orderbook_l2_snapshots").From("HAS_ORDERBOOK_L2_MINUTE_SNAPSHOTS_ENABLED"),
        Column.DateTime("api_data_retrieved_datetime").As(ColumnRole.RetrievedAt).In("UTC, time of the answer"),
        Column.CreatedAt(),
        Column.UpdatedAt(),
    ], "exchange_internal_name")
    {
        Description = "One current row per futures venue.",
        Origin = "/futures/v1/markets/instruments, market level",
        Market = Model.Market.Futures,
        Since = 3,
        Rules = [KeyRules.NotBlank("exchange_internal_name")],
    };
}
