namespace CcIngest.Model;

/// <summary>What the books call stored is there.</summary>
internal static class RowMissing
{
    public static QualityRule? For(Dataset dataset) => dataset.Series is null ? null : new QualityRule("row-missing", "each period that the books call complete has its row")
    {
        Severity = QualitySeverity.Error,
        Cause = "Rows were removed by another program, or moved to another time.",
        Mending = QualityMending.AskAgain,
        Judge = facts => new Judge(facts),
    };

    private sealed class Judge(SeriesFacts facts) : ISeriesJudge
    {
        private readonly IReadOnlyList<CoverageInterval> _complete = [.. facts.Coverage.Where(interval => interval.State == CoverageState.Complete && interval.Range.To > facts.From)];
        private int _stretch;
        private DateTime _next = facts.From;

        public void Look(RowBatch rows, int row, Action<RuleBreach> tell)
        {
            DateTime period = facts.Interval.Floor(rows.Time(row, facts.TimeOrdinal));
            Reach(period, tell);
            if (period >= _next)
            {
                _next = facts.Interval.Next(period);
            }
        }

        public void End(Action<RuleBreach> tell) => Reach(facts.To, tell);

        /// <summary>Tells what is complete and not there from what was reached up to a period.</summary>
        private void Reach(DateTime period, Action<RuleBreach> tell)
        {
            for (; _stretch < _complete.Count; _stretch++)
            {
                TimeRange range = _complete[_stretch].Range;
                DateTime from = _next > range.From ? _next : range.From;
                DateTime to = period < range.To ? period : range.To;
                if (from < to)
                {
                    long periods = facts.Interval.PeriodsIn(new TimeRange(facts.Interval.Floor(from), to));
                    tell(new RuleBreach(from, to, "no row", FormattableString.Invariant($"{periods} rows, stored by run {_complete[_stretch].Evidence.RunId}")));
                    _next = to;
                }

                if (period < range.To)
                {
                    return;
                }
            }
        }
    }
}
