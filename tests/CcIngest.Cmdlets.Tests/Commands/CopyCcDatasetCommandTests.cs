using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class CopyCcDatasetCommandTests : CmdletTests
{
    [Fact]
    public void Brings_series_over_and_says_that_both_sides_are_the_same()
    {
        ConnectedStore from = Session.ConnectFilledStore();
        long days = Session.Call("Get-CcOhlcv").At("kraken", "BTC-USD", "1d").RunWell().Output.Count;
        ConnectedStore to = Session.ConnectBareStore();
        Session.Run("Initialize-CcStore", ("Store", to));

        CopiedRows first = Copy(from, to).RunWell().Single<CopiedRows>();
        CopiedRows again = Copy(from, to).RunWell().Single<CopiedRows>();

        Assert.Equal((days, days, 0L), (first.Rows, first.Inserted, first.Unchanged));
        Assert.Equal((days, 0L, days, first.Hash), (again.Rows, again.Inserted, again.Unchanged, again.Hash));
    }

    private PipelineCall Copy(ConnectedStore from, ConnectedStore to) => Session.Call(
        "Copy-CcDataset", ("From", from), ("To", to), ("Interval", "1d"), ("Exchange", "kraken"), ("Instrument", "BTC-USD"), ("Since", "2025-01-01")).At("ohlcv-spot");
}
