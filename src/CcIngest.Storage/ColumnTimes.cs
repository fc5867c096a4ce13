using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>How stores keep times: to the second or to the microsecond, from the year 1000 on (the first that every engine takes).</summary>
public static class ColumnTimes
{
    public static bool IsTime(this Column column) => column.Kind is ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds;

    /// <summary>Ticks in one unit of what the column keeps; the rest is cut off.</summary>
    public static long Resolution(this Column column) =>
        column.Kind == ColumnKind.DateTime ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMicrosecond;

    /// <summary>The same UTC time as the drivers take it for a column without a zone: Npgsql would make another type of one that says UTC.</summary>
    public static DateTime WithoutZone(this DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
}
