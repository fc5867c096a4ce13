-- Runs, newest first.
-- Key: run_id. Reads only.
-- Parameters: runIds, outcomes, jobs, limit.
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
SELECT
    r.run_id AS RunId,
    r.job AS Job,
    r.outcome AS Outcome,
    r.started_at AS StartedAt,
    r.ended_at AS EndedAt,
    r.host AS Host,
    r.process_id AS ProcessId,
    r.tool_version AS ToolVersion,
    r.rows_read AS RowsRead,
    r.rows_inserted AS RowsInserted,
    r.rows_updated AS RowsUpdated,
    r.rows_unchanged AS RowsUnchanged,
    r.rows_rejected AS RowsRejected,
    r.requests AS Requests,
    r.retries AS Retries,
    r.failed_legs AS FailedLegs,
    r.failure AS Failure,
    r.summary AS Summary
FROM cc_runs r
WHERE 1 = 1
  /*if runIds*/ AND r.run_id IN @runIds /*end*/
  /*if outcomes*/ AND r.outcome IN @outcomes /*end*/
  /*if jobs*/ AND r.job IN @jobs /*end*/
ORDER BY r.started_at DESC, r.run_id DESC
/*if limit*/ LIMIT @limit /*end*/
