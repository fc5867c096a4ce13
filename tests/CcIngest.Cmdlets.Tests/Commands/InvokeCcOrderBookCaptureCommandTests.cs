using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class InvokeCcOrderBookCaptureCommandTests : CmdletTests
{
    [Fact]
    public void Takes_symbols_from_the_pipeline_as_one_run_and_accounts_for_every_tick()
    {
        Session.ConnectFilledStore();

        RunSummary summary = Session.Call("Get-CcSymbol").At("binance", "BTC-*-SPOT")
            .Then(Module.Cmdlet("Invoke-CcOrderBookCapture"), ("Depth", 5), ("Every", "00:00:00.5"), ("Count", 2)).RunWell().Single<RunSummary>();

        Assert.True(summary.Steps[0].Legs > 1);
        Assert.True(summary.Steps[0].Rows.Inserted > 0);
        Assert.Equal(2 * summary.Steps[0].Legs, summary.Steps[0].Rows.Inserted + summary.Steps[0].Missed);
        Assert.Equal(summary.Steps[0].Missed > 0 ? RunOutcome.Partial : RunOutcome.Complete, summary.Outcome);
    }

    [Fact]
    public void The_plan_says_ticks_requests_and_the_share_of_the_budget()
    {
        Session.ConnectFilledStore();

        Question question = Session.Call("Invoke-CcOrderBookCapture", ("Every", "00:00:05"), ("For", "01:00:00"), ("WhatIf", true))
            .At("binance", "BTC-USDT-SPOT").RunWell().Questions[0];

        Assert.Contains("1 books of 100 levels every 00:00:05, 720 ticks in 00:59:55, 720 requests", question.Description, StringComparison.Ordinal);
        Assert.Contains("budget of binance: 1.0 %", question.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_nothing_has_fails_and_the_others_go_on()
    {
        Session.ConnectFilledStore();

        PipelineResult result = Session.Call("Invoke-CcOrderBookCapture", ("Every", "00:00:00.5"), ("Count", 1), ("Symbol", new[] { "BTC-USDT-SPOT", "NOSUCH" }), ("Exchange", "binance")).Run();

        result.ShouldTell("InstrumentUnknown", System.Management.Automation.ErrorCategory.ObjectNotFound);
        Assert.Equal(RunOutcome.Partial, result.Single<RunSummary>().Outcome);
    }
}
