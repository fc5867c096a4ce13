-- The newest states of the rate limits that runs noted, newest first: one row for each window, shortest first.
-- Key: run_id, sequence, window. Reads only.
-- Parameters: runIds, limit (states, not rows).
-- A clause between /*if*/ and /*end*/ is left out when its parameter is null or an empty list: then it means all.
-- A caller without a key of its own has the limits of the address, which the API names after its own key (auth_key).
WITH newest AS (
    SELECT s.*
    FROM cc_rate_limit_status s
    WHERE 1 = 1
      /*if runIds*/ AND s.run_id IN @runIds /*end*/
    ORDER BY s.timestamp DESC, s.run_id DESC, s.sequence DESC
    /*if limit*/ LIMIT @limit /*end*/
)
SELECT
    w.RunId, w.Sequence, w.Job, w.Timing, w.ObservedAt, w.Window_, w.Used, w.Limit_, w.Remaining
FROM (
    SELECT n.run_id AS RunId, n.sequence AS Sequence, n.use_case AS Job, n.record_timing AS Timing, n.timestamp AS ObservedAt,
        0 AS Position_, 'second' AS Window_,
        COALESCE(n.api_key_used_second, n.auth_key_used_second) AS Used,
        COALESCE(n.api_key_max_second, n.auth_key_max_second) AS Limit_,
        COALESCE(n.api_key_remaining_second, n.auth_key_remaining_second) AS Remaining
    FROM newest n
    UNION ALL
    SELECT n.run_id AS RunId, n.sequence AS Sequence, n.use_case AS Job, n.record_timing AS Timing, n.timestamp AS ObservedAt,
        1 AS Position_, 'minute' AS Window_,
        COALESCE(n.api_key_used_minute, n.auth_key_used_minute) AS Used,
        COALESCE(n.api_key_max_minute, n.auth_key_max_minute) AS Limit_,
        COALESCE(n.api_key_remaining_minute, n.auth_key_remaining_minute) AS Remaining
    FROM newest n
    UNION ALL
    SELECT n.run_id AS RunId, n.sequence AS Sequence, n.use_case AS Job, n.record_timing AS Timing, n.timestamp AS ObservedAt,
        2 AS Position_, 'hour' AS Window_,
        COALESCE(n.api_key_used_hour, n.auth_key_used_hour) AS Used,
        COALESCE(n.api_key_max_hour, n.auth_key_max_hour) AS Limit_,
        COALESCE(n.api_key_remaining_hour, n.auth_key_remaining_hour) AS Remaining
    FROM newest n
    UNION ALL
    SELECT n.run_id AS RunId, n.sequence AS Sequence, n.use_case AS Job, n.record_timing AS Timing, n.timestamp AS ObservedAt,
        3 AS Position_, 'day' AS Window_,
        COALESCE(n.api_key_used_day, n.auth_key_used_day) AS Used,
        COALESCE(n.api_key_max_day, n.auth_key_max_day) AS Limit_,
        COALESCE(n.api_key_remaining_day, n.auth_key_remaining_day) AS Remaining
    FROM newest n
    UNION ALL
    SELECT n.run_id AS RunId, n.sequence AS Sequence, n.use_case AS Job, n.record_timing AS Timing, n.timestamp AS ObservedAt,
        4 AS Position_, 'month' AS Window_,
        COALESCE(n.api_key_used_month, n.auth_key_used_month) AS Used,
        COALESCE(n.api_key_max_month, n.auth_key_max_month) AS Limit_,
        COALESCE(n.api_key_remaining_month, n.auth_key_remaining_month) AS Remaining
    FROM newest n
) w
WHERE w.Limit_ IS NOT NULL
ORDER BY w.ObservedAt DESC, w.RunId DESC, w.Sequence DESC, w.Position_
