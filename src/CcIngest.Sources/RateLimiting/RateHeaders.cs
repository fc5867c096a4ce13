using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace CcIngest.Sources;

/// <summary>
/// Reads <c>X-RateLimit-*</c> and <c>Retry-After</c>. Lists have the form <c>1220397, 9500;window=60, 38673;window=86400</c>: the bare number
/// is a total and says nothing of a window; blanks vary; a window may be missing.
/// </summary>
internal static class RateHeaders
{
    /// <summary>Milliseconds.</summary>
    private const int MostJitter = 500;

    /// <summary>The wait after a refusal whose headers say nothing usable.</summary>
    public static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(60);

    /// <summary>The longest single wait: then the server is asked again, for its windows may have been set anew.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>The shortest wait after a refusal, whatever the headers say: at once, the answer would be the same.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    /// <param name="refused">Whether the answer said that a limit is reached.</param>
    /// <param name="now">Local time, for a <c>Retry-After</c> that is a date.</param>
    public static RateReport Read(HttpResponseHeaders headers, bool refused, DateTimeOffset now)
    {
        List<RateWindow> windows = Windows(headers);
        return new RateReport(windows, refused ? RetryAfter(headers, now) ?? Pause(windows) : null);
    }

    /// <summary>What <c>Retry-After</c> asks for, at least a second and at most <see cref="LongestPause"/>; null without a readable one.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        TimeSpan? wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - (headers.Date ?? now),
            _ => null,
        };
        return wait is { } given ? Clamp(given) : null;
    }

    /// <summary>The largest reset among the exhausted windows; not the largest of all, which is the month's.</summary>
    public static TimeSpan Pause(IEnumerable<RateWindow> windows)
    {
        TimeSpan? longest = windows.Where(window => window.Remaining <= 0).Max(window => window.Reset);
        return longest is { } wait ? Clamp(wait) : DefaultPause;
    }

    private static List<RateWindow> Windows(HttpResponseHeaders headers)
    {
        Dictionary<long, long> remaining = List(headers, "X-RateLimit-Remaining-All");
        Dictionary<long, long> reset = List(headers, "X-RateLimit-Reset-All");
        if (remaining.Count == 0 && Number(headers, "X-RateLimit-Remaining") is { } left)
        {
            return [new RateWindow(RateWindow.Month)
            {
                Remaining = left,
                Reset = Number(headers, "X-RateLimit-Reset") is { } seconds ? Reset(seconds) : null,
            }];
        }

        return [.. remaining.Select(window => new RateWindow(Seconds(window.Key))
        {
            Remaining = window.Value,
            Reset = reset.TryGetValue(window.Key, out long seconds) ? Reset(seconds) : null,
        })];
    }

    /// <summary>Values by window length in seconds; what cannot be read is left out.</summary>
    private static Dictionary<long, long> List(HttpResponseHeaders headers, string name)
    {
        Dictionary<long, long> values = [];
        if (!headers.TryGetValues(name, out IEnumerable<string>? lines))
        {
            return values;
        }

        foreach (string item in string.Join(',', lines).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = item.Split(';', StringSplitOptions.TrimEntries);
            string? window = parts.Skip(1).Select(part => part.Split('=', StringSplitOptions.TrimEntries))
                .FirstOrDefault(pair => pair is [var key, _] && key.Equals("window", StringComparison.OrdinalIgnoreCase))?[1];
            if (Parse(parts[0]) is { } value && Parse(window) is > 0 and { } length)
            {
                values[length] = value;
            }
        }

        return values;
    }

    private static long? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? lines) ? Parse(lines.FirstOrDefault()) : null;

    private static long? Parse(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    /// <summary>Less than a second is left when the header says 0, but not nothing: asking at once would be refused.</summary>
    private static TimeSpan Reset(long seconds) => Seconds(Math.Max(seconds, 1));

    /// <summary>Seconds as a time span; a number beyond a century is cut, so that no arithmetic on it overflows.</summary>
    private static TimeSpan Seconds(long seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 36_525L * 86_400));

    /// <summary>A wait of a second or less gets some more of chance's choosing, so that the clients that were refused together do not come back together.</summary>
    private static TimeSpan Clamp(TimeSpan wait) => wait > LongestPause ? LongestPause
        : wait > ShortestPause ? wait
        : ShortestPause + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(MostJitter));
}
