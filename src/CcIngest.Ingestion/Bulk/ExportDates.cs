using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Parts time into the days, months or years of an export.</summary>
internal static class ExportDates
{
    /// <summary>A thousand instruments have 44 million minutes in a month and 9 million hours in a year.</summary>
    public static ExportPartition DefaultFor(Dataset dataset) => dataset switch
    {
        { Series: null } => ExportPartition.None,
        { Interval.Unit: IntervalUnit.Minute } => ExportPartition.Month,
        _ => ExportPartition.Year,
    };

    /// <summary>The part that a time is in.</summary>
    public static TimeRange Of(ExportPartition partition, DateTime time)
    {
        DateTime start = partition switch
        {
            ExportPartition.Day => Utc(time.Year, time.Month, time.Day),
            ExportPartition.Month => Utc(time.Year, time.Month, 1),
            ExportPartition.Year => Utc(time.Year, 1, 1),
            _ => DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc),
        };
        return new TimeRange(start, partition switch
        {
            ExportPartition.Day => start.AddDays(1),
            ExportPartition.Month => start.AddMonths(1),
            ExportPartition.Year => start.AddYears(1),
            _ => DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
        });
    }

    /// <summary>The parts from one time to another, both inclusive.</summary>
    public static IEnumerable<TimeRange> Between(ExportPartition partition, DateTime first, DateTime last)
    {
        for (TimeRange part = Of(partition, first); ; part = Of(partition, part.To))
        {
            yield return part;
            if (last < part.To)
            {
                yield break;
            }
        }
    }

    /// <summary>The part as its folder names it; null where time parts nothing.</summary>
    public static string? NameOf(ExportPartition partition, TimeRange part) => partition switch
    {
        ExportPartition.Day => part.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ExportPartition.Month => part.From.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        ExportPartition.Year => part.From.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => null,
    };

    private static DateTime Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, DateTimeKind.Utc);
}
