namespace CcIngest.Model;

/// <summary>Finds where the closes of a series change by a power of ten from one row to the next, and whether they change back.</summary>
internal sealed class UnitShifts(SeriesFacts facts, CandleCells candle, bool tellsReturned) : ISeriesJudge
{
    /// <summary>Rows after which a level that has not come back is the new one: the largest page there is.</summary>
    private const int Longest = 5_000;

    /// <summary>As <see cref="QualityRule.Reach"/>: to where a level may have begun, and what was usual before it.</summary>
    public const int Reach = Longest + LogReturns.Length;

    private readonly LogReturns _returns = new();
    private double? _last;
    private DateTime _lastTime;
    private (DateTime From, double Before, double First, int Power, int Rows)? _shift;

    public void Look(RowBatch rows, int row, Action<RuleBreach> tell)
    {
        if (CandleCells.Number(rows, row, candle.Close) is not (> 0 and { } close))
        {
            return;
        }

        DateTime time = rows.Time(row, facts.TimeOrdinal);
        if (_last is { } last)
        {
            double move = Math.Log(close / last);
            // At the very start of a series nobody knows what is usual.
            if (_returns.IsSettled && UnitFactor.Of(move, _returns) is { } power)
            {
                Shift(time, last, close, power, tell);
            }
            else
            {
                _returns.Add(move);
                _shift = _shift is { } open ? open with { Rows = open.Rows + 1 } : null;
            }
        }

        if (_shift is { Rows: > Longest })
        {
            End(tell);
        }

        (_last, _lastTime) = (close, time);
    }

    public void End(Action<RuleBreach> tell)
    {
        if (_shift is { } stayed && !tellsReturned)
        {
            tell(new RuleBreach(stayed.From, facts.Interval.Next(stayed.From), FormattableString.Invariant($"close={stayed.First:R}, and so on from here"),
                FormattableString.Invariant($"near {stayed.Before:R}, the close before")));
        }

        _shift = null;
    }

    private void Shift(DateTime time, double last, double close, int power, Action<RuleBreach> tell)
    {
        if (_shift is { } open && open.Power == -power)
        {
            if (tellsReturned)
            {
                tell(new RuleBreach(open.From, facts.Interval.Next(_lastTime), FormattableString.Invariant($"close={open.First:R}"),
                    FormattableString.Invariant($"near {open.Before:R} before and {close:R} after: a factor of 1E{open.Power}")));
            }

            _shift = null;
            return;
        }

        End(tell);
        _shift = (time, last, close, power, 1);
    }
}
