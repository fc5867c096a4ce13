-- Assets with the newest snapshot of their market data, by 30-day spot volume in USD; unknown volumes and
-- assets without a snapshot last, equal ones by asset_id.
-- Key: asset_id. Reads only.
-- Parameters: count.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null: then it means all.
SELECT
    a.asset_id AS AssetId,
    a.symbol AS Symbol,
    a.name AS Name,
    a.asset_type AS AssetType,
    a.launch_date AS LaunchDate,
    m.price_usd AS PriceUsd,
    m.price_usd_source AS PriceUsdSource,
    m.circulating_mkt_cap_usd AS CirculatingMarketCapUsd,
    m.spot_moving_30_day_quote_volume_usd AS SpotVolume30DayUsd,
    m.snapshot_ts AS SnapshotAt
FROM cc_assets a
LEFT JOIN (SELECT asset_id, MAX(snapshot_ts) AS snapshot_ts FROM cc_asset_market_data GROUP BY asset_id) newest
    ON newest.asset_id = a.asset_id
LEFT JOIN cc_asset_market_data m
    ON m.asset_id = newest.asset_id AND m.snapshot_ts = newest.snapshot_ts
ORDER BY
    CASE WHEN m.spot_moving_30_day_quote_volume_usd IS NULL THEN 1 ELSE 0 END,
    m.spot_moving_30_day_quote_volume_usd DESC,
    a.asset_id
/*if count*/ LIMIT @count /*end*/
