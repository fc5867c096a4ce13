using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CcIngest.Model;

/// <summary>The calendar unit an <see cref="Interval"/> counts in.</summary>
public enum IntervalUnit
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
}

/// <summary>
/// The length of one period of a series: <c>1m</c>, <c>1h</c>, <c>1d</c>, <c>1w</c>, <c>1M</c>. Printed in that form; read also as
/// <c>Day</c>, <c>days</c>, <c>daily</c> and so on. Periods are known by their start in UTC; weeks start on Monday and months follow the calendar.
/// </summary>
public sealed record Interval : IComparable<Interval>, ISpanParsable<Interval>
{
    public static readonly Interval OneMinute = new(1, IntervalUnit.Minute);
    public static readonly Interval OneHour = new(1, IntervalUnit.Hour);
    public static readonly Interval OneDay = new(1, IntervalUnit.Day);

    private Interval(int count, IntervalUnit unit) => (Count, Unit) = (count, unit);

    /// <summary>How many units one period has; 1 to 1,000.</summary>
    public int Count { get; }

    public IntervalUnit Unit { get; }

    /// <summary>The fixed length of a period, or null for months, whose length follows the calendar.</summary>
    public TimeSpan? Length => Unit switch
    {
        IntervalUnit.Minute => TimeSpan.FromMinutes(Count),
        IntervalUnit.Hour => TimeSpan.FromHours(Count),
        IntervalUnit.Day => TimeSpan.FromDays(Count),
        IntervalUnit.Week => TimeSpan.FromDays(7 * Count),
        _ => null,
    };

    /// <summary>The start of the period that contains <paramref name="time"/> (UTC).</summary>
    public DateTime Floor(DateTime time)
    {
        if (Unit == IntervalUnit.Month)
        {
            int months = ((time.Year - 1) * 12) + time.Month - 1;
            months -= months % Count;
            return new DateTime((months / 12) + 1, (months % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc);
        }

        // 0001-01-01 was a Monday, so multiples of seven days from tick zero are Mondays.
        long length = Length!.Value.Ticks;
        return new DateTime(time.Ticks - (time.Ticks % length), DateTimeKind.Utc);
    }

    /// <summary>The start of the period after the one that starts at <paramref name="start"/>.</summary>
    public DateTime Next(DateTime start) => Add(start, 1);

    /// <summary>The start of the period <paramref name="periods"/> after (or, negative, before) the one that starts at <paramref name="start"/>.</summary>
    public DateTime Add(DateTime start, long periods) => Unit == IntervalUnit.Month
        ? start.AddMonths(checked((int)(Count * periods)))
        : start.AddTicks(Length!.Value.Ticks * periods);

    /// <summary>How many periods start in <paramref name="range"/>, whose bounds must be period starts.</summary>
    public long PeriodsIn(TimeRange range)
    {
        if (Unit == IntervalUnit.Month)
        {
            return ((range.To.Year - range.From.Year) * 12 + range.To.Month - range.From.Month) / Count;
        }

        return (range.To.Ticks - range.From.Ticks) / Length!.Value.Ticks;
    }

    /// <summary>Reads <c>1d</c>, <c>15m</c>, <c>Day</c>, <c>hours</c>, <c>1M</c>. Only a capital M means months.</summary>
    /// <exception cref="FormatException">The text is no interval; the message lists what is allowed.</exception>
    public static Interval Parse(string text) => TryParse(text, out Interval? interval)
        ? interval
        : throw new FormatException($"'{text}' is not an interval. Use 1m, 1h or 1d (also written Minute, Hour, Day), or a multiple such as 15m.");

    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out Interval interval)
    {
        interval = null;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        int digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
        {
            digits++;
        }

        int count = 1;
        if (digits > 0 && !int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out count))
        {
            return false;
        }

        IntervalUnit? unit = ParseUnit(rest[digits..].Trim().ToString());
        if (unit is null || count is < 1 or > 1000)
        {
            return false;
        }

        interval = new Interval(count, unit.Value);
        return true;
    }

    static Interval IParsable<Interval>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Interval>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Interval result) =>
        TryParse(s, out result);

    static Interval ISpanParsable<Interval>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s.ToString());

    static bool ISpanParsable<Interval>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out Interval result) =>
        TryParse(s.ToString(), out result);

    public int CompareTo(Interval? other) => other is null ? 1 : (Unit, Count).CompareTo((other.Unit, other.Count));

    public static bool operator <(Interval left, Interval right) => left.CompareTo(right) < 0;

    public static bool operator <=(Interval left, Interval right) => left.CompareTo(right) <= 0;

    public static bool operator >(Interval left, Interval right) => left.CompareTo(right) > 0;

    public static bool operator >=(Interval left, Interval right) => left.CompareTo(right) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}{Letter}");

    private char Letter => Unit switch
    {
        IntervalUnit.Minute => 'm',
        IntervalUnit.Hour => 'h',
        IntervalUnit.Day => 'd',
        IntervalUnit.Week => 'w',
        _ => 'M',
    };

    private static IntervalUnit? ParseUnit(string word) => word switch
    {
        "m" => IntervalUnit.Minute,
        "M" => IntervalUnit.Month,
        _ => word.ToLowerInvariant() switch
        {
            "min" or "minute" or "minutes" or "minutely" => IntervalUnit.Minute,
            "h" or "hour" or "hours" or "hourly" => IntervalUnit.Hour,
            "d" or "day" or "days" or "daily" => IntervalUnit.Day,
            "w" or "week" or "weeks" or "weekly" => IntervalUnit.Week,
            "mo" or "month" or "months" or "monthly" => IntervalUnit.Month,
            _ => null,
        },
    };
}
