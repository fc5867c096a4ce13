namespace CcIngest.Model;

/// <summary>A close that is far from both its neighbours, which agree with each other: a single wrong candle.</summary>
internal static class Jump
{
    /// <summary>Half as much again: the least that counts, for series that hardly move.</summary>
    private static readonly double Least = Math.Log(1.5);

    /// <summary>So many usual moves. Crypto returns have fat tails, but not there and back between two candles.</summary>
    private const double Moves = 20;

    /// <summary>Of what went away, so much may be missing when it comes back.</summary>
    private const double Back = 0.25;

    public static QualityRule? For(Dataset dataset) => CandleCells.Of(dataset) is not { } candle ? null
        : new QualityRule("jump", "no close is away from both neighbours by half as much again and by 20 times the usual move, and back in the next candle")
        {
            Severity = QualitySeverity.Warning,
            Cause = "The candle is of another instrument or another unit, or a trade at a wrong price made it.",
            Mending = QualityMending.Compare,
            Judge = facts => new Judge(facts, candle),
        };

    private sealed class Judge(SeriesFacts facts, CandleCells candle) : ISeriesJudge
    {
        private readonly LogReturns _returns = new();
        private (DateTime Time, double Close)? _before;
        private (DateTime Time, double Close, double Move, double Least)? _away;

        public void Look(RowBatch rows, int row, Action<RuleBreach> tell)
        {
            if (CandleCells.Number(rows, row, candle.Close) is not (> 0 and { } close))
            {
                return;
            }

            DateTime time = rows.Time(row, facts.TimeOrdinal);
            if (_before is not { } before)
            {
                _before = (time, close);
                return;
            }

            if (_away is { } away)
            {
                double back = Math.Log(close / away.Close);
                if (Math.Abs(away.Move + back) <= Back * Math.Abs(away.Move))
                {
                    tell(new RuleBreach(away.Time, facts.Interval.Next(away.Time), FormattableString.Invariant($"close={away.Close:R}"),
                        FormattableString.Invariant($"near {before.Close:R} and {close:R}, the closes beside it")));
                    (_before, _away) = ((time, close), null);
                    return;
                }

                // It stayed away: then it was a move like others.
                _returns.Add(away.Move);
                (_before, _away) = ((away.Time, away.Close), null);
                before = _before.Value;
            }

            double move = Math.Log(close / before.Close);
            if (Math.Abs(move) > Least && _returns.IsSettled && Math.Abs(move) > Moves * _returns.Usual() && UnitFactor.Of(move, _returns) is null)
            {
                _away = (time, close, move, Least);
                return;
            }

            _returns.Add(move);
            _before = (time, close);
        }

        public void End(Action<RuleBreach> tell)
        {
        }
    }
}
