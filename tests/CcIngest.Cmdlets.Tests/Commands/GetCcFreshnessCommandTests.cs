using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcFreshnessCommandTests : CmdletTests
{
    [Fact]
    public void One_row_for_each_dataset_interval_and_venue_with_the_series_that_lag()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<DataFreshness> all = Session.Run("Get-CcFreshness", ("MaxAge", TimeSpan.FromSeconds(1))).All<DataFreshness>();
        DataFreshness days = Session.Run("Get-CcFreshness", ("Exchange", new[] { "Kraken" }), ("Dataset", new[] { "ohlcv-spot" }), ("Interval", "1d")).Single<DataFreshness>();

        Assert.Equal(all.Count, all.DistinctBy(row => (row.Dataset, row.Interval, row.Exchange)).Count());
        Assert.All(all, row => Assert.Equal(row.Series, row.Behind));
        Assert.True(days.OldestTo <= days.NewestTo && days.At > days.NewestTo);
    }
}
