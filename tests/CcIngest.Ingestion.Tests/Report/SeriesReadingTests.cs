using CcIngest.Model;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class SeriesReadingTests
{
    private static readonly DateTime ClosedEnd = Day(0);

    [Fact]
    public void What_nobody_asked_for_is_a_stretch_of_its_own_and_missing()
    {
        ReportSeries series = Read((Day(-10), Day(-6), CoverageState.Complete), (Day(-4), Day(0), CoverageState.Complete));

        Assert.Equal([CoverageState.Complete, null, CoverageState.Complete], series.Stretches.Select(stretch => stretch.State));
        Assert.Equal(2, series.Missing[GapCause.NotAsked]);
        Assert.False(series.IsWhole);
        Assert.Equal(1, series.Had);
    }

    [Fact]
    public void The_running_period_takes_nothing_away_from_what_is_had()
    {
        ReportSeries series = Read((Day(-10), Day(0), CoverageState.Complete), (Day(0), Day(1), CoverageState.Open));

        Assert.Equal((1, 0L, true), (series.Had, series.Behind, series.IsWhole));
        Assert.Equal(Day(0), series.Reached);
    }

    [Fact]
    public void A_period_that_has_closed_since_it_was_asked_for_is_missing()
    {
        ReportSeries series = Read((Day(-10), Day(-2), CoverageState.Complete), (Day(-2), Day(-1), CoverageState.Open));

        Assert.Equal(1, series.Missing[GapCause.NotAnswered]);
        Assert.Equal(2, series.Behind);
    }

    [Fact]
    public void A_series_whose_life_is_over_is_not_behind()
    {
        ReportSeries series = Read((Day(-10), Day(-6), CoverageState.Complete), (Day(-6), Day(-5), CoverageState.NotListed));

        Assert.Equal((true, 0L), (series.HasEnded, series.Behind));
    }

    [Fact]
    public void Each_cause_counts_its_own_periods()
    {
        ReportSeries series = Read(
            (Day(-10), Day(-8), CoverageState.Complete), (Day(-8), Day(-7), CoverageState.Pending), (Day(-7), Day(-4), CoverageState.Rejected),
            (Day(-4), Day(-2), CoverageState.LostAtSource), (Day(-2), Day(0), CoverageState.NoTrades));

        Assert.Equal((1L, 3L, 2L), (series.Missing[GapCause.NotAnswered], series.Missing[GapCause.Rejected], series.Missing[GapCause.LostAtSource]));
        Assert.Equal(0.4, series.Had, 9);
    }

    [Fact]
    public void A_range_cuts_stretches_and_leaves_out_series_that_lie_outside()
    {
        CoverageRecord[] records = Records((Day(-10), Day(-6), CoverageState.Complete), (Day(-6), Day(0), CoverageState.Pending));

        ReportSeries cut = SeriesReading.Of(records, Day(-8), Day(-5), ClosedEnd, 100)!;

        Assert.Equal([(Day(-8), Day(-6)), (Day(-6), Day(-5))], cut.Stretches.Select(stretch => (stretch.From, stretch.To)));
        Assert.Equal(1, cut.Missing[GapCause.NotAnswered]);
        Assert.Null(SeriesReading.Of(records, Day(5), null, ClosedEnd, 100));
    }

    [Fact]
    public void Too_many_stretches_become_fewer_and_no_hole_hides()
    {
        List<(DateTime, DateTime, CoverageState)> stretches = [];
        for (int day = -1000; day < 0; day += 2)
        {
            stretches.Add((Day(day), Day(day + 1), CoverageState.Complete));
            stretches.Add((Day(day + 1), Day(day + 2), day == -500 ? CoverageState.Rejected : CoverageState.NoTrades));
        }

        ReportSeries series = SeriesReading.Of(Records([.. stretches]), null, null, ClosedEnd, 40)!;

        Assert.True(series.IsCoarse);
        Assert.InRange(series.Stretches.Count, 2, 40);
        Assert.Contains(CoverageState.Rejected, series.Stretches.Select(stretch => stretch.State));
        Assert.Equal((Day(-1000), Day(0)), (series.Stretches[0].From, series.Stretches[^1].To));
        Assert.All(series.Stretches.Zip(series.Stretches.Skip(1)), two => Assert.Equal(two.First.To, two.Second.From));
        Assert.Equal(1, series.Missing[GapCause.Rejected]);
    }

    private static ReportSeries Read(params (DateTime From, DateTime To, CoverageState State)[] stretches) =>
        SeriesReading.Of(Records(stretches), null, null, ClosedEnd, 1_000)!;

    private static CoverageRecord[] Records(params (DateTime From, DateTime To, CoverageState State)[] stretches) => [.. stretches.Select(one => new CoverageRecord
    {
        Dataset = "ohlcv-spot", Exchange = "kraken", RawSymbol = "XXBTZUSD", Interval = "1d", From = one.From, To = one.To, State = one.State, RunId = "first",
        Request = "/days", KnownAt = Day(0),
    })];
}
