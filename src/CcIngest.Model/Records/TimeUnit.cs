namespace CcIngest.Model;

/// <summary>What a Unix time counts since 1970.</summary>
public enum TimeUnit
{
    /// <summary>Seconds.</summary>
    s,

    /// <summary>Milliseconds.</summary>
    ms,

    /// <summary>Microseconds.</summary>
    us,

    /// <summary>Nanoseconds.</summary>
    ns,
}

/// <summary>Units as numbers, and what a number of each may be.</summary>
public static class TimeUnits
{
    /// <summary>2100-01-01 in seconds since 1970: times from here on are out of range.</summary>
    public const long EndSeconds = 4_102_444_800;

    /// <summary>How many of the unit make a second.</summary>
    public static long PerSecond(this TimeUnit unit) => unit switch
    {
        TimeUnit.s => 1,
        TimeUnit.ms => 1_000,
        TimeUnit.us => 1_000_000,
        _ => 1_000_000_000,
    };

    /// <summary>The first number that is out of range: 2100-01-01 in the unit.</summary>
    public static long End(this TimeUnit unit) => EndSeconds * unit.PerSecond();

    /// <summary>
    /// From here on a number is taken for one of this unit when nothing else is known: 10^11 milliseconds, 10^14 microseconds, 10^17 nanoseconds are
    /// all 1973-03-03; 10^11 seconds are the year 5138.
    /// </summary>
    public static long LeastByMagnitude(this TimeUnit unit) => unit == TimeUnit.s ? 1 : 100_000_000 * unit.PerSecond();
}

/// <summary>What becomes of times that are negative or not before 2100.</summary>
public enum InvalidTimes
{
    /// <summary>Nothing is converted; the error says how many there are and shows some.</summary>
    Refuse,

    /// <summary>They become null and are counted; the original table keeps them.</summary>
    Null,
}

/// <summary>What becomes of a column whose numbers have several units.</summary>
public enum MixedUnits
{
    /// <summary>Nothing is converted; the error says how many there are of each unit.</summary>
    Refuse,

    /// <summary>Each number is taken in the unit of its own magnitude.</summary>
    PerRow,
}
