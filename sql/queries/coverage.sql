-- What is known of which stretch of which series, in time order within each series.
-- Key: dataset, exchange, symbol_unmapped, interval_name, from_time. Reads only.
-- Parameters: datasets, exchanges, symbols (names on the exchange), intervals, states, limit.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
SELECT
    c.dataset AS Dataset,
    c.exchange AS Exchange,
    c.symbol_unmapped AS RawSymbol,
    c.interval_name AS Interval_,
    c.from_time AS From_,
    c.to_time AS To_,
    c.state AS State,
    c.run_id AS RunId,
    c.request AS Request,
    c.known_at AS KnownAt
FROM cc_coverage c
WHERE 1 = 1
  /*if datasets*/ AND c.dataset IN @datasets /*end*/
  /*if exchanges*/ AND c.exchange IN @exchanges /*end*/
  /*if symbols*/ AND c.symbol_unmapped IN @symbols /*end*/
  /*if intervals*/ AND c.interval_name IN @intervals /*end*/
  /*if states*/ AND c.state IN @states /*end*/
ORDER BY c.dataset, c.exchange, c.symbol_unmapped, c.interval_name, c.from_time
/*if limit*/ LIMIT @limit /*end*/
