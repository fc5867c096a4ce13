using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>A record whose time cannot be read.</summary>
/// <param name="RawText">The record as it came.</param>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="After">The period of the record before it; null for the first one.</param>
internal sealed record LostRecord(string RawText, RowFault Fault, DateTime? After);

/// <summary>
/// Keeps the books over the periods of one page: which were answered, and what that says of the others. What is not certain is not said:
/// as long as a record cannot be placed, a hole may be its period.
/// </summary>
internal sealed class SeriesPeriods(TimeRange range, Interval interval)
{
    private readonly List<DateTime> _accounted = [];
    private readonly List<DateTime> _fillers = [];
    private readonly List<LostRecord> _lost = [];
    private DateTime? _first;
    private DateTime? _last;
    private DateTime? _previous;
    private bool _isUncertain;

    public IReadOnlyList<LostRecord> Lost => _lost;

    /// <summary>
    /// Whether the answer is another page: all of it is after the range, or it goes beyond the range's end, spans as much as was asked for and
    /// so does not reach back to the range's start. The server did not heed the end, and what such an answer lacks is settled by nothing.
    /// </summary>
    public bool IsLaterPage => _lost.Count == 0 && _first is { } first && _last is { } last
        && (first >= range.To
            || (last >= range.To && first > range.From && interval.PeriodsIn(new TimeRange(first, interval.Next(last))) >= interval.PeriodsIn(range)));

    public void Clear()
    {
        _accounted.Clear();
        _fillers.Clear();
        _lost.Clear();
        (_first, _last, _previous, _isUncertain) = (null, null, null, false);
    }

    /// <summary>The answer has a record of this time.</summary>
    /// <returns>Whether it belongs to the range.</returns>
    public bool Answer(DateTime time)
    {
        DateTime period = interval.Floor(time);
        _previous = period;
        _first = period < _first ? period : _first ?? period;
        _last = period > _last ? period : _last ?? period;
        return range.Contains(period);
    }

    /// <summary>Nothing happened in the period, says the answer.</summary>
    public void Fill(DateTime period) => _fillers.Add(period);

    /// <summary>So many more are about to be accounted for.</summary>
    public void Expect(int periods) => _accounted.EnsureCapacity(_accounted.Count + periods);

    /// <summary>The period has a row, stored or rejected.</summary>
    public void Account(DateTime period) => _accounted.Add(period);

    public void AddLost(string rawText, RowFault fault) => _lost.Add(new LostRecord(rawText, fault, _previous));

    /// <summary>The period that a lost record must be of: the one after its predecessor, if that is in the range and has no other record. Null when that is not certain.</summary>
    public DateTime? Place(LostRecord lost)
    {
        DateTime period = lost.After is { } before ? interval.Next(before) : range.From;
        if (!range.Contains(period) || _accounted.Contains(period) || _fillers.Contains(period))
        {
            _isUncertain = true;
            return null;
        }

        _accounted.Add(period);
        _first = period < _first ? period : _first ?? period;
        _last = period > _last ? period : _last ?? period;
        return period;
    }

    /// <summary>Where the series begins, when the page shows it: an empty page begins after the range, a short one with its first period.</summary>
    public DateTime? ListedFrom()
    {
        if (_isUncertain)
        {
            return null;
        }

        return _first is { } first ? (first > range.From ? first : null) : range.To;
    }

    /// <summary>
    /// Periods without trades, merged: those that the answer says, and the holes between its first and last record. What is missing after
    /// the last one may still come, however old it is: a server that lags is not to be told from a market that rests.
    /// </summary>
    public IReadOnlyList<TimeRange> NoTrades()
    {
        if (_isUncertain)
        {
            _fillers.Sort();
            return Merge(_fillers);
        }

        if (_first is not { } first || _last is not { } last)
        {
            return [];
        }

        DateTime end = interval.Next(last);
        return Holes(first > range.From ? first : range.From, end < range.To ? end : range.To);
    }

    private List<TimeRange> Holes(DateTime from, DateTime to)
    {
        List<TimeRange> holes = [];
        _accounted.Sort();
        foreach (DateTime period in _accounted)
        {
            if (period > from)
            {
                holes.Add(new TimeRange(from, period));
            }

            DateTime next = interval.Next(period);
            from = next > from ? next : from;
        }

        if (from < to)
        {
            holes.Add(new TimeRange(from, to));
        }

        return holes;
    }

    private List<TimeRange> Merge(List<DateTime> ascending)
    {
        List<TimeRange> merged = [];
        foreach (DateTime period in ascending)
        {
            if (merged.Count > 0 && merged[^1].To >= period)
            {
                merged[^1] = new TimeRange(merged[^1].From, interval.Next(period));
            }
            else
            {
                merged.Add(new TimeRange(period, interval.Next(period)));
            }
        }

        return merged;
    }
}
