namespace CcIngest.Model;

/// <summary>Snapshots of price, market capitalisation and volume: <c>cc_asset_market_data</c>. Source: <c>/asset/v1/top/list</c>.</summary>
public static class AssetMarketData
{
    public static readonly Dataset Dataset = new("asset-market-data", "cc_asset_market_data",
    [
        Column.Int64("asset_id").Required().From("ID"),
        Column.DateTime("snapshot_ts").Required().From("PRICE_USD_LAST_UPDATE_TS").In("UTC, time of the price"),
        Column.Double("price_usd").From("PRICE_USD").In("USD"),
        Column.Text("price_usd_source", 64).From("PRICE_USD_SOURCE").In("index family"),
        Column.Double("mkt_cap_penalty").From("MKT_CAP_PENALTY"),
        Column.Double("circulating_mkt_cap_usd").From("CIRCULATING_MKT_CAP_USD").In("USD"),
        Column.Double("total_mkt_cap_usd").From("TOTAL_MKT_CAP_USD").In("USD"),
        Column.Double("spot_moving_24_hour_quote_volume_top_tier_usd").From("SPOT_MOVING_24_HOUR_QUOTE_VOLUME_TOP_TIER_USD").In("USD"),
        Column.Double("spot_moving_24_hour_quote_volume_usd").From("SPOT_MOVING_24_HOUR_QUOTE_VOLUME_USD").In("USD"),
        Column.Double("spot_moving_7_day_quote_volume_top_tier_usd").From("SPOT_MOVING_7_DAY_QUOTE_VOLUME_TOP_TIER_USD").In("USD"),
        Column.Double("spot_moving_7_day_quote_volume_usd").From("SPOT_MOVING_7_DAY_QUOTE_VOLUME_USD").In("USD"),
        Column.Double("spot_moving_30_day_quote_volume_top_tier_usd").From("SPOT_MOVING_30_DAY_QUOTE_VOLUME_TOP_TIER_USD").In("USD"),
        Column.Double("spot_moving_30_day_quote_volume_usd").From("SPOT_MOVING_30_DAY_QUOTE_VOLUME_USD").In("USD"),
        Column.CreatedAt(),
        Column.UpdatedAt(),
    ], "asset_id", "snapshot_ts")
    {
        Description = "Price, market capitalisation and volume of an asset at the time of its price. An asset without a price has no row.",
        Origin = "/asset/v1/top/list",
    };

    static AssetMarketData() => Dataset.Shard("asset_id").Sort("asset_id", "snapshot_ts DESC").Index("snapshot_ts");
}
