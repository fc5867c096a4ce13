using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>What a store knows of a series, and what rows of a batch add to it.</summary>
internal sealed class SeriesState(CoverageMap coverage)
{
    private readonly List<TimeRange> _added = [];
    private TimeRange[] _taken = [];
    private CoverageInterval[] _before = [];

    public SeriesKey Series => coverage.Series;

    /// <summary>Whether nothing final was said of a period yet: a row of it is new, not late.</summary>
    public bool IsUnsettled(DateTime time) =>
        coverage.StateAt(time) is null or CoverageState.Pending or CoverageState.Open or CoverageState.LostAtSource;

    /// <summary>Makes a closed period complete with the next <see cref="Take"/>.</summary>
    public void Add(DateTime time)
    {
        DateTime end = Series.Interval.Next(time);
        if (_added.Count > 0 && _added[^1].To == time)
        {
            _added[^1] = new TimeRange(_added[^1].From, end);
        }
        else
        {
            _added.Add(new TimeRange(time, end));
        }
    }

    /// <summary>Brings the coverage up to date and gives what a store has to write for it.</summary>
    public CoverageDelta Take(CoverageEvidence evidence)
    {
        (_before, _taken) = ([.. coverage.Intervals], [.. _added]);
        _added.Clear();
        return coverage.Set(_taken.Select(range => new CoverageInterval(range, CoverageState.Complete, evidence)));
    }

    /// <summary>
    /// What a store has to write over the last <see cref="Take"/> when it refused rows: of their periods it knows what it knew before. Changes
    /// nothing here.
    /// </summary>
    public CoverageDelta Without(IEnumerable<DateTime> refused, CoverageEvidence evidence)
    {
        TimeRange[] periods = [.. refused.Where(time => _taken.Any(range => range.Contains(time))).Distinct().Order()
            .Select(time => new TimeRange(time, Series.Interval.Next(time)))];
        CoverageMap map = new(Series, _before);
        map.Set(_taken.SelectMany(range => TimeRanges.Except(range, periods)).Select(range => new CoverageInterval(range, CoverageState.Complete, evidence)));
        HashSet<DateTime> starts = [.. map.Intervals.Select(interval => interval.Range.From)];
        return new CoverageDelta(
            Series,
            [.. coverage.Intervals.Select(interval => interval.Range.From).Where(start => !starts.Contains(start))],
            [.. map.Intervals.Except(coverage.Intervals)]);
    }
}
