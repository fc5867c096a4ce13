namespace CcIngest.Model;

/// <summary>
/// The coverage of one series: intervals that do not overlap, ordered by time. Setting a state over a range cuts what was there;
/// neighbours of the same state become one interval and keep the later evidence. Not safe for several threads.
/// </summary>
public sealed class CoverageMap
{
    private readonly List<CoverageInterval> _intervals;

    /// <summary>What a store has by start, when it has other intervals than these; the next <see cref="Set"/> writes all that differs.</summary>
    private Dictionary<DateTime, CoverageInterval>? _stored;

    public CoverageMap(SeriesKey series, IEnumerable<CoverageInterval>? intervals = null)
    {
        Series = series;
        _intervals = [.. (intervals ?? []).OrderBy(interval => interval.Range.From)];
        for (int i = 1; i < _intervals.Count; i++)
        {
            if (_intervals[i].Range.From < _intervals[i - 1].Range.To)
            {
                throw new ArgumentException($"Coverage of {series} overlaps itself at {_intervals[i].Range}.", nameof(intervals));
            }
        }
    }

    /// <summary>
    /// The coverage that a store has. Rows that overlap, as two runs at once can leave them, count in the order in which they were known, later
    /// ones over earlier ones; then the next <see cref="Set"/> also brings the store to intervals that do not overlap.
    /// </summary>
    public static CoverageMap FromStore(SeriesKey series, IReadOnlyList<CoverageInterval> rows)
    {
        CoverageInterval[] ordered = [.. rows.OrderBy(row => row.Range.From)];
        if (ordered.Zip(ordered.Skip(1)).All(two => two.First.Range.To <= two.Second.Range.From))
        {
            return new CoverageMap(series, ordered);
        }

        CoverageMap map = new(series);
        map.Set(ordered.OrderBy(row => row.Evidence.KnownAt));
        map._stored = ordered.ToDictionary(row => row.Range.From);
        return map;
    }

    public SeriesKey Series { get; }

    public IReadOnlyList<CoverageInterval> Intervals => _intervals;

    /// <summary>Whether the store has rows that overlap; the next <see cref="Set"/> says how to mend them, also when it changes nothing else.</summary>
    public bool HasOverlaps => _stored is not null;

    /// <summary>The state at an instant, or null where nothing was ever asked.</summary>
    public CoverageState? StateAt(DateTime time)
    {
        int index = FirstEndingAfter(time);
        return index < _intervals.Count && _intervals[index].Range.Contains(time) ? _intervals[index].State : null;
    }

    /// <summary>Sets the state of ranges, later ones over earlier ones, and returns what a store has to write for it.</summary>
    public CoverageDelta Set(params IEnumerable<CoverageInterval> changes)
    {
        Dictionary<DateTime, CoverageInterval> before = _stored ?? [];
        HashSet<CoverageInterval> touched = new(_stored is null ? [] : _intervals, ReferenceEqualityComparer.Instance);
        _stored = null;
        foreach (CoverageInterval change in changes)
        {
            Apply(change, before, touched);
        }

        List<CoverageInterval> upserts = [.. _intervals.Where(touched.Contains)
            .Where(interval => !before.TryGetValue(interval.Range.From, out CoverageInterval? old) || old != interval)];
        HashSet<DateTime> present = [.. _intervals.Select(interval => interval.Range.From)];
        return new CoverageDelta(Series, [.. before.Keys.Where(start => !present.Contains(start)).Order()], upserts);
    }

    /// <param name="change">The range and its new state.</param>
    /// <param name="before">Collects, by start, the intervals that stood in the store and were cut or taken.</param>
    /// <param name="touched">Collects the intervals that this call made.</param>
    private void Apply(CoverageInterval change, Dictionary<DateTime, CoverageInterval> before, HashSet<CoverageInterval> touched)
    {
        int first = FirstEndingAfter(change.Range.From);
        if (first < _intervals.Count && Joins(_intervals[first], change)
            && _intervals[first].Range.From <= change.Range.From && change.Range.To <= _intervals[first].Range.To)
        {
            return;     // known already: nothing to write, and the first evidence stands
        }

        if (first > 0 && Joins(_intervals[first - 1], change) && _intervals[first - 1].Range.To == change.Range.From)
        {
            first--;
        }

        int end = first;
        while (end < _intervals.Count
            && (_intervals[end].Range.From < change.Range.To || (_intervals[end].Range.From == change.Range.To && Joins(_intervals[end], change))))
        {
            end++;
        }

        DateTime from = change.Range.From;
        DateTime to = change.Range.To;
        List<CoverageInterval> replacement = [];
        CoverageInterval? right = null;
        foreach (CoverageInterval old in _intervals[first..end])
        {
            // What this very call made was never stored, so its start is nothing to delete.
            if (!touched.Remove(old))
            {
                before.TryAdd(old.Range.From, old);
            }

            if (Joins(old, change))
            {
                from = old.Range.From < from ? old.Range.From : from;
                to = old.Range.To > to ? old.Range.To : to;
                continue;
            }

            if (old.Range.From < change.Range.From)
            {
                replacement.Add(old with { Range = new TimeRange(old.Range.From, change.Range.From) });
            }

            if (old.Range.To > change.Range.To)
            {
                right = old with { Range = new TimeRange(change.Range.To, old.Range.To) };
            }
        }

        replacement.Add(change with { Range = new TimeRange(from, to) });
        if (right is not null)
        {
            replacement.Add(right);
        }

        _intervals.RemoveRange(first, end - first);
        _intervals.InsertRange(first, replacement);
        touched.UnionWith(replacement);
    }

    private static bool Joins(CoverageInterval one, CoverageInterval other) => one.State == other.State;

    /// <summary>The index of the first interval that ends after <paramref name="time"/>.</summary>
    private int FirstEndingAfter(DateTime time)
    {
        int low = 0;
        int high = _intervals.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _intervals[middle].Range.To > time ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
