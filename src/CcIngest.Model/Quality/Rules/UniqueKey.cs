namespace CcIngest.Model;

/// <summary>One row for each period: what a table without a key, as older systems made them, cannot promise.</summary>
internal static class UniqueKey
{
    public static QualityRule? For(Dataset dataset) => dataset.Series is null ? null : new QualityRule("duplicate-key", "there is one row for each key")
    {
        Severity = QualitySeverity.Error,
        Cause = "The table has no unique key, so an upsert inserted a second row in place of updating the first.",
        Mending = QualityMending.RemoveDuplicate,
        Judge = facts => new Judge(facts),
    };

    private sealed class Judge(SeriesFacts facts) : ISeriesJudge
    {
        private DateTime? _last;
        private int _same;

        public void Look(RowBatch rows, int row, Action<RuleBreach> tell)
        {
            DateTime time = rows.Time(row, facts.TimeOrdinal);
            if (time == _last)
            {
                _same++;
                return;
            }

            End(tell);
            (_last, _same) = (time, 1);
        }

        public void End(Action<RuleBreach> tell)
        {
            if (_last is { } time && _same > 1)
            {
                tell(new RuleBreach(time, facts.Interval.Next(time), FormattableString.Invariant($"{_same} rows"), "1 row"));
            }
        }
    }
}
