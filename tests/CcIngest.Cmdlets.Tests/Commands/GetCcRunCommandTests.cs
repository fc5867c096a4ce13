using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class GetCcRunCommandTests : CmdletTests
{
    [Fact]
    public void Gives_the_newest_first_and_ten_unless_told()
    {
        Session.ConnectFilledStore();

        IReadOnlyList<RunRecord> runs = Session.Run("Get-CcRun").All<RunRecord>();

        Assert.Equal(["Invoke-CcOpenInterestIngest", "Invoke-CcFundingRateIngest", "Sync-CcFuturesInstrument", "Invoke-CcOhlcvIngest", "Sync-CcSpotInstrument", "Sync-CcAsset", "Sync-CcExchange"], runs.Take(7).Select(run => run.Job));
        Assert.Equal((10, 11), (runs.Count, Session.Run("Get-CcRun", ("Last", 100)).Output.Count));
        Assert.Equal(runs[0].RunId, Session.Call("Get-CcRun").At(1).RunWell().Single<RunRecord>().RunId);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_001)]
    public void Refuses_a_count_out_of_bounds(int last) => Session.Call("Get-CcRun", ("Last", last)).Run().ShouldRefuse("ParameterArgumentValidationError,");
}
