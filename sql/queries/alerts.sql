-- Messages of alert rules to sinks, newest first.
-- Key: cause_id, sink, alert_number. Reads only.
-- Parameters: jobs, rules, sinks, kinds, states, runIds, isNewest (given: only the last message of each cause and sink), limit.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
SELECT
    a.cause_id AS CauseId,
    a.sink AS Sink,
    a.alert_number AS Number_,
    a.kind AS Kind,
    a.state AS State,
    a.job AS Job,
    a.rule AS Rule_,
    a.cause AS Cause,
    a.message_text AS Text_,
    a.message AS Message,
    a.run_id AS RunId,
    a.since AS Since,
    a.claimed_at AS ClaimedAt,
    a.claim AS Claim,
    a.sent_at AS SentAt,
    a.quiet_until AS QuietUntil,
    a.error AS Error
FROM cc_alerts a
WHERE 1 = 1
  /*if jobs*/ AND a.job IN @jobs /*end*/
  /*if rules*/ AND a.rule IN @rules /*end*/
  /*if sinks*/ AND a.sink IN @sinks /*end*/
  /*if kinds*/ AND a.kind IN @kinds /*end*/
  /*if states*/ AND a.state IN @states /*end*/
  /*if runIds*/ AND a.run_id IN @runIds /*end*/
  /*if isNewest*/ AND NOT EXISTS (
      SELECT 1 FROM cc_alerts n WHERE n.cause_id = a.cause_id AND n.sink = a.sink AND n.alert_number > a.alert_number) /*end*/
ORDER BY a.claimed_at DESC, a.cause_id, a.sink, a.alert_number DESC
/*if limit*/ LIMIT @limit /*end*/
