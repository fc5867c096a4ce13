using CcIngest.Model;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class SeriesGapsTests
{
    [Fact]
    public void Each_state_that_lacks_rows_is_a_gap_with_its_cause()
    {
        Gap[] gaps = [.. SeriesGaps.Of(
            [
                Stretch(1, 3, CoverageState.NotListed), Stretch(3, 5, CoverageState.Complete), Stretch(5, 6, CoverageState.Pending), Stretch(6, 7, CoverageState.Rejected),
                Stretch(7, 8, CoverageState.LostAtSource), Stretch(8, 9, CoverageState.NoTrades), Stretch(11, 12, CoverageState.Complete), Stretch(12, 13, CoverageState.Open),
            ], null, null, Day(12))];

        Assert.Equal(
            [(5, 6, GapCause.NotAnswered), (6, 7, GapCause.Rejected), (7, 8, GapCause.LostAtSource), (9, 11, GapCause.NotAsked)],
            gaps.Select(gap => (gap.From.Day, gap.To.Day, gap.Cause)));
        Assert.Equal([1L, 1, 1, 2], gaps.Select(gap => gap.Periods));
        Assert.Equal(["run", "run", "run", null], gaps.Select(gap => gap.RunId));
        Assert.Contains("/answer", gaps[0].Reason, StringComparison.Ordinal);
        Assert.All(gaps, gap => Assert.Equal(("ohlcv-spot", "kraken", "XXBTZUSD", Interval.OneDay), (gap.Dataset, gap.Exchange, gap.RawSymbol, gap.Interval)));
    }

    [Fact]
    public void Wanted_bounds_widen_and_narrow_what_is_looked_at()
    {
        CoverageRecord[] stretches = [Stretch(5, 8, CoverageState.Pending), Stretch(8, 9, CoverageState.Complete)];

        Assert.Equal([(1, 5, GapCause.NotAsked), (5, 8, GapCause.NotAnswered), (9, 12, GapCause.NotAsked)], Found(stretches, 1, 12));
        Assert.Equal([(6, 7, GapCause.NotAnswered)], Found(stretches, 6, 7));
        Assert.Equal([(10, 12, GapCause.NotAsked)], Found(stretches, 10, 12));
        Assert.Equal([(1, 3, GapCause.NotAsked)], Found(stretches, 1, 3));
    }

    [Fact]
    public void Beyond_the_life_of_an_instrument_there_is_no_gap()
    {
        CoverageRecord[] stretches = [Stretch(4, 6, CoverageState.NotListed), Stretch(6, 8, CoverageState.Complete), Stretch(8, 10, CoverageState.NotListed)];
        Assert.Empty(Found(stretches, 1, 15));
    }

    [Fact]
    public void A_period_that_was_running_is_a_gap_once_it_is_over_and_what_is_to_come_is_none()
    {
        CoverageRecord[] stretches = [Stretch(5, 8, CoverageState.Complete), Stretch(8, 9, CoverageState.Open)];

        Assert.Empty(SeriesGaps.Of(stretches, null, null, Day(8)));
        Gap late = Assert.Single(SeriesGaps.Of(stretches, null, null, Day(9)));
        Assert.Equal((8, 9, GapCause.NotAnswered), (late.From.Day, late.To.Day, late.Cause));
        Assert.Equal([(8, 9, GapCause.NotAnswered), (9, 11, GapCause.NotAsked)], SeriesGaps.Of(stretches, null, Day(25), Day(11)).Select(gap => (gap.From.Day, gap.To.Day, gap.Cause)));
    }

    private static (int, int, GapCause)[] Found(CoverageRecord[] stretches, int from, int to) =>
        [.. SeriesGaps.Of(stretches, Day(from), Day(to), Day(20)).Select(gap => (gap.From.Day, gap.To.Day, gap.Cause))];

    private static CoverageRecord Stretch(int from, int to, CoverageState state) => new()
    {
        Dataset = "ohlcv-spot",
        Exchange = "kraken",
        RawSymbol = "XXBTZUSD",
        Interval = "1d",
        From = Day(from),
        To = Day(to),
        State = state,
        RunId = "run",
        Request = "/answer",
        KnownAt = Now,
    };
}
