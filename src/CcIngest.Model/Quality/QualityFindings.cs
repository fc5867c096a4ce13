namespace CcIngest.Model;

/// <summary>What tests of the stored data found: <c>cc_quality_findings</c>.</summary>
public static class QualityFindings
{
    /// <summary>One row per finding: the same one, found again, is the same row.</summary>
    public static readonly Dataset Dataset = new("quality-findings", "cc_quality_findings",
    [
        Column.Text("finding_id", 64).Required().Exactly().In("hash of dataset, series, rule and start: the same finding is one row"),
        Column.Text("dataset", 64).Required().Exactly(),
        Column.Text("exchange", 64).Exactly(),
        Column.Text("symbol_unmapped", 128).Exactly().In("name on the exchange"),
        Column.Text("interval_name", 8).Exactly().In("1d, 1h, 1m"),
        Column.DateTime("from_time").In("UTC, inclusive; null for what has no time"),
        Column.DateTime("to_time").In("UTC, exclusive"),
        Column.Int64("periods").In("periods that break the rule alike, one after the other"),
        Column.Text("rule", 64).Required().Exactly(),
        Column.Text("severity", 16).Required().In("Error, Warning, Information"),
        Column.LongText("found_value").Required().In("what is stored, for people; of several periods the first"),
        Column.LongText("expected_value").Required().In("what the rule expects, for people"),
        Column.LongText("cause").Required().In("the likely cause"),
        Column.LongText("mending").Required().In("the command that mends it"),
        Column.Text("run_id", 64).Required().Exactly().In("the run that saw it first"),
        Column.DateTimeMicroseconds("first_seen_at").Required(),
        Column.Text("last_run_id", 64).Required().Exactly().In("the run that saw it last"),
        Column.DateTimeMicroseconds("last_seen_at").Required(),
        Column.DateTimeMicroseconds("resolved_at").In("UTC, when a later test of the same rows no longer found it; null while it is open"),
    ], "finding_id")
    {
        Description = "What tests of the stored data found: the rule that does not hold, both values, the likely cause and the command that mends it.",
        Origin = "written by Test-CcDataQuality and Compare-CcSource",
        IsBookkeeping = true,
        Since = 4,
    };

    /// <summary>The rows of findings, complete.</summary>
    public static RowBatch RowsOf(IReadOnlyCollection<QualityFinding> findings)
    {
        RowBatch rows = new(Dataset, Math.Max(findings.Count, 1));
        foreach (QualityFinding finding in findings)
        {
            int row = rows.AddRow();
            Set("finding_id", finding.FindingId);
            Set("dataset", finding.Dataset);
            Set("exchange", finding.Exchange);
            Set("symbol_unmapped", finding.RawSymbol);
            Set("interval_name", finding.Interval);
            SetTime("from_time", finding.From);
            SetTime("to_time", finding.To);
            Set("rule", finding.Rule);
            Set("severity", finding.Severity.ToString());
            Set("found_value", finding.Found);
            Set("expected_value", finding.Expected);
            Set("cause", finding.Cause);
            Set("mending", finding.Mending);
            Set("run_id", finding.RunId);
            SetTime("first_seen_at", finding.FirstSeenAt);
            Set("last_run_id", finding.LastRunId);
            SetTime("last_seen_at", finding.LastSeenAt);
            SetTime("resolved_at", finding.ResolvedAt);
            if (finding.Periods is { } periods)
            {
                rows.Set(row, Dataset.Ordinal("periods"), periods);
            }

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

    static QualityFindings() => Dataset.Index("dataset", "exchange", "symbol_unmapped").Index("run_id");
}
