using CcIngest.Model;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class PageWindowsTests
{
    [Fact]
    public void Nothing_asked_is_no_page() => Assert.Empty(PageWindows.NewestFirst([], Interval.OneDay, 10));

    [Fact]
    public void A_long_range_becomes_pages_newest_first() =>
        Assert.Equal([Days(16, 26), Days(6, 16), Days(1, 6)], PageWindows.NewestFirst([Days(1, 26)], Interval.OneDay, 10));

    [Fact]
    public void Gaps_that_fit_one_page_are_asked_together() =>
        Assert.Equal([Days(20, 30), Days(3, 6)], PageWindows.NewestFirst([Days(3, 4), Days(5, 6), Days(20, 22), Days(29, 30)], Interval.OneDay, 10));

    [Fact]
    public void A_gap_that_does_not_fit_is_cut_where_the_page_ends() =>
        Assert.Equal([Days(20, 30), Days(15, 20)], PageWindows.NewestFirst([Days(15, 22), Days(29, 30)], Interval.OneDay, 10));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pages_hold_every_asked_period_and_no_fewer_would_do(int seed)
    {
        Random random = new(seed);
        int max = random.Next(1, 12);
        bool[] asked = [.. Enumerable.Range(0, 120).Select(_ => random.Next(5) == 0)];
        TimeRange[] ranges = [.. TimeRanges.Union(asked.Index().Where(day => day.Item).Select(day => Days(day.Index, day.Index + 1)))];

        TimeRange[] pages = [.. PageWindows.NewestFirst(ranges, Interval.OneDay, max)];

        Assert.All(pages, page => Assert.InRange(Interval.OneDay.PeriodsIn(page), 1, max));
        Assert.All(pages.Zip(pages.Skip(1)), pair => Assert.True(pair.First.From >= pair.Second.To));
        Assert.All(asked.Index().Where(day => day.Item), day => Assert.Single(pages, page => page.Contains(Day(day.Index))));
        Assert.All(pages, page => Assert.True(asked[Number(page.From)] && asked[Number(page.To) - 1], "a page begins and ends with what is asked"));

        // Covering points from the other end with windows of the same length needs the fewest windows there can be.
        int fewest = 0;
        for (int day = 0; day < asked.Length; day++)
        {
            if (asked[day])
            {
                fewest++;
                day += max - 1;
            }
        }

        Assert.Equal(fewest, pages.Length);
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 100)];

    private static int Number(DateTime day) => (int)(day - Day(0)).TotalDays;
}
