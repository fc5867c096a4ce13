namespace CcIngest.Sources;

/// <summary>What one answer said of the rate limits.</summary>
/// <param name="Windows">The windows it spoke of; empty when it spoke of none.</param>
/// <param name="Pause">How long nothing more must be sent, because the server refused a request; null when it did not.</param>
/// <param name="SentAt">
/// When the request was sent, local clock: an answer that was long on its way may speak of a window that has ended since. Null when that cannot be.
/// </param>
internal sealed record RateReport(IReadOnlyList<RateWindow> Windows, TimeSpan? Pause = null, DateTimeOffset? SentAt = null)
{
    /// <summary>How long the server refuses everything from here, because it was asked on after a refusal: days, and no sooner may it be asked again.</summary>
    public TimeSpan? Ban { get; init; }
}

/// <summary>The state of one fixed window of the server.</summary>
/// <param name="Length">1 s, 1 min, 1 h, 1 day or 30 days at this API.</param>
internal sealed record RateWindow(TimeSpan Length)
{
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The API's month is 2,592,000 s.</summary>
    public static readonly TimeSpan Month = TimeSpan.FromDays(30);

    /// <summary>Calls left until the window ends.</summary>
    public long Remaining { get; init; }

    /// <summary>Time until the window ends; null when the answer does not say.</summary>
    public TimeSpan? Reset { get; init; }

    /// <summary>Calls allowed in a whole window; null when the answer does not say.</summary>
    public long? Limit { get; init; }
}
