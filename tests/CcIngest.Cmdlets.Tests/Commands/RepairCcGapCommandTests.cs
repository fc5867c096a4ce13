using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class RepairCcGapCommandTests : CmdletTests
{
    [Fact]
    public void What_is_missing_is_had_afterwards_and_WhatIf_says_what_would_be_asked_for()
    {
        Session.ConnectFilledStore();
        PipelineCall Gaps() => Session.Call("Get-CcGap", ("Exchange", "kraken"), ("RawSymbol", "XXBTZUSD"), ("Interval", "1d"), ("To", "2026-01-05"));

        PipelineResult told = Gaps().Then(Module.Cmdlet("Repair-CcGap"), ("WhatIf", true)).Run();
        RunSummary summary = Gaps().Then(Module.Cmdlet("Repair-CcGap")).RunWell().Single<RunSummary>();

        Assert.Empty(told.Output);
        Assert.Equal((RunOutcome.Complete, 4L), (summary.Outcome, summary.Steps.Single().Rows.Inserted));
        Assert.Empty(Gaps().RunWell().Output);
    }

    [Fact]
    public void Broken_records_are_judged_again_or_asked_for_again()
    {
        Session.ConnectStoreWithLetters();
        PipelineCall Gaps() => Session.Call("Get-CcGap", ("Cause", new[] { GapCause.Rejected }));
        int rejected = Gaps().RunWell().Output.Count;

        RunSummary judged = Gaps().Then(Module.Cmdlet("Repair-CcGap")).RunWell().Single<RunSummary>();

        Assert.True(rejected > 0);
        Assert.Equal(("resume dead letters", 0L), (judged.Steps.Single().Step, judged.Requests));
        Assert.Equal(rejected, Gaps().RunWell().Output.Count);

        RunSummary asked = Gaps().Then(Module.Cmdlet("Repair-CcGap"), ("AskAgain", true)).Run().Single<RunSummary>();
        Assert.Equal(["remove dead letters", "reopen gaps", "ingest ohlcv spot 1d"], asked.Steps.Select(step => step.Step));
        Assert.True(asked.Requests > 0);
    }
}
