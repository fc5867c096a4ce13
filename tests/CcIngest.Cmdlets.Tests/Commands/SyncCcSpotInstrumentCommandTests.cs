using System.Management.Automation;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class SyncCcSpotInstrumentCommandTests : CmdletTests
{
    [Fact]
    public void Collects_a_pipeline_into_one_run_and_passes_the_instruments_on()
    {
        Session.ConnectFilledStore();
        int runs = Session.Run("Get-CcRun", ("Last", 100)).Output.Count;

        IReadOnlyList<Instrument> passed = Session.Call("Get-CcExchange", ("Name", new[] { "kraken", "coinbase" }))
            .Then(Module.Cmdlet("Sync-CcSpotInstrument"), ("PassThru", true)).RunWell().All<Instrument>();

        Assert.Equal(["coinbase", "kraken"], passed.Select(instrument => instrument.Exchange).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(runs + 1, Session.Run("Get-CcRun", ("Last", 100)).Output.Count);
    }

    [Fact]
    public void Tells_of_an_unknown_exchange_and_the_others_go_on()
    {
        Session.ConnectFilledStore();

        PipelineResult result = Session.Call("Sync-CcSpotInstrument").Piping("kraken", "atlantis").Run();

        Assert.Contains("atlantis", $"{result.ShouldTell("MarketUnknown", ErrorCategory.ObjectNotFound).TargetObject}", StringComparison.Ordinal);
        Assert.Equal((RunOutcome.Partial, 2), (result.Single<RunSummary>().Outcome, result.Single<RunSummary>().ExitCode));
        Assert.False(result.IsSuccess);
    }

    [Fact]
    public void Does_nothing_for_an_empty_pipe()
    {
        Session.ConnectFilledStore();

        PipelineResult result = Session.Call("Get-CcExchange").At("no-such-*").Then(Module.Cmdlet("Sync-CcSpotInstrument"), ("Verbose", true)).RunWell();

        Assert.Empty(result.Output);
        Assert.Empty(result.Questions);
        Assert.Contains(result.Verbose, line => line.Contains("nothing to do", StringComparison.Ordinal));
    }
}
