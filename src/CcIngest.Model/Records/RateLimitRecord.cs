namespace CcIngest.Model;

/// <summary>Where a <see cref="RateLimitRecord"/> comes from.</summary>
public enum RateLimitOrigin
{
    /// <summary>A run noted it. Source: <c>cc_rate_limit_status</c>.</summary>
    Store,

    /// <summary>The API was asked just now.</summary>
    Live,

    /// <summary>The file that the processes of this machine share.</summary>
    Shared,
}

/// <summary>One window of the limits of a key. Counts are calls.</summary>
public sealed record RateLimitRecord
{
    public RateLimitOrigin Origin { get; init; }

    /// <summary><c>second</c>, <c>minute</c>, <c>hour</c>, <c>day</c> or <c>month</c>; <c>all</c> for a pause while no window is known.</summary>
    public required string Window { get; init; }

    /// <summary>The length of the window, a month as 30 days; null for <c>all</c>.</summary>
    public TimeSpan? Length => Window switch
    {
        "second" => TimeSpan.FromSeconds(1),
        "minute" => TimeSpan.FromMinutes(1),
        "hour" => TimeSpan.FromHours(1),
        "day" => TimeSpan.FromDays(1),
        "month" => TimeSpan.FromDays(30),
        _ => null,
    };

    public long? Used { get; init; }

    /// <summary>Calls allowed in a whole window.</summary>
    public long? Limit { get; init; }

    public long? Remaining { get; init; }

    /// <summary><see cref="Used"/> of <see cref="Limit"/>, 0 to 1; null where either is not known.</summary>
    public double? Share => Used is { } used && Limit is > 0 and { } limit ? (double)used / limit : null;

    /// <summary>UTC, when the window ends; null where that was not told.</summary>
    public DateTime? ResetsAt { get; init; }

    /// <summary>UTC, when this was so.</summary>
    public DateTime? ObservedAt { get; init; }

    /// <summary>The run that noted it; null unless it comes from the store, as the three that follow.</summary>
    public string? RunId { get; init; }

    /// <summary>0, 1, 2 … within the run.</summary>
    public int? Sequence { get; init; }

    /// <summary>The run's job.</summary>
    public string? Job { get; init; }

    /// <summary><c>pre</c>, <c>during</c> or <c>post</c>.</summary>
    public string? Timing { get; init; }

    /// <summary>UTC: nothing is sent before, because the API refused a request. Null when there is no such pause, and for what a run noted.</summary>
    public DateTime? PausedUntil { get; init; }

    /// <summary>Calls sent and not yet answered, of all processes.</summary>
    public long? UnderWay { get; init; }

    /// <summary>Opened sources that share the limits, of all processes.</summary>
    public int? Holders { get; init; }
}
