using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public sealed class JoinedStretchesTests
{
    private const string First = "2026-01-01 00:00:002026-01-03 00:00:00-Complete";
    private const string Second = "2026-01-03 00:00:002026-01-03 01:00:00+NotListed";

    [Fact]
    public void Rows_in_one_text_come_in_the_order_of_time()
    {
        DateTime start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        CoverageStretch[] expected =
        [
            new(new TimeRange(start, start.AddDays(2)), CoverageState.Complete, false), new(new TimeRange(start.AddDays(2), start.AddDays(2).AddHours(1)), CoverageState.NotListed, true),
        ];

        Assert.Equal(expected, Read($"{First},{Second}", 2));
        Assert.Equal(expected, Read($"{Second},{First}", 2));
    }

    [Fact]
    public void A_text_that_was_cut_is_not_believed()
    {
        string whole = $"{First},{Second}";
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Null(Read(whole[..length], 2));
        }
    }

    [Theory]
    [InlineData("2026-01-03 00:00:002026-01-01 00:00:00-Complete")]
    [InlineData("2026-01-01 00:00:002026-01-03 00:00:00-Whatever")]
    [InlineData("0000-00-00 00:00:002026-01-03 00:00:00-Complete")]
    [InlineData("2026-01-01 00:00:00.0000002026-01-03 00:00:00-Complete")]
    public void What_is_no_row_is_not_believed(string text) => Assert.Null(Read(text, 1));

    private static List<CoverageStretch>? Read(string text, int count)
    {
        List<CoverageStretch> stretches = [new(new TimeRange(DateTime.UnixEpoch, DateTime.UnixEpoch.AddDays(1)), CoverageState.Pending, true)];
        return JoinedStretches.TryRead(text, count, stretches) ? stretches : null;
    }
}
