using CcIngest.Model;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class WantedRangeTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    [Fact]
    public void The_running_period_is_wanted_but_not_closed()
    {
        WantedRange wanted = WantedRange.Of(Ingest(Day(1)), Now, Grace);

        Assert.Equal((Day(1), Day(15), Day(16)), (wanted.From, wanted.ClosedEnd, wanted.End));
    }

    [Fact]
    public void The_period_that_contains_the_start_is_wanted() => Assert.Equal(Day(1), WantedRange.Of(Ingest(Day(1).AddHours(7)), Now, Grace).From);

    [Fact]
    public void An_end_inside_a_period_leaves_that_period_out() => Assert.Equal(Day(9), WantedRange.Of(Ingest(Day(1), Day(9).AddHours(7)), Now, Grace).End);

    [Fact]
    public void An_end_to_come_is_taken_for_now() =>
        Assert.Equal(WantedRange.Of(Ingest(Day(1)), Now, Grace), WantedRange.Of(Ingest(Day(1), Day(300)), Now, Grace));

    [Theory]
    [InlineData(0, 14)]
    [InlineData(9, 14)]
    [InlineData(10, 15)]
    [InlineData(11, 15)]
    public void A_period_is_closed_when_the_grace_has_passed(int secondsAfterMidnight, int closedEnd)
    {
        WantedRange wanted = WantedRange.Of(Ingest(Day(1)), Day(15).AddSeconds(secondsAfterMidnight), Grace);

        Assert.Equal((Day(closedEnd), Day(16)), (wanted.ClosedEnd, wanted.End));
    }

    [Fact]
    public void A_start_to_come_is_refused() =>
        Assert.Equal(IngestErrorId.RangeInvalid, Assert.Throws<IngestException>(() => WantedRange.Of(Ingest(Day(16)), Now, Grace)).Id);

    [Fact]
    public void A_range_without_a_whole_period_is_refused() =>
        Assert.Equal(IngestErrorId.RangeInvalid, Assert.Throws<IngestException>(() => WantedRange.Of(Ingest(Day(3), Day(3).AddHours(5)), Now, Grace)).Id);
}
