-- What the tables of instruments and market data name and other tables do not have, each with how many rows name it.
-- Key: dataset, rule, exchange or asset_id. Reads only.
-- Parameters: dataset (the one whose references are looked at).
-- NULLIF gives a null that has a type: one engine takes a bare one for a text, and does not join it with ids.
SELECT r.Dataset, r.Rule_, r.Exchange, r.AssetId, r.Symbol, r.Uses
FROM (
    SELECT 'instruments-spot' AS Dataset, 'exchange-unknown' AS Rule_, LOWER(i.exchange_internal_name) AS Exchange, NULLIF(0, 0) AS AssetId, NULLIF('', '') AS Symbol, COUNT(*) AS Uses
    FROM cc_instruments_spot i
    WHERE NOT EXISTS (SELECT 1 FROM cc_exchanges_general e WHERE LOWER(e.internal_name) = LOWER(i.exchange_internal_name))
    GROUP BY LOWER(i.exchange_internal_name)
    UNION ALL
    SELECT 'instruments-futures', 'exchange-unknown', LOWER(i.exchange_internal_name), NULLIF(0, 0), NULLIF('', ''), COUNT(*)
    FROM cc_instruments_futures i
    WHERE NOT EXISTS (SELECT 1 FROM cc_exchanges_general e WHERE LOWER(e.internal_name) = LOWER(i.exchange_internal_name))
    GROUP BY LOWER(i.exchange_internal_name)
    UNION ALL
    SELECT 'instruments-spot', 'asset-unknown', NULLIF('', ''), n.asset_id, MAX(n.symbol), COUNT(*)
    FROM (
        SELECT base_asset_id AS asset_id, base_asset_symbol AS symbol FROM cc_instruments_spot
        UNION ALL
        SELECT quote_asset_id, quote_asset_symbol FROM cc_instruments_spot) n
    WHERE n.asset_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cc_assets a WHERE a.asset_id = n.asset_id)
    GROUP BY n.asset_id
    UNION ALL
    SELECT 'instruments-futures', 'asset-unknown', NULLIF('', ''), n.asset_id, MAX(n.symbol), COUNT(*)
    FROM (
        SELECT index_underlying_id AS asset_id, index_underlying_symbol AS symbol FROM cc_instruments_futures
        UNION ALL
        SELECT quote_currency_id, quote_currency_symbol FROM cc_instruments_futures) n
    WHERE n.asset_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cc_assets a WHERE a.asset_id = n.asset_id)
    GROUP BY n.asset_id
    UNION ALL
    SELECT 'asset-market-data', 'asset-gone', NULLIF('', ''), m.asset_id, NULLIF('', ''), COUNT(*)
    FROM cc_asset_market_data m
    WHERE NOT EXISTS (SELECT 1 FROM cc_assets a WHERE a.asset_id = m.asset_id)
    GROUP BY m.asset_id
) r
WHERE r.Dataset = @dataset
ORDER BY r.Rule_, r.Exchange, r.AssetId
