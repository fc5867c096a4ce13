using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class InvokeCcKlineIngestCommandTests : CmdletTests
{
    [Fact]
    public void Takes_a_list_from_the_pipeline_as_one_run()
    {
        Session.ConnectFilledStore();

        RunSummary summary = Session.Call("Get-CcSymbol").At("binance", "*-USDT-SPOT")
            .Then(Module.Cmdlet("Invoke-CcKlineIngest"), ("Interval", "1d"), ("From", "2025-12-01"), ("To", "2026-01-01")).RunWell().Single<RunSummary>();

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.True(summary.Steps[0].Legs > 3);
        Assert.True(summary.Steps[0].Rows.Inserted > 31);
    }

    [Fact]
    public void Leaves_symbols_of_another_status_out()
    {
        Session.ConnectFilledStore();

        Assert.Empty(Session.Call("Get-CcSymbol", ("Status", "HALTED")).At("binance")
            .Then(Module.Cmdlet("Invoke-CcKlineIngest"), ("Interval", "1d"), ("From", "2025-12-01")).RunWell().Output);
    }
}
