using System.Globalization;

namespace CcIngest.Model;

/// <summary>A half-open stretch of UTC time: <see cref="From"/> is inside, <see cref="To"/> is not. Never empty, never backwards.</summary>
public readonly record struct TimeRange
{
    /// <exception cref="ArgumentException"><paramref name="from"/> is not before <paramref name="to"/>, or one of them is not UTC.</exception>
    public TimeRange(DateTime from, DateTime to)
    {
        if (from.Kind != DateTimeKind.Utc || to.Kind != DateTimeKind.Utc)
        {
            throw new ArgumentException("A time range has UTC bounds.");
        }

        if (from >= to)
        {
            throw new ArgumentException($"The start {Text(from)} is not before the end {Text(to)}.");
        }

        (From, To) = (from, to);
    }

    public DateTime From { get; }

    public DateTime To { get; }

    public bool Contains(DateTime time) => From <= time && time < To;

    /// <summary>The part both have, or null.</summary>
    public TimeRange? Intersect(TimeRange other)
    {
        DateTime from = From > other.From ? From : other.From;
        DateTime to = To < other.To ? To : other.To;
        return from < to ? new TimeRange(from, to) : null;
    }

    public override string ToString() => $"{Text(From)} to {Text(To)}";

    private static string Text(DateTime time) =>
        time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "Z";
}
