-- What tests of the stored data found: what is worst first, then by series and time.
-- Key: finding_id. Reads only.
-- Parameters: findingIds, datasets, exchanges, symbols (names on the exchange), intervals, rules, severities, runIds (that saw it first),
-- from and to (of the period; findings that reach into that time), isOpen (given: only those that no later test has seen gone), limit.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
SELECT
    q.finding_id AS FindingId,
    q.dataset AS Dataset,
    q.exchange AS Exchange,
    q.symbol_unmapped AS RawSymbol,
    q.interval_name AS Interval_,
    q.from_time AS From_,
    q.to_time AS To_,
    q.periods AS Periods,
    q.rule AS Rule_,
    q.severity AS Severity,
    q.found_value AS Found_,
    q.expected_value AS Expected,
    q.cause AS Cause,
    q.mending AS Mending,
    q.run_id AS RunId,
    q.first_seen_at AS FirstSeenAt,
    q.last_run_id AS LastRunId,
    q.last_seen_at AS LastSeenAt,
    q.resolved_at AS ResolvedAt
FROM cc_quality_findings q
WHERE 1 = 1
  /*if findingIds*/ AND q.finding_id IN @findingIds /*end*/
  /*if datasets*/ AND q.dataset IN @datasets /*end*/
  /*if exchanges*/ AND q.exchange IN @exchanges /*end*/
  /*if symbols*/ AND q.symbol_unmapped IN @symbols /*end*/
  /*if intervals*/ AND q.interval_name IN @intervals /*end*/
  /*if rules*/ AND q.rule IN @rules /*end*/
  /*if severities*/ AND q.severity IN @severities /*end*/
  /*if runIds*/ AND q.run_id IN @runIds /*end*/
  /*if from*/ AND q.to_time > @from /*end*/
  /*if to*/ AND q.from_time < @to /*end*/
  /*if isOpen*/ AND q.resolved_at IS NULL /*end*/
ORDER BY CASE q.severity WHEN 'Error' THEN 0 WHEN 'Warning' THEN 1 ELSE 2 END,
    q.dataset, COALESCE(q.exchange, ''), COALESCE(q.symbol_unmapped, ''), COALESCE(q.interval_name, ''),
    CASE WHEN q.from_time IS NULL THEN 1 ELSE 0 END, q.from_time, q.rule, q.finding_id
/*if limit*/ LIMIT @limit /*end*/
