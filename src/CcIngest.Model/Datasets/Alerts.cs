namespace CcIngest.Model;

/// <summary>What alert rules have told, and whom: <c>cc_alerts</c>. A message is claimed by its row before it is sent, so of several runs one sends it.</summary>
public static class Alerts
{
    public static readonly Dataset Dataset = new("alerts", "cc_alerts",
    [
        Column.Text("cause_id", 64).Required().Exactly().In("hash of job, rule and cause: the same cause is one id"),
        Column.Text("sink", 64).Required().Exactly().In("name in the job file"),
        Column.Int32("alert_number").Required().In("1, 2, 3 … of this cause and sink"),
        Column.Text("kind", 16).Required().Exactly().In("Firing, Resolved"),
        Column.Text("state", 16).Required().Exactly().In("Sending, Sent, Failed"),
        Column.Text("job").Required().Exactly(),
        Column.Text("rule", 64).Required().Exactly().In("name in the job file"),
        Column.LongText("cause").Required().Exactly().In("what is wrong, for people"),
        Column.LongText("message_text").Required().Exactly().In("the message in one line"),
        Column.Json("message").In("the whole message as JSON"),
        Column.Text("run_id", 64).Exactly().In("the run that saw it; null for one that could not begin"),
        Column.DateTimeMicroseconds("since").Required().In("UTC, when the cause was seen first"),
        Column.DateTimeMicroseconds("claimed_at").Required().In("UTC, when a process took it on itself to send this"),
        Column.Text("claim", 64).Required().Exactly().In("a word that only that process knows"),
        Column.DateTimeMicroseconds("sent_at").In("UTC; null when the sink has not taken it"),
        Column.DateTimeMicroseconds("quiet_until").Required().In("UTC: until then the cause is not told again to this sink"),
        Column.LongText("error").Exactly().In("why the sink did not take it"),
    ], "cause_id", "sink", "alert_number")
    {
        Description = "One row per message that an alert rule of a job sent to a sink: of what, when, and whether the sink took it.",
        Origin = "written at the end of runs whose job has alerts",
        IsBookkeeping = true,
        Since = 4,
    };

    /// <summary>The rows of messages, complete.</summary>
    public static RowBatch RowsOf(params IReadOnlyCollection<AlertRecord> alerts)
    {
        RowBatch rows = new(Dataset, Math.Max(alerts.Count, 1));
        foreach (AlertRecord alert in alerts)
        {
            int row = rows.AddRow();
            Set("cause_id", alert.CauseId);
            Set("sink", alert.Sink);
            rows.Set(row, Dataset.Ordinal("alert_number"), (long)alert.Number);
            Set("kind", alert.Kind.ToString());
            Set("state", alert.State.ToString());
            Set("job", alert.Job);
            Set("rule", alert.Rule);
            Set("cause", alert.Cause);
            Set("message_text", alert.Text);
            Set("message", alert.Message);
            Set("run_id", alert.RunId);
            SetTime("since", alert.Since);
            SetTime("claimed_at", alert.ClaimedAt);
            Set("claim", alert.Claim);
            SetTime("sent_at", alert.SentAt);
            SetTime("quiet_until", alert.QuietUntil);
            Set("error", alert.Error);

            void Set(string column, string? text) => rows.Set(row, Dataset.Ordinal(column), text);

            void SetTime(string column, DateTime? time)
            {
                if (time is { } known)
                {
                    rows.Set(row, Dataset.Ordinal(column), known);
                }
            }
        }

        return rows;
    }

    static Alerts() => Dataset.Index("job").Index("claimed_at");
}
