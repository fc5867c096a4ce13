-- What rows of time series said before the source corrected them, in time order within each series; of one period the oldest version first.
-- Key: dataset, exchange, symbol_unmapped, interval_name, datetime, known_until. Reads only.
-- Parameters: datasets, exchanges, symbols (names on the exchange), intervals, from (period start, inclusive), to (exclusive), since (known_until,
-- inclusive), runIds, last (only the newest so many, newest first).
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
SELECT
    r.dataset AS Dataset,
    r.exchange AS Exchange,
    r.symbol_unmapped AS RawSymbol,
    r.interval_name AS Interval_,
    r.datetime AS OpenTime,
    r.known_from AS KnownFrom,
    r.known_until AS KnownUntil,
    r.run_id AS RunId,
    r.old_values AS OldJson
FROM cc_revisions r
WHERE 1 = 1
  /*if datasets*/ AND r.dataset IN @datasets /*end*/
  /*if exchanges*/ AND r.exchange IN @exchanges /*end*/
  /*if symbols*/ AND r.symbol_unmapped IN @symbols /*end*/
  /*if intervals*/ AND r.interval_name IN @intervals /*end*/
  /*if from*/ AND r.datetime >= @from /*end*/
  /*if to*/ AND r.datetime < @to /*end*/
  /*if since*/ AND r.known_until >= @since /*end*/
  /*if runIds*/ AND r.run_id IN @runIds /*end*/
ORDER BY /*if last*/ r.known_until DESC, /*end*/ r.dataset, r.exchange, r.symbol_unmapped, r.interval_name, r.datetime, r.known_until
/*if last*/ LIMIT @last /*end*/
