namespace CcIngest.Model;

/// <summary>How long a number of requests takes when the rate limits of a key are kept.</summary>
public static class RateLimitTime
{
    /// <summary>How long the answer to a request of some thousand rows takes, about; for estimates before anything was measured.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(300);

    /// <summary>The time for which the limits alone hold back the last of so many requests; zero when they fit, or no window is known.</summary>
    /// <param name="requests">Sent from now on, one after the other.</param>
    /// <param name="limits">Windows as they are known; of those without a limit only a pause counts.</param>
    /// <param name="now">UTC.</param>
    public static TimeSpan For(long requests, IReadOnlyList<RateLimitRecord> limits, DateTime now) =>
        limits.Select(limit => For(requests, limit, now)).DefaultIfEmpty(TimeSpan.Zero).Max();

    private static TimeSpan For(long requests, RateLimitRecord limit, DateTime now)
    {
        TimeSpan paused = limit.PausedUntil > now ? limit.PausedUntil.Value - now : TimeSpan.Zero;
        if (limit is not { Limit: > 0 and { } perWindow, Length: { } length })
        {
            return paused;
        }

        long held = requests - (limit.Remaining ?? perWindow);
        if (held <= 0)
        {
            return paused;
        }

        // A window whose end was not told is taken for a whole one.
        TimeSpan rest = limit.ResetsAt is { } end && end > now ? end - now : length;
        TimeSpan waits = rest + (length * ((held - 1) / perWindow));
        return waits > paused ? waits : paused;
    }
}
