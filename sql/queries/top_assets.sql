-- Assets with the newest snapshot of their market data and their ids elsewhere, ranked by one of its numbers: SpotVolume30Day,
-- SpotVolume7Day, SpotVolume24Hour, MarketCap or Price, in USD, the largest first; without the number last, equal ones by asset_id.
-- Key: asset_id. Reads only.
-- Parameters: by, count.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null: then it means all.
SELECT
    ranked.AssetId,
    ranked.Symbol,
    ranked.Name,
    ranked.AssetType,
    ranked.LaunchDate,
    ranked.PriceUsd,
    ranked.PriceUsdSource,
    ranked.CirculatingMarketCapUsd,
    ranked.SpotVolume24HourUsd,
    ranked.SpotVolume7DayUsd,
    ranked.SpotVolume30DayUsd,
    ranked.SnapshotAt,
    ranked.CoinMarketCapId,
    ranked.CoinGeckoId,
    ranked.Isin,
    ranked.Valor,
    ranked.Dti,
    ranked.ChainId
FROM (
    SELECT
        a.asset_id AS AssetId,
        a.symbol AS Symbol,
        a.name AS Name,
        a.asset_type AS AssetType,
        a.launch_date AS LaunchDate,
        m.price_usd AS PriceUsd,
        m.price_usd_source AS PriceUsdSource,
        m.circulating_mkt_cap_usd AS CirculatingMarketCapUsd,
        m.spot_moving_24_hour_quote_volume_usd AS SpotVolume24HourUsd,
        m.spot_moving_7_day_quote_volume_usd AS SpotVolume7DayUsd,
        m.spot_moving_30_day_quote_volume_usd AS SpotVolume30DayUsd,
        m.snapshot_ts AS SnapshotAt,
        i.cmc_id AS CoinMarketCapId,
        i.cg_id AS CoinGeckoId,
        i.isin_id AS Isin,
        i.valor_id AS Valor,
        i.dti_id AS Dti,
        i.chain_id AS ChainId,
        CASE @by
            WHEN 'SpotVolume7Day' THEN m.spot_moving_7_day_quote_volume_usd
            WHEN 'SpotVolume24Hour' THEN m.spot_moving_24_hour_quote_volume_usd
            WHEN 'MarketCap' THEN m.circulating_mkt_cap_usd
            WHEN 'Price' THEN m.price_usd
            ELSE m.spot_moving_30_day_quote_volume_usd
        END AS Amount
    FROM cc_assets a
    LEFT JOIN (SELECT asset_id, MAX(snapshot_ts) AS snapshot_ts FROM cc_asset_market_data GROUP BY asset_id) newest
        ON newest.asset_id = a.asset_id
    LEFT JOIN cc_asset_market_data m
        ON m.asset_id = newest.asset_id AND m.snapshot_ts = newest.snapshot_ts
    LEFT JOIN cc_asset_alternative_ids i
        ON i.asset_id = a.asset_id
) ranked
ORDER BY
    CASE WHEN ranked.Amount IS NULL THEN 1 ELSE 0 END,
    ranked.Amount DESC,
    ranked.AssetId
/*if count*/ LIMIT @count /*end*/
