-- How many findings of tests of the stored data are open, by dataset, rule and severity, most first.
-- Reads only.
-- Parameters: datasets, rules, severities.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
SELECT
    q.dataset AS Dataset,
    q.rule AS Rule_,
    q.severity AS Severity,
    COUNT(*) AS Findings,
    COUNT(DISTINCT q.exchange) AS Exchanges
FROM cc_quality_findings q
WHERE q.resolved_at IS NULL
  /*if datasets*/ AND q.dataset IN @datasets /*end*/
  /*if rules*/ AND q.rule IN @rules /*end*/
  /*if severities*/ AND q.severity IN @severities /*end*/
GROUP BY q.dataset, q.rule, q.severity
ORDER BY Findings DESC, q.dataset, q.rule, q.severity
