using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Sets of time: lists of ranges that are ascending, do not overlap and do not touch.</summary>
internal static class TimeRanges
{
    /// <summary>The range between two times, or null when the first is not before the second.</summary>
    public static TimeRange? Between(DateTime from, DateTime to) => from < to ? new TimeRange(from, to) : null;

    /// <summary>All ranges as one set: sorted, joined where they overlap or touch.</summary>
    public static IReadOnlyList<TimeRange> Union(IEnumerable<TimeRange> ranges)
    {
        List<TimeRange> union = [];
        foreach (TimeRange range in ranges.OrderBy(range => range.From))
        {
            if (union.Count > 0 && range.From <= union[^1].To)
            {
                union[^1] = new TimeRange(union[^1].From, range.To > union[^1].To ? range.To : union[^1].To);
            }
            else
            {
                union.Add(range);
            }
        }

        return union;
    }

    /// <summary>Whether a time is in one of the ranges. Asked for every row, so nothing is allocated.</summary>
    public static bool Contain(IReadOnlyList<TimeRange> ranges, DateTime time)
    {
        for (int i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].Contains(time))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The parts of a set that lie in a range.</summary>
    public static IReadOnlyList<TimeRange> Within(IEnumerable<TimeRange> ranges, TimeRange bounds) =>
        [.. ranges.Select(range => range.Intersect(bounds)).OfType<TimeRange>()];

    /// <summary>The parts of a range in none of the others, which are ascending and do not overlap.</summary>
    public static IReadOnlyList<TimeRange> Except(TimeRange range, IEnumerable<TimeRange> others)
    {
        List<TimeRange> rest = [];
        DateTime from = range.From;
        foreach (TimeRange other in others)
        {
            if (other.To <= from)
            {
                continue;
            }

            if (other.From >= range.To)
            {
                break;
            }

            if (from < other.From)
            {
                rest.Add(new TimeRange(from, other.From));
            }

            from = other.To;
        }

        if (from < range.To)
        {
            rest.Add(new TimeRange(from, range.To));
        }

        return rest;
    }
}
