using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Coverage speaks of whole periods: bounds that somebody chose are brought to those within them first.</summary>
internal static class WholePeriods
{
    /// <summary>The stretch, as far as it lies in the periods that begin and end between two times; null when it does not.</summary>
    /// <param name="from">UTC, inclusive; null for no bound.</param>
    /// <param name="to">UTC, exclusive; null for no bound.</param>
    public static CoverageInterval? Clip(CoverageInterval stretch, Interval interval, DateTime? from, DateTime? to)
    {
        DateTime start = from is { } since ? Ceiling(interval, since) : stretch.Range.From;
        DateTime end = to is { } until ? interval.Floor(until) : stretch.Range.To;
        return TimeRanges.Between(start > stretch.Range.From ? start : stretch.Range.From, end < stretch.Range.To ? end : stretch.Range.To) is { } range
            ? stretch with { Range = range }
            : null;
    }

    /// <summary>The start of the first period that is not before a time; the last time there is when the calendar ends before it.</summary>
    private static DateTime Ceiling(Interval interval, DateTime time)
    {
        DateTime floor = interval.Floor(time);
        return floor == time ? time
            : floor < interval.Floor(DateTime.MaxValue) ? interval.Next(floor)
            : DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
    }
}
