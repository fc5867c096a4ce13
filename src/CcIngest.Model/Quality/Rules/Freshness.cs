namespace CcIngest.Model;

/// <summary>A series that goes on is known up to yesterday.</summary>
internal static class Freshness
{
    /// <summary>What a job that runs once a day may leave: the day, an hour in which the API may be late, and an hour in which the job runs.</summary>
    public static readonly TimeSpan MostBehind = TimeSpan.FromHours(26);

    public static QualityRule? For(Dataset dataset) => dataset.Series is null ? null : new QualityRule("behind", "an active series is known to within a period and 26 hours of now")
    {
        Severity = QualitySeverity.Warning,
        Cause = "The ingest of this series did not run, failed, or leaves the series out.",
        Mending = QualityMending.Ingest,
        Judge = facts => new Judge(facts),
    };

    private sealed class Judge(SeriesFacts facts) : ISeriesJudge
    {
        private DateTime? _last;

        public void Look(RowBatch rows, int row, Action<RuleBreach> tell) => _last = facts.Interval.Next(facts.Interval.Floor(rows.Time(row, facts.TimeOrdinal)));

        public void End(Action<RuleBreach> tell)
        {
            if (!facts.IsToTheEnd || facts.Pair is { Status: not InstrumentStatus.Active } || facts.Pair?.ExpiresAt <= facts.To)
            {
                return;
            }

            // An answer without trades is as good as a row. Without books the rows alone tell.
            DateTime? known = facts.Coverage.Where(interval => interval.State is not (CoverageState.Pending or CoverageState.Open))
                .Select(interval => (DateTime?)interval.Range.To).LastOrDefault() ?? _last;
            if (known is { } end && facts.Interval.Add(end, 1) + MostBehind < facts.To
                && facts.Coverage is not [.., { State: CoverageState.NotListed or CoverageState.LostAtSource }])
            {
                tell(new RuleBreach(end, facts.To, FormattableString.Invariant($"known to {end:yyyy-MM-dd HH:mm}Z"), FormattableString.Invariant($"known to {facts.To:yyyy-MM-dd HH:mm}Z")));
            }
        }
    }
}
