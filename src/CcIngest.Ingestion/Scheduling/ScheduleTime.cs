using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// The times of a schedule, all of them UTC: every combination of its days, hours and minutes. What every scheduler has in common: days of a month and
/// months are none of it.
/// </summary>
public sealed record ScheduleTime
{
    private static readonly string[] DayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    private ScheduleTime(IReadOnlyList<DayOfWeek> days, IReadOnlyList<int> hours, IReadOnlyList<int> minutes) => (Days, Hours, Minutes) = (days, hours, minutes);

    /// <summary>Ascending from Sunday; all seven for every day.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; }

    /// <summary>Ascending, 0 to 23.</summary>
    public IReadOnlyList<int> Hours { get; }

    /// <summary>Ascending, 0 to 59.</summary>
    public IReadOnlyList<int> Minutes { get; }

    public bool IsEveryDay => Days.Count == 7;

    public bool IsEveryHour => Hours.Count == 24;

    /// <summary>The times of day, ascending.</summary>
    public IEnumerable<TimeOnly> TimesOfDay => Hours.SelectMany(hour => Minutes.Select(minute => new TimeOnly(hour, minute)));

    /// <exception cref="IngestException">SettingInvalid: not a whole minute of a day.</exception>
    public static ScheduleTime Daily(TimeSpan at) => Weekly(Enum.GetValues<DayOfWeek>(), at);

    /// <exception cref="IngestException">SettingInvalid: not a whole minute of a day.</exception>
    public static ScheduleTime Weekly(IEnumerable<DayOfWeek> days, TimeSpan at) =>
        at >= TimeSpan.Zero && at < TimeSpan.FromDays(1) && at.Ticks % TimeSpan.TicksPerMinute == 0
            ? new ScheduleTime([.. days.Distinct().Order()], [at.Hours], [at.Minutes])
            : throw new IngestException(
                IngestErrorId.SettingInvalid, FormattableString.Invariant($"{at} is not a minute of a day."), "Say hours and minutes of UTC, 00:00 to 23:59: -At 00:10.");

    /// <param name="minute">0 to 59.</param>
    public static ScheduleTime Hourly(int minute) => new(Enum.GetValues<DayOfWeek>(), [.. Enumerable.Range(0, 24)], [minute]);

    /// <summary>The five fields of cron, taken as UTC: minute, hour, *, *, day of the week.</summary>
    /// <exception cref="IngestException">SettingInvalid.</exception>
    public static ScheduleTime Parse(string cron)
    {
        string[] fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields is not [string minutes, string hours, "*", "*", string days])
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"'{cron}' is not five fields of cron of which the third and the fourth are '*'.",
                "Write minute, hour, *, *, day of the week, in UTC: '10 0 * * *' is ten past midnight. Days of a month and months are not known to every scheduler.");
        }

        return new ScheduleTime(
            [.. CronField.Parse(days, "day of the week", 0, 7, DayNames).Select(day => (DayOfWeek)(day % 7)).Distinct().Order()],
            CronField.Parse(hours, "hour", 0, 23),
            CronField.Parse(minutes, "minute", 0, 59));
    }

    /// <summary>The five fields of cron.</summary>
    public string ToCron() => $"{CronField.Write(Minutes, 60)} {CronField.Write(Hours, 24)} * * {CronField.Write([.. Days.Select(day => (int)day)], 7)}";

    /// <summary>The first of these times after <paramref name="time"/> (UTC).</summary>
    public DateTime Next(DateTime time)
    {
        for (DateTime day = time.Date; ; day = day.AddDays(1))
        {
            if (Days.Contains(day.DayOfWeek))
            {
                foreach (TimeOnly at in TimesOfDay)
                {
                    if (day + at.ToTimeSpan() > time)
                    {
                        return DateTime.SpecifyKind(day + at.ToTimeSpan(), DateTimeKind.Utc);
                    }
                }
            }
        }
    }

    public bool Equals(ScheduleTime? other) => other is not null && ToCron() == other.ToCron();

    public override int GetHashCode() => ToCron().GetHashCode(StringComparison.Ordinal);

    /// <summary>For people: <c>daily at 00:10 UTC</c>, <c>Mon, Fri at 06:00, 18:00 UTC</c>, <c>hourly at minute 5</c>.</summary>
    public override string ToString()
    {
        string times = IsEveryHour
            ? $"hourly at minute {string.Join(", ", Minutes.Select(minute => minute.ToString(CultureInfo.InvariantCulture)))}"
            : $"at {string.Join(", ", TimesOfDay.Select(time => time.ToString("HH:mm", CultureInfo.InvariantCulture)))} UTC";
        string days = string.Join(", ", Days.Select(day => DayNames[(int)day]));
        return (IsEveryDay, IsEveryHour) switch
        {
            (true, true) => times,
            (true, false) => $"daily {times}",
            _ => $"{days} {times}",
        };
    }
}
