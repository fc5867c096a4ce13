using System.Globalization;

namespace CcIngest.Ingestion;

/// <summary>The line of a crontab.</summary>
/// <remarks>
/// cron knows no zone but its own. On a machine that keeps UTC the fields are those of the schedule. Elsewhere the line comes every hour, and asks the
/// clock in UTC whether it is time: right all year, also where summer time begins and ends.
/// </remarks>
public static class CrontabLine
{
    /// <param name="job">What to run.</param>
    /// <param name="offsets">What the zone of cron differs from UTC, in minutes, over the year.</param>
    public static string Write(ScheduledJob job, IReadOnlyList<int> offsets)
    {
        string command = Escaped(Command(job.Start));
        if (offsets is [0])
        {
            return $"{job.Time.ToCron()} {command}";
        }

        int[] shifts = [.. offsets.Select(offset => ((offset % 60) + 60) % 60).Distinct()];
        int[] minutes = [.. job.Time.Minutes.SelectMany(minute => shifts.Select(shift => (minute + shift) % 60)).Distinct().Order()];
        return shifts.Length == 1 && job.Time.IsEveryDay && job.Time.IsEveryHour
            ? $"{CronField.Write(minutes, 60)} * * * * {command}"
            : $"{CronField.Write(minutes, 60)} * * * * case \"$(date -u +\\%u\\%H\\%M)\" in {Moments(job.Time, shifts.Length > 1)}) {command} ;; esac";
    }

    /// <summary>What <c>/bin/sh</c> is given.</summary>
    public static string Command(JobStart start)
    {
        string root = start.DotnetRoot is { } folder ? $"DOTNET_ROOT={ShellText.Quote(folder)} " : "";
        string log = start.Log is { } file ? $" >> {ShellText.Quote(file)} 2>&1" : "";
        return $"cd {ShellText.Quote(start.Folder)} && {root}{start.Command}{log}";
    }

    /// <summary>Patterns for day of the week (Monday is 1), hour and minute; a minute that the fields decide is left to them.</summary>
    private static string Moments(ScheduleTime time, bool withMinutes)
    {
        string day = time.IsEveryDay ? "?" : $"[{string.Concat(time.Days.Select(one => one == DayOfWeek.Sunday ? 7 : (int)one).Order())}]";
        IEnumerable<string> hours = time.IsEveryHour ? ["??"] : time.Hours.Select(hour => hour.ToString("00", CultureInfo.InvariantCulture));
        IEnumerable<string> minutes = withMinutes ? time.Minutes.Select(minute => minute.ToString("00", CultureInfo.InvariantCulture)) : ["??"];
        return string.Join('|', hours.SelectMany(hour => minutes.Select(minute => $"{day}{hour}{minute}")));
    }

    /// <summary>In a crontab % ends a command.</summary>
    internal static string Escaped(string command) => command.Replace("%", "\\%", StringComparison.Ordinal);
}
