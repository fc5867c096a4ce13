using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// Keeps the books over the periods of one page of klines. What is not certain is not said: as long as a record cannot be placed, a hole may be
/// its period.
/// </summary>
/// <param name="isRegular">Whether the rows come oldest first and without a gap: then a row whose time cannot be read has a certain place.</param>
internal sealed class KlinePeriods(TimeRange range, Interval interval, bool isRegular)
{
    private readonly HashSet<DateTime> _accounted = [];
    private readonly HashSet<DateTime> _fillers = [];
    private DateTime? _previous;
    private bool _isUncertain;

    /// <summary>Records with a time, inside the range and outside of it.</summary>
    public int Records { get; private set; }

    /// <summary>The first period of the answer, also when that is outside the range.</summary>
    public DateTime? First { get; private set; }

    /// <summary>The last period of the answer, also when that is outside the range.</summary>
    public DateTime? Last { get; private set; }

    public bool IsUncertain => _isUncertain;

    /// <summary>The answer has a record of this time.</summary>
    /// <returns>Whether it belongs to the range.</returns>
    public bool Answer(DateTime time)
    {
        DateTime period = interval.Floor(time);
        Records++;
        See(period);
        return range.Contains(period);
    }

    /// <summary>The period has a row, stored or rejected.</summary>
    public void Account(DateTime period) => _accounted.Add(period);

    /// <summary>The answer says that nothing was traded in the period.</summary>
    public void Fill(DateTime period) => _fillers.Add(period);

    /// <summary>The period that a record without a readable time must be of: the one after its predecessor. Null when that is not certain.</summary>
    public DateTime? Place()
    {
        DateTime period = _previous is { } before ? interval.Next(before) : range.From;
        Records++;
        if (!isRegular || !range.Contains(period) || !_accounted.Add(period))
        {
            _isUncertain = true;
            return null;
        }

        See(period);
        return period;
    }

    /// <summary>Periods between two times that have no row, merged; only those that the answer names where a record could not be placed.</summary>
    public IReadOnlyList<TimeRange> WithoutTrades(DateTime from, DateTime to)
    {
        List<TimeRange> merged = [];
        for (DateTime period = from; period < to; period = interval.Next(period))
        {
            if (_isUncertain ? !_fillers.Contains(period) : _accounted.Contains(period))
            {
                continue;
            }

            DateTime end = interval.Next(period);
            if (merged.Count > 0 && merged[^1].To == period)
            {
                merged[^1] = new TimeRange(merged[^1].From, end);
            }
            else
            {
                merged.Add(new TimeRange(period, end));
            }
        }

        return merged;
    }

    private void See(DateTime period)
    {
        _previous = period;
        First = period < First ? period : First ?? period;
        Last = period > Last ? period : Last ?? period;
    }
}
