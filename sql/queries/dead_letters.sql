-- Records of the source that are not stored, newest first.
-- Key: letter_id. Reads only.
-- Parameters: letterIds, datasets, exchanges, symbols (names on the exchange), intervals, rules, runIds, from and to (of the period), limit.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
SELECT
    d.letter_id AS LetterId,
    d.dataset AS Dataset,
    d.exchange AS Exchange,
    d.symbol_unmapped AS RawSymbol,
    d.interval_name AS Interval_,
    d.period_start AS Time_,
    d.rule AS Rule_,
    d.reason AS Reason,
    d.raw_text AS RawText,
    d.request AS Request,
    d.run_id AS RunId,
    d.known_at AS KnownAt
FROM cc_dead_letters d
WHERE 1 = 1
  /*if letterIds*/ AND d.letter_id IN @letterIds /*end*/
  /*if datasets*/ AND d.dataset IN @datasets /*end*/
  /*if exchanges*/ AND d.exchange IN @exchanges /*end*/
  /*if symbols*/ AND d.symbol_unmapped IN @symbols /*end*/
  /*if intervals*/ AND d.interval_name IN @intervals /*end*/
  /*if rules*/ AND d.rule IN @rules /*end*/
  /*if runIds*/ AND d.run_id IN @runIds /*end*/
  /*if from*/ AND d.period_start >= @from /*end*/
  /*if to*/ AND d.period_start < @to /*end*/
ORDER BY d.known_at DESC, d.letter_id
/*if limit*/ LIMIT @limit /*end*/
