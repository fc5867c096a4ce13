using System.Globalization;

namespace CcIngest.Ingestion;

/// <summary>Reads times as users write them. One without a zone is UTC, whatever the zone of the machine.</summary>
public static class UtcTimes
{
    /// <summary>What is read, for messages.</summary>
    public const string Allowed = "2024-01-31, 2024-01-31T13:45 or 2024-01-31T13:45:00, with Z or an offset such as +02:00 if it is not UTC";

    private static readonly string[] Forms =
    [
        .. from time in new[] { "", "'T'HH:mm", "'T'HH:mm:ss", "' 'HH:mm", "' 'HH:mm:ss" }
           from zone in time.Length == 0 ? new[] { "" } : ["", "'Z'", "zzz"]
           select $"yyyy-MM-dd{time}{zone}",
    ];

    public static bool TryParse(string text, out DateTime time)
    {
        bool isTime = DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed);
        time = parsed.UtcDateTime;
        return isTime;
    }
}
