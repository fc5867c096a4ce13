-- How much the store has of each kind, for the end of a demo and for a first look at a store.
SELECT 1 AS position, 'exchanges' AS name, COUNT(*) AS rows_stored FROM cc_exchanges_general
UNION ALL
SELECT 2, 'spot instruments', COUNT(*) FROM cc_instruments_spot
UNION ALL
SELECT 3, 'assets', COUNT(*) FROM cc_assets
UNION ALL
SELECT 4, 'asset market data snapshots', COUNT(*) FROM cc_asset_market_data
UNION ALL
SELECT 5, 'pairs with daily candles', COUNT(*) FROM (SELECT DISTINCT exchange, symbol_unmapped FROM cc_ohlcv_spot_1d_raw) AS series
UNION ALL
SELECT 6, 'daily candles', COUNT(*) FROM cc_ohlcv_spot_1d_raw
UNION ALL
SELECT 7, 'dead letters', COUNT(*) FROM cc_dead_letters
UNION ALL
SELECT 8, 'runs', COUNT(*) FROM cc_runs
ORDER BY position;
