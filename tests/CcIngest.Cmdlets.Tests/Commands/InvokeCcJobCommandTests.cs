using System.Management.Automation;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class InvokeCcJobCommandTests : CmdletTests
{
    [Fact]
    public void Runs_all_steps_as_one_run_and_makes_the_schema_first()
    {
        Session.ConnectSource(Session.Market.Open);
        Session.ConnectBareStore();

        RunSummary summary = Run(
            """
            { "name": "daily", "steps": [
              { "sync": "exchanges" }, { "sync": "spot-instruments", "exchanges": ["kraken"] },
              { "ingest": "ohlcv", "market": "spot", "interval": "1d", "select": { "exchanges": ["kraken"], "quotes": ["USD"] }, "from": "2025-12-01", "to": "2026-01-01" } ] }
            """).Single<RunSummary>();

        Assert.Equal((RunOutcome.Complete, 0, 3), (summary.Outcome, summary.ExitCode, summary.Steps.Count));
        Assert.Equal(summary.RunId, Session.Run("Get-CcRun").Single<RunRecord>().RunId);
    }

    [Fact]
    public void Tells_a_failed_leg_and_has_the_exit_code_of_a_part()
    {
        Session.ConnectFilledStore();

        PipelineResult result = Run("""{ "steps": [ { "sync": "spot-instruments", "exchanges": ["kraken", "atlantis"] } ] }""");

        result.ShouldTell("MarketUnknown", ErrorCategory.ObjectNotFound);
        Assert.Equal(2, result.Single<RunSummary>().ExitCode);
    }

    [Theory]
    [InlineData("{ \"stepz\": [] }", "JobInvalid", ErrorCategory.ParserError)]
    [InlineData("{ \"steps\": [", "JobInvalid", ErrorCategory.ParserError)]
    [InlineData("{ \"store\": { \"engine\": \"oracle\" }, \"steps\": [ { \"sync\": \"exchanges\" } ] }", "EngineUnknown", ErrorCategory.InvalidArgument)]
    public void A_run_that_cannot_begin_has_a_summary_too(string text, string id, ErrorCategory category)
    {
        Session.ConnectBareStore();

        PipelineResult result = Run(text);

        Assert.Equal("job.json", result.ShouldTell(id, category).TargetObject);
        Assert.Equal(1, result.Single<RunSummary>().ExitCode);
        Assert.Equal([Session.File("job.json")], Session.Files().Keys);
    }

    [Fact]
    public void A_file_that_is_missing_is_told() =>
        Assert.Equal("no-such.json", Session.Call("Invoke-CcJob").At("no-such.json").Run().ShouldTell("JobInvalid", ErrorCategory.ParserError).TargetObject);

    private PipelineResult Run(string text)
    {
        File.WriteAllText(Session.File("job.json"), text);
        return Session.Call("Invoke-CcJob").At("job.json").Run();
    }
}
