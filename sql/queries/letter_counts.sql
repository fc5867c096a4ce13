-- How many records of the source are not stored, by dataset, venue and rule, most first; with the reason of one of them.
-- Reads only.
-- Parameters: datasets, exchanges.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
SELECT
    d.dataset AS Dataset,
    d.exchange AS Exchange,
    d.rule AS Rule_,
    COUNT(*) AS Letters,
    MIN(d.reason) AS Reason,
    MIN(d.known_at) AS FirstAt,
    MAX(d.known_at) AS LastAt
FROM cc_dead_letters d
WHERE 1 = 1
  /*if datasets*/ AND d.dataset IN @datasets /*end*/
  /*if exchanges*/ AND d.exchange IN @exchanges /*end*/
GROUP BY d.dataset, d.exchange, d.rule
ORDER BY Letters DESC, d.dataset, d.exchange, d.rule
