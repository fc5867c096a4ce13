namespace CcIngest.Model;

/// <summary>The last part of the path of the historical endpoints, by the length of a period.</summary>
public static class SeriesPath
{
    /// <exception cref="ArgumentOutOfRangeException">The API has days, hours and minutes.</exception>
    public static string Of(Interval interval) => interval.Unit switch
    {
        IntervalUnit.Day => "days",
        IntervalUnit.Hour => "hours",
        IntervalUnit.Minute => "minutes",
        _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "The API has days, hours and minutes."),
    };
}
