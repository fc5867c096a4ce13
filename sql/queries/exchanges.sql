-- Venues with their grades, filtered by name and grade. "BB or better" is the list AAA, AA, A, BBB, BB; a venue without a grade is in no list.
-- Key: internal_name. Reads only.
-- Parameters: names (lower case), grades.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
-- HEX makes comparison and order go by code points whatever the engine's collation: @xHex is the list x, each text as its UTF-8 in hexadecimal.
SELECT
    LOWER(e.internal_name) AS Name,
    e.name AS DisplayName,
    e.exchange_api_id AS ExchangeApiId,
    e.grade AS Grade,
    e.grade_points AS GradePoints,
    e.centralization_type AS CentralizationType,
    e.country AS Country,
    e.total_volume_24h_usd AS TotalVolume24hUsd,
    e.updated_at AS UpdatedAt
FROM cc_exchanges_general e
WHERE 1 = 1
  /*if names*/ AND LOWER(e.internal_name) IN @names AND HEX(LOWER(e.internal_name)) IN @namesHex /*end*/
  /*if grades*/ AND e.grade IN @grades AND HEX(e.grade) IN @gradesHex /*end*/
ORDER BY HEX(LOWER(e.internal_name)), HEX(e.internal_name)
