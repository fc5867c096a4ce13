using System.Management.Automation;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class InvokeCcFundingRateIngestCommandTests : CmdletTests
{
    private static readonly (string, object?)[] December = [("Interval", "1d"), ("From", "2025-12-01"), ("To", "2026-01-01")];

    [Fact]
    public void Takes_contracts_from_the_pipeline_and_leaves_out_those_without_such_a_series()
    {
        Session.ConnectFilledStore();
        IReadOnlyList<Instrument> contracts = Session.Run("Get-CcInstrument", ("Market", "Futures"), ("Status", "ACTIVE")).All<Instrument>();

        RunSummary summary = Session.Call("Get-CcInstrument", ("Market", "Futures")).Then(Module.Cmdlet("Invoke-CcFundingRateIngest"), December)
            .RunWell().Single<RunSummary>();

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal("ingest funding-rate futures 1d", summary.Steps[0].Step);
        Assert.Equal(contracts.Count(contract => contract.HasFundingRate != false), summary.Steps[0].Legs);
    }

    [Fact]
    public void Refuses_spot_instruments()
    {
        Session.ConnectFilledStore();

        Session.Call("Get-CcInstrument").At("kraken", "BTC-USD").Then(Module.Cmdlet("Invoke-CcFundingRateIngest"), December).Run()
            .ShouldFail("SettingInvalid", ErrorCategory.InvalidArgument);
    }

    [Fact]
    public void Plans_what_it_then_asks()
    {
        Session.ConnectFilledStore();
        (string, object?)[] wanted = [("Exchange", "binance"), ("Limit", 3), .. December];

        IngestPlan plan = Session.Run("Measure-CcPlan", [("Kind", "funding-rate"), .. wanted]).Single<IngestPlan>();
        RunSummary run = Session.Run("Invoke-CcFundingRateIngest", wanted).Single<RunSummary>();

        Assert.True(plan.IsExact);
        Assert.Equal(plan.MostRequests, run.Requests);
    }

    [Fact]
    public void Takes_pairs_with_the_life_of_their_funding_rates_and_leaves_dated_contracts_out()
    {
        Session.ConnectFilledStore();
        int perpetual = Session.Run("Get-CcInstrument", ("Market", "Futures"), ("Status", "ACTIVE")).All<Instrument>().Count(contract => contract.ExpiresAt is null);

        RunSummary summary = Session.Call("Get-CcTradingPair", ("Market", "Futures")).Then(Module.Cmdlet("Invoke-CcFundingRateIngest"), December)
            .RunWell().Single<RunSummary>();

        Assert.Equal((RunOutcome.Complete, perpetual), (summary.Outcome, summary.Steps[0].Legs));
    }

}
