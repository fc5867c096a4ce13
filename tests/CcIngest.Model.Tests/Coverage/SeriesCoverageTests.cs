namespace CcIngest.Model.Tests;

public sealed class SeriesCoverageTests
{
    private static readonly DateTime Start = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Bar_shows_each_state_where_it_is() => Assert.Equal(
        "··███▓▓░×!▸",
        Series((CoverageState.NotListed, 2), (CoverageState.Complete, 3), (CoverageState.NoTrades, 2), (CoverageState.Pending, 1),
            (CoverageState.Rejected, 1), (CoverageState.LostAtSource, 1), (CoverageState.Open, 1)).Bar(11));

    [Fact]
    public void Bar_never_hides_what_is_missing_behind_what_is_there() =>
        Assert.Equal("█░█", Series((CoverageState.Complete, 1_499), (CoverageState.Pending, 1), (CoverageState.Complete, 1_500)).Bar(3));

    [Fact]
    public void Bar_is_blank_where_nothing_was_asked()
    {
        SeriesCoverage series = Series((CoverageState.Complete, 1), (CoverageState.Complete, 1), (CoverageState.Complete, 1));

        Assert.Equal("█ █", (series with { Stretches = [series.Stretches[0], series.Stretches[2]] }).Bar(3));
    }

    [Fact]
    public void Shares_are_those_of_the_asked_time()
    {
        SeriesCoverage series = Series((CoverageState.NotListed, 1), (CoverageState.Complete, 5), (CoverageState.NoTrades, 1), (CoverageState.Pending, 2), (CoverageState.Open, 1));

        Assert.Equal(0.7, series.Had, 12);
        Assert.Equal(0.2, series.Pending, 12);
        Assert.Equal(0, (series with { Stretches = [] }).Had);
    }

    private static SeriesCoverage Series(params (CoverageState State, int Days)[] stretches)
    {
        DateTime at = Start;
        List<CoverageRecord> records = [];
        foreach ((CoverageState state, int days) in stretches)
        {
            records.Add(new CoverageRecord
            {
                Dataset = "ohlcv-spot", Exchange = "kraken", RawSymbol = "XXBTZUSD", Interval = "1d", From = at, To = at.AddDays(days), State = state,
                RunId = "run", Request = "request", KnownAt = at,
            });
            at = at.AddDays(days);
        }

        return new SeriesCoverage
        {
            Dataset = "ohlcv-spot", Exchange = "kraken", RawSymbol = "XXBTZUSD", Interval = "1d", From = Start, To = at, Stretches = records,
        };
    }
}
