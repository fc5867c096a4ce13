namespace CcIngest.Model;

/// <summary>One candle again and again, though it moved: a source that fills what it does not have with the last that it had.</summary>
internal static class RepeatedRow
{
    /// <summary>A candle with a move in it, to the last digit of its volume.</summary>
    private const int MostMoved = 2;

    /// <summary>One price and one volume: programs trade the same amount at the same price each minute.</summary>
    private const int MostFlat = 60;

    public static QualityRule? For(Dataset dataset) => CandleCells.Of(dataset) is not { Volume: not null } candle ? null
        : new QualityRule("repeated-row", "no three candles in a row have the same prices and volume, nor 61 of a single price")
        {
            Severity = QualitySeverity.Warning,
            Cause = "The source, or something between, filled what it did not have with the last candle that it had.",
            Mending = QualityMending.Compare,
            Judge = facts => new Judge(facts, candle),
        };

    private sealed class Judge(SeriesFacts facts, CandleCells candle) : ISeriesJudge
    {
        private (double? Open, double? High, double? Low, double? Close, double? Volume) _last;
        private DateTime _from;
        private DateTime _to;
        private int _same;

        public void Look(RowBatch rows, int row, Action<RuleBreach> tell)
        {
            DateTime time = rows.Time(row, facts.TimeOrdinal);
            var values = (CandleCells.Number(rows, row, candle.Open), CandleCells.Number(rows, row, candle.High), CandleCells.Number(rows, row, candle.Low),
                CandleCells.Number(rows, row, candle.Close), CandleCells.Number(rows, row, candle.Volume));
            if (values == _last && time == _to)
            {
                _same++;
            }
            else
            {
                End(tell);
                (_last, _from, _same) = (values, time, 1);
            }

            _to = facts.Interval.Next(time);
        }

        public void End(Action<RuleBreach> tell)
        {
            if (_same > (_last.High > _last.Low ? MostMoved : MostFlat) && _last.Volume > 0)
            {
                tell(new RuleBreach(_from, _to, FormattableString.Invariant($"{_same} candles alike: close={_last.Close:R}, volume={_last.Volume:R}"), "values of their own"));
            }

            _same = 0;
        }
    }
}
