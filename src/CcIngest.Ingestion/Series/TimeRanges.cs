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
        if (ranges is IReadOnlyList<TimeRange> { Count: <= 1 } single)
        {
            return single;
        }

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

    /// <summary>Whether all of a range is in one of the ranges.</summary>
    public static bool Contain(IReadOnlyList<TimeRange> ranges, TimeRange range)
    {
        for (int i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].From <= range.From && ranges[i].To >= range.To)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The parts of a set that lie in a range.</summary>
    public static IReadOnlyList<TimeRange> Within(IEnumerable<TimeRange> ranges, TimeRange bounds)
    {
        IReadOnlyList<TimeRange> list = Listed(ranges);
        List<TimeRange>? parts = null;
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i].Intersect(bounds) is { } part)
            {
                (parts ??= []).Add(part);
            }
        }

        return parts ?? (IReadOnlyList<TimeRange>)[];
    }

    /// <summary>The parts of a range in none of the others, which are ascending and do not overlap.</summary>
    public static IReadOnlyList<TimeRange> Except(TimeRange range, IEnumerable<TimeRange> others)
    {
        // Of most series nothing is left: a plan asks that of a hundred thousand.
        IReadOnlyList<TimeRange> list = Listed(others);
        List<TimeRange>? rest = null;
        DateTime from = range.From;
        for (int i = 0; i < list.Count; i++)
        {
            TimeRange other = list[i];
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
                (rest ??= []).Add(new TimeRange(from, other.From));
            }

            from = other.To;
        }

        if (from < range.To)
        {
            (rest ??= []).Add(new TimeRange(from, range.To));
        }

        return rest ?? (IReadOnlyList<TimeRange>)[];
    }

    private static IReadOnlyList<TimeRange> Listed(IEnumerable<TimeRange> ranges) => ranges as IReadOnlyList<TimeRange> ?? [.. ranges];
}
