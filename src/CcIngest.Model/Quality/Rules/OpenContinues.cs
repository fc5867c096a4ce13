namespace CcIngest.Model;

/// <summary>
/// CCData opens a candle at the last trade before it, so each begins where the one before has ended. An exchange opens its klines at the first
/// trade in them, of which nothing follows.
/// </summary>
internal static class OpenContinues
{
    private const double Tolerance = 1e-9;

    public static QualityRule? For(Dataset dataset)
    {
        if (dataset.Market is not (Market.Spot or Market.Futures) || CandleCells.Of(dataset) is not { } candle)
        {
            return null;
        }

        return new QualityRule("open-continues", "open is the close of the candle before")
        {
            Severity = QualitySeverity.Warning,
            Cause = "One of the two candles is of another time or another series, or was corrected at the source after it was stored.",
            Mending = QualityMending.AskAgain,
            Judge = facts => new Judge(facts, candle),
        };
    }

    private sealed class Judge(SeriesFacts facts, CandleCells candle) : ISeriesJudge
    {
        private readonly CoverageCursor _coverage = facts.NewCursor();
        private DateTime? _last;
        private double? _close;

        public void Look(RowBatch rows, int row, Action<RuleBreach> tell)
        {
            DateTime time = rows.Time(row, facts.TimeOrdinal);
            // Where a candle between is not there, another rule tells of it.
            if (_last is { } last && time > last && _close is { } close && CandleCells.Number(rows, row, candle.Open) is { } open
                && Math.Abs(open - close) > Tolerance * Math.Max(Math.Abs(open), Math.Abs(close))
                && (facts.Interval.Next(last) == time || _coverage.HasNoTrades(facts.Interval.Next(last), time)))
            {
                tell(new RuleBreach(last, facts.Interval.Next(time), FormattableString.Invariant($"open={open:R} at {time:yyyy-MM-dd HH:mm}Z"),
                    FormattableString.Invariant($"{close:R}, the close at {last:yyyy-MM-dd HH:mm}Z")));
            }

            (_last, _close) = (time, CandleCells.Number(rows, row, candle.Close));
        }

        public void End(Action<RuleBreach> tell)
        {
        }
    }
}
