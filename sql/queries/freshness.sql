-- To when the series of each dataset, interval and venue are known: the newest, the one that lags most, and how many lag behind a time.
-- Known is what was answered, whatever the answer was; pending and running periods are not. A venue of which nothing is known has nulls.
-- Reads only. Parameters: datasets, exchanges, intervals, behind (UTC).
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
SELECT
    s.dataset AS Dataset,
    s.interval_name AS Interval_,
    s.exchange AS Exchange,
    COUNT(*) AS Series,
    MAX(s.known_to) AS NewestTo,
    MIN(s.known_to) AS OldestTo,
    SUM(CASE WHEN s.known_to IS NULL OR s.known_to < @behind THEN 1 ELSE 0 END) AS Behind
FROM (
    SELECT
        c.dataset, c.interval_name, c.exchange, c.symbol_unmapped,
        MAX(CASE WHEN c.state NOT IN ('Pending', 'Open') THEN c.to_time END) AS known_to
    FROM cc_coverage c
    WHERE 1 = 1
      /*if datasets*/ AND c.dataset IN @datasets /*end*/
      /*if exchanges*/ AND c.exchange IN @exchanges /*end*/
      /*if intervals*/ AND c.interval_name IN @intervals /*end*/
    GROUP BY c.dataset, c.interval_name, c.exchange, c.symbol_unmapped
) s
GROUP BY s.dataset, s.interval_name, s.exchange
ORDER BY s.dataset, s.interval_name, s.exchange
