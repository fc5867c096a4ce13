namespace CcIngest.Model;

/// <summary>A stretch of rows that repeats an earlier one under other times: a page that was answered again.</summary>
internal static class StalePage
{
    /// <summary>Rows that must be alike, one after the other: a few may be by chance where little is traded.</summary>
    private const int Rows = 6;

    /// <summary>So many of them must differ from each other: a series that stands still repeats itself honestly.</summary>
    private const int Different = 5;

    /// <summary>So far back an earlier page is looked for: two of the largest.</summary>
    private const int Memory = 10_000;

    public static QualityRule? For(Dataset dataset) => CandleCells.Of(dataset) is not { Volume: not null } candle ? null
        : new QualityRule("stale-page", "no six candles in a row repeat six earlier ones in price and volume")
        {
            Severity = QualitySeverity.Error,
            Cause = "The source, or something between, answered an earlier page again.",
            Mending = QualityMending.AskAgain,
            Reach = Memory + Rows,
            Judge = facts => new Judge(facts, candle),
        };

    private sealed class Judge(SeriesFacts facts, CandleCells candle) : ISeriesJudge
    {
        private readonly (DateTime Time, int Hash)[] _ring = new (DateTime, int)[Rows];
        private readonly Dictionary<(int, int), DateTime> _seen = [];
        private readonly Queue<(int, int)> _order = new();
        private int _count;

        public void Look(RowBatch rows, int row, Action<RuleBreach> tell)
        {
            DateTime time = rows.Time(row, facts.TimeOrdinal);
            _ring[_count++ % Rows] = (time, HashCode.Combine(
                CandleCells.Number(rows, row, candle.Open), CandleCells.Number(rows, row, candle.High), CandleCells.Number(rows, row, candle.Low),
                CandleCells.Number(rows, row, candle.Close), CandleCells.Number(rows, row, candle.Volume)));
            if (_count < Rows || IsMonotone())
            {
                return;
            }

            // Two hashes of the same rows, in two orders: a chance agreement of both is out of the question.
            HashCode forward = default;
            HashCode backward = default;
            for (int back = 0; back < Rows; back++)
            {
                forward.Add(_ring[(_count + back) % Rows].Hash);
                backward.Add(_ring[(_count - 1 - back) % Rows].Hash);
            }

            (int, int) print = (forward.ToHashCode(), backward.ToHashCode());
            DateTime start = _ring[_count % Rows].Time;
            if (_seen.TryGetValue(print, out DateTime earlier))
            {
                tell(new RuleBreach(start, facts.Interval.Next(time), FormattableString.Invariant($"the values from {earlier:yyyy-MM-dd HH:mm}Z on"), "values of their own"));
                return;
            }

            _seen.Add(print, start);
            _order.Enqueue(print);
            if (_order.Count > Memory)
            {
                _seen.Remove(_order.Dequeue());
            }
        }

        public void End(Action<RuleBreach> tell)
        {
        }

        private bool IsMonotone()
        {
            int different = 0;
            for (int i = 0; i < Rows; i++)
            {
                int same = 0;
                for (int j = 0; j < i; j++)
                {
                    same += _ring[i].Hash == _ring[j].Hash ? 1 : 0;
                }

                different += same == 0 ? 1 : 0;
            }

            return different < Different;
        }
    }
}
