using System.Globalization;

namespace CcIngest.Model.Tests;

public sealed class IntervalTests
{
    [Theory]
    [InlineData("1m", "1m")]
    [InlineData("15m", "15m")]
    [InlineData("1h", "1h")]
    [InlineData("1d", "1d")]
    [InlineData("1M", "1M")]
    [InlineData("m", "1m")]
    [InlineData("M", "1M")]
    [InlineData("Minute", "1m")]
    [InlineData("minutes", "1m")]
    [InlineData("HOUR", "1h")]
    [InlineData("hourly", "1h")]
    [InlineData("Day", "1d")]
    [InlineData("days", "1d")]
    [InlineData("Daily", "1d")]
    [InlineData("1w", "1w")]
    [InlineData("2 weeks", "2w")]
    [InlineData("months", "1M")]
    [InlineData("  4H ", "4h")]
    [InlineData("1D", "1d")]
    [InlineData("1000d", "1000d")]
    public void Is_read_in_every_form_and_printed_in_one(string text, string printed)
    {
        Interval interval = Interval.Parse(text);

        Assert.Equal(printed, interval.ToString());
        Assert.Equal(interval, Interval.Parse(printed));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("1001d")]
    [InlineData("99999999999d")]
    [InlineData("1.5h")]
    [InlineData("1")]
    [InlineData("fortnight")]
    [InlineData("d1")]
    [InlineData("１d")]
    [InlineData("1d 2h")]
    public void Refuses_what_is_none_and_says_what_is_allowed(string text)
    {
        FormatException refusal = Assert.Throws<FormatException>(() => Interval.Parse(text));

        Assert.Contains("1m, 1h or 1d", refusal.Message, StringComparison.Ordinal);
        Assert.False(Interval.TryParse(text, out _));
        Assert.False(Interval.TryParse(null, out _));
    }

    [Fact]
    public void Is_read_the_same_under_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string name in new[] { "tr-TR", "ar-SA", "de-DE" })
            {
                CultureInfo.CurrentCulture = new CultureInfo(name);
                Assert.Equal("1m", Interval.Parse("MINUTES").ToString());
                Assert.Equal("12h", Interval.Parse("12h").ToString());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("1m", "2024-02-29 23:59:59", "2024-02-29 23:59:00")]
    [InlineData("15m", "2024-02-29 23:59:59", "2024-02-29 23:45:00")]
    [InlineData("1h", "2024-02-29 23:59:59", "2024-02-29 23:00:00")]
    [InlineData("4h", "2024-02-29 11:00:00", "2024-02-29 08:00:00")]
    [InlineData("1d", "2024-02-29 23:59:59", "2024-02-29 00:00:00")]
    [InlineData("1d", "2024-02-29 00:00:00", "2024-02-29 00:00:00")]
    [InlineData("1w", "2024-03-03 12:00:00", "2024-02-26 00:00:00")]
    [InlineData("1w", "2024-02-26 00:00:00", "2024-02-26 00:00:00")]
    [InlineData("1M", "2024-02-29 23:59:59", "2024-02-01 00:00:00")]
    [InlineData("3M", "2024-06-15 00:00:00", "2024-04-01 00:00:00")]
    [InlineData("12M", "2024-06-15 00:00:00", "2024-01-01 00:00:00")]
    [InlineData("1d", "1969-07-20 20:17:40", "1969-07-20 00:00:00")]
    [InlineData("1M", "1969-12-31 23:59:59", "1969-12-01 00:00:00")]
    public void A_period_is_known_by_its_start(string interval, string time, string start)
    {
        DateTime floor = Interval.Parse(interval).Floor(Utc(time));

        Assert.Equal(Utc(start), floor);
        Assert.Equal(DateTimeKind.Utc, floor.Kind);
    }

    [Fact]
    public void Weeks_start_on_monday() => Assert.All(
        Enumerable.Range(0, 60), day => Assert.Equal(DayOfWeek.Monday, Interval.Parse("1w").Floor(Utc("2024-01-01").AddDays(day)).DayOfWeek));

    [Theory]
    [InlineData("1M", "2024-01-01", "2024-02-01")]
    [InlineData("1M", "2023-12-01", "2024-01-01")]
    [InlineData("3M", "2023-10-01", "2024-01-01")]
    [InlineData("1d", "2024-02-28", "2024-02-29")]
    [InlineData("1w", "2024-02-26", "2024-03-04")]
    public void The_next_period_follows_the_calendar(string interval, string start, string next)
    {
        Assert.Equal(Utc(next), Interval.Parse(interval).Next(Utc(start)));
        Assert.Equal(Utc(start), Interval.Parse(interval).Add(Utc(next), -1));
    }

    [Theory]
    [InlineData("1d", "2024-01-01", "2025-01-01", 366)]
    [InlineData("1h", "2024-01-01", "2024-01-02", 24)]
    [InlineData("1M", "2023-11-01", "2025-02-01", 15)]
    [InlineData("3M", "2023-10-01", "2024-10-01", 4)]
    [InlineData("1w", "2024-01-01", "2024-01-29", 4)]
    public void Periods_of_a_range_are_counted(string interval, string from, string to, long periods) =>
        Assert.Equal(periods, Interval.Parse(interval).PeriodsIn(new TimeRange(Utc(from), Utc(to))));

    [Theory]
    [InlineData("1m")]
    [InlineData("7m")]
    [InlineData("1h")]
    [InlineData("1d")]
    [InlineData("1w")]
    [InlineData("1M")]
    [InlineData("5M")]
    public void Floor_next_and_count_agree(string text)
    {
        Interval interval = Interval.Parse(text);
        Random random = new(11);
        for (int i = 0; i < 500; i++)
        {
            DateTime time = Utc("1990-01-01").AddSeconds(random.NextInt64(0, 2_000_000_000));
            DateTime floor = interval.Floor(time);
            int periods = random.Next(1, 200);

            Assert.True(floor <= time && time < interval.Next(floor));
            Assert.Equal(floor, interval.Floor(floor));
            if (interval.Unit != IntervalUnit.Month || 12 % interval.Count == 0)
            {
                Assert.Equal(interval.Add(floor, periods), interval.Floor(interval.Add(floor, periods)));
            }

            Assert.Equal(periods, interval.PeriodsIn(new TimeRange(floor, interval.Add(floor, periods))));
        }
    }

    [Fact]
    public void Longer_units_are_larger()
    {
        Interval[] ascending = [Interval.OneMinute, Interval.Parse("30m"), Interval.OneHour, Interval.OneDay, Interval.Parse("1w"), Interval.Parse("1M")];

        Assert.Equal(ascending, ascending.Reverse().Order());
        Assert.True(Interval.OneMinute < Interval.OneDay && Interval.OneDay >= Interval.Parse("Day"));
    }

    [Fact]
    public void A_month_has_no_fixed_length()
    {
        Assert.Null(Interval.Parse("1M").Length);
        Assert.Equal(TimeSpan.FromDays(14), Interval.Parse("2w").Length);
    }

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
