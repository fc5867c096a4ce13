using CcIngest.Model;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class TimeRangesTests
{
    [Fact]
    public void Union_joins_what_overlaps_or_touches() =>
        Assert.Equal([Days(1, 5), Days(7, 9)], TimeRanges.Union([Days(3, 5), Days(7, 9), Days(1, 2), Days(2, 4)]));

    [Fact]
    public void Except_leaves_the_parts_in_none_of_the_others() =>
        Assert.Equal([Days(2, 3), Days(5, 6), Days(8, 10)], TimeRanges.Except(Days(2, 10), [Days(1, 2), Days(3, 5), Days(6, 8), Days(12, 13)]));

    [Fact]
    public void Except_of_something_wholly_taken_is_nothing() => Assert.Empty(TimeRanges.Except(Days(2, 4), [Days(1, 9)]));

    [Fact]
    public void Within_cuts_at_the_bounds() => Assert.Equal([Days(3, 4), Days(6, 7)], TimeRanges.Within([Days(1, 2), Days(2, 4), Days(6, 9)], Days(3, 7)));

    [Fact]
    public void A_range_is_contained_in_one_range_or_not_at_all()
    {
        TimeRange[] set = [Days(1, 3), Days(5, 9)];

        Assert.True(TimeRanges.Contain(set, Days(5, 9)));
        Assert.True(TimeRanges.Contain(set, Days(6, 7)));
        Assert.False(TimeRanges.Contain(set, Days(2, 6)));
        Assert.False(TimeRanges.Contain(set, Days(8, 10)));
        Assert.False(TimeRanges.Contain(set, Days(4, 6)));
    }

    [Fact]
    public void Between_times_out_of_order_is_nothing()
    {
        Assert.Null(TimeRanges.Between(Day(2), Day(2)));
        Assert.Equal(Days(1, 2), TimeRanges.Between(Day(1), Day(2)));
    }
}
