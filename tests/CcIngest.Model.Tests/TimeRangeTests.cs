namespace CcIngest.Model.Tests;

public sealed class TimeRangeTests
{
    private static readonly DateTime Day = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_start_is_inside_and_the_end_is_not()
    {
        TimeRange range = new(Day, Day.AddDays(1));

        Assert.True(range.Contains(Day));
        Assert.True(range.Contains(Day.AddDays(1).AddTicks(-1)));
        Assert.False(range.Contains(Day.AddDays(1)));
        Assert.False(range.Contains(Day.AddTicks(-1)));
    }

    [Fact]
    public void Empty_and_backward_ranges_are_refused_with_their_bounds()
    {
        Assert.Throws<ArgumentException>(() => new TimeRange(Day, Day));
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new TimeRange(Day.AddDays(1), Day));

        Assert.Contains("2024-01-02Z", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void Only_utc_is_taken(DateTimeKind kind) =>
        Assert.Throws<ArgumentException>(() => new TimeRange(DateTime.SpecifyKind(Day, kind), Day.AddDays(1)));

    [Theory]
    [InlineData(0, 2, 1, 3, 1, 2)]
    [InlineData(0, 5, 1, 3, 1, 3)]
    [InlineData(1, 3, 0, 5, 1, 3)]
    [InlineData(0, 1, 1, 2, -1, -1)]
    [InlineData(0, 1, 2, 3, -1, -1)]
    public void Two_ranges_share_what_both_have(int from, int to, int otherFrom, int otherTo, int commonFrom, int commonTo)
    {
        TimeRange one = new(Day.AddDays(from), Day.AddDays(to));
        TimeRange other = new(Day.AddDays(otherFrom), Day.AddDays(otherTo));
        TimeRange? common = commonFrom < 0 ? null : new TimeRange(Day.AddDays(commonFrom), Day.AddDays(commonTo));

        Assert.Equal(common, one.Intersect(other));
        Assert.Equal(common, other.Intersect(one));
    }

    [Fact]
    public void Is_printed_in_utc_with_hours_only_where_there_are_any() =>
        Assert.Equal("2024-01-01Z to 2024-01-02 13:00:00Z", new TimeRange(Day, Day.AddHours(37)).ToString());
}
