using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class MeasureCcPlanCommandTests : CmdletTests
{
    private static readonly (string, object?)[] December = [("Interval", "1d"), ("From", "2025-12-01"), ("To", "2026-01-01"), ("Revisit", 0)];

    [Fact]
    public void Takes_what_the_ingest_takes_and_says_what_it_sends()
    {
        Session.ConnectFilledStore();
        (string, object?)[] wanted = [("Exchange", "coinbase"), ("Symbol", new[] { "BTC-USD", "ETH-USD" }), .. December];

        IngestPlan plan = Session.Run("Measure-CcPlan", [("Live", true), .. wanted]).Single<IngestPlan>();
        RunSummary summary = Session.Run("Invoke-CcOhlcvIngest", wanted).Single<RunSummary>();

        Assert.Equal((true, true, 2), (plan.IsServerClock, plan.IsExact, plan.Series.Count));
        Assert.Equal((plan.MostRequests, 62), (summary.Requests, plan.Periods));
    }

    [Fact]
    public async Task Asks_the_source_nothing_unless_told()
    {
        await using HangingMarket market = await HangingMarket.StartAsync(Session.Market.Open, pages: 0);
        Session.ConnectFilledStore();
        Session.ConnectSource(market.Address);

        IngestPlan plan = Session.Call("Get-CcTradingPair").At("coinbase", "BTC-USD").Then(Module.Cmdlet("Measure-CcPlan"), December)
            .RunWell().Single<IngestPlan>();

        Assert.Equal((31, false), (plan.Periods, plan.IsServerClock));
        Assert.False(market.WasAsked);
    }

    [Fact]
    public void Does_nothing_when_nothing_comes_down_the_pipeline()
    {
        Session.ConnectFilledStore();

        Assert.Empty(Session.Call("Get-CcInstrument").At("kraken", "NO-SUCH").Then(Module.Cmdlet("Measure-CcPlan"), December).RunWell().Output);
    }
}
