-- What assets have several of: one row for each value, by asset, map and value.
-- Key: asset_id, map, value. Reads only.
-- Parameters: assetIds.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
SELECT asset_id AS AssetId, 'Industry' AS Map, industry_name AS Name
FROM cc_asset_industries_map
WHERE 1 = 1 /*if assetIds*/ AND asset_id IN @assetIds /*end*/
UNION ALL
SELECT asset_id AS AssetId, 'ConsensusMechanism' AS Map, mechanism_name AS Name
FROM cc_asset_consensus_mechanisms_map
WHERE 1 = 1 /*if assetIds*/ AND asset_id IN @assetIds /*end*/
UNION ALL
SELECT asset_id AS AssetId, 'ConsensusAlgorithmType' AS Map, algorithm_name AS Name
FROM cc_asset_consensus_algorithm_types_map
WHERE 1 = 1 /*if assetIds*/ AND asset_id IN @assetIds /*end*/
UNION ALL
SELECT asset_id AS AssetId, 'HashingAlgorithmType' AS Map, algorithm_name AS Name
FROM cc_asset_hashing_algorithm_types_map
WHERE 1 = 1 /*if assetIds*/ AND asset_id IN @assetIds /*end*/
UNION ALL
SELECT asset_id AS AssetId, 'PreviousSymbol' AS Map, previous_symbol AS Name
FROM cc_asset_previous_symbols_map
WHERE 1 = 1 /*if assetIds*/ AND asset_id IN @assetIds /*end*/
ORDER BY 1, 2, 3
