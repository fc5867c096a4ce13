using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcOpenInterestCommandTests : CmdletTests
{
    [Fact]
    public void Reads_a_contract_from_the_pipeline_ascending_by_time()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<OpenInterest> rows = Session.Call("Get-CcInstrument", ("Market", "Futures")).At("binance", SharedMarket.Contract)
            .Then(Module.Cmdlet("Get-CcOpenInterest"), ("Interval", "1d"), ("To", "2025-12-11")).RunWell().All<OpenInterest>();

        Assert.Equal(Enumerable.Range(0, 10).Select(day => new DateTime(2025, 12, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day)), rows.Select(row => row.OpenTime));
        Assert.All(rows, row => Assert.Equal((SharedMarket.Contract, "1d"), (row.Symbol, row.Interval)));
        Assert.All(rows, row => Assert.True(row.Low <= row.Open && row.Close <= row.High && row.Updates > 0));
    }
}
