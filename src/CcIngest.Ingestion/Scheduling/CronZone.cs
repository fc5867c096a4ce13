namespace CcIngest.Ingestion;

/// <summary>
/// The zone that cron reads its fields in: the system's, whatever <c>TZ</c> says in the environment of who installs a line. Debian's cron knows no
/// <c>CRON_TZ</c>, and that of others would hold for all lines below it.
/// </summary>
public static class CronZone
{
    private const string Zones = "/zoneinfo/";

    public static TimeZoneInfo System { get; } = Read("/etc/localtime");

    internal static TimeZoneInfo Read(string link)
    {
        if (!File.Exists(link))
        {
            return TimeZoneInfo.Utc;
        }

        string file = File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName ?? link;
        int place = file.IndexOf(Zones, StringComparison.Ordinal);
        return place >= 0 && TimeZoneInfo.TryFindSystemTimeZoneById(file[(place + Zones.Length)..], out TimeZoneInfo? zone) ? zone : TimeZoneInfo.Local;
    }

    /// <summary>Its differences to UTC in minutes, in the two years from <paramref name="now"/> on.</summary>
    public static IReadOnlyList<int> Offsets(TimeZoneInfo zone, DateTime now) =>
        [.. Enumerable.Range(0, 731).Select(day => (int)zone.GetUtcOffset(now.AddDays(day)).TotalMinutes).Distinct().Order()];
}
