namespace CcIngest.Model;

/// <summary>The times of trades lie inside the period, the first not after the last: what tells a page that is shifted in time.</summary>
internal static class TradeTimes
{
    public static QualityRule? For(Dataset dataset)
    {
        string of = dataset.TryGetOrdinal("first_trade_timestamp", out int first) ? "trade" : "message";
        if (dataset.Series is not { } series || !dataset.TryGetOrdinal($"first_{of}_timestamp", out first)
            || !dataset.TryGetOrdinal($"last_{of}_timestamp", out int last)
            || !dataset.TryGetOrdinal($"high_{of}_timestamp", out int high) || !dataset.TryGetOrdinal($"low_{of}_timestamp", out int low))
        {
            return null;
        }

        return new QualityRule("trade-times", $"the first {of} is inside the period and not after the highest, the lowest and the last one")
        {
            Severity = QualitySeverity.Error,
            Cause = "The values are those of another period: the rows are shifted in time, or the unit of a time was misread.",
            Mending = QualityMending.AskAgain,
            Judge = facts => new RowJudge(facts, (rows, row) =>
            {
                DateTime start = rows.Time(row, series.Time);
                DateTime end = facts.Interval.Next(start);
                bool holds = IsWithin(rows, row, first, start, end) && IsWithin(rows, row, last, start, end)
                    && IsOrdered(rows, row, first, last) && IsOrdered(rows, row, first, high) && IsOrdered(rows, row, high, last)
                    && IsOrdered(rows, row, first, low) && IsOrdered(rows, row, low, last);
                return holds ? null : (CandleCells.Shown(rows, row, first, high, low, last),
                    FormattableString.Invariant($"from {start:yyyy-MM-dd HH:mm:ss}Z, before {end:yyyy-MM-dd HH:mm:ss}Z, in order"));
            }),
        };
    }

    private static bool IsWithin(RowBatch rows, int row, int column, DateTime start, DateTime end) =>
        rows.IsNull(row, column) || (rows.Time(row, column) >= start && rows.Time(row, column) < end);

    private static bool IsOrdered(RowBatch rows, int row, int earlier, int later) =>
        rows.IsNull(row, earlier) || rows.IsNull(row, later) || rows.Int64(row, earlier) <= rows.Int64(row, later);
}
