using System.Management.Automation;
using CcIngest.EngineDouble;
using CcIngest.Model;

namespace CcIngest.Cmdlets.Tests;

public sealed class InvokeCcOhlcvIngestCommandTests : CmdletTests
{
    private static readonly (string, object?)[] December = [("Interval", "1d"), ("From", "2025-12-01"), ("To", "2026-01-01")];

    [Fact]
    public void Carries_the_pipeline_from_exchanges_to_candles_as_one_run()
    {
        Session.ConnectSource(Session.Market.Open);
        Session.ConnectEmptyStore();
        Session.Run("Sync-CcExchange");

        RunSummary summary = Session.Call("Get-CcExchange", ("Name", new[] { "kraken", "coinbase" }))
            .Then(Module.Cmdlet("Sync-CcSpotInstrument"), ("PassThru", true))
            .Then(Module.Cmdlet("Invoke-CcOhlcvIngest"), December)
            .RunWell().Single<RunSummary>();

        Assert.Equal((RunOutcome.Complete, "Invoke-CcOhlcvIngest"), (summary.Outcome, summary.Job));
        Assert.Equal(Session.Run("Get-CcInstrument", ("Status", "ACTIVE")).Output.Count, summary.Steps[0].Legs);
        Assert.Equal(31, Session.Call("Get-CcOhlcv").At("kraken", "BTC-USD", "1d").RunWell().Output.Count);
    }

    [Fact]
    public void Takes_pairs_and_a_selection_to_mean_the_same()
    {
        Session.ConnectFilledStore();

        RunSummary pairs = Session.Call("Get-CcTradingPair").At("coinbase", "BTC-USD").Then(Module.Cmdlet("Invoke-CcOhlcvIngest"), December)
            .RunWell().Single<RunSummary>();
        RunSummary selection = Session.Run("Invoke-CcOhlcvIngest", [("Exchange", "Coinbase"), ("Symbol", "btc-usd"), ("Revisit", 0), .. December])
            .Single<RunSummary>();

        Assert.Equal((1, 31), (pairs.Steps[0].Legs, pairs.Steps[0].Rows.Inserted));
        Assert.Equal((1, 0), (selection.Steps[0].Legs, selection.Steps[0].Requests));
    }

    [Fact]
    public async Task WhatIf_shows_the_plan_and_asks_the_source_nothing()
    {
        await using HangingMarket market = await HangingMarket.StartAsync(Session.Market.Open, pages: 0);
        Session.ConnectFilledStore();
        Session.ConnectSource(market.Address);

        PipelineResult result = Session.Run("Invoke-CcOhlcvIngest", [("Exchange", "coinbase"), ("Symbol", "BTC-USD"), ("WhatIf", true), .. December]);

        string plan = Assert.Single(result.Questions).Description;
        Assert.Contains("coinbase BTC-USD", plan, StringComparison.Ordinal);
        Assert.Contains("31 periods", plan, StringComparison.Ordinal);
        Assert.False(market.WasAsked);
    }

    [Fact]
    public void Shows_progress_that_ends()
    {
        Session.ConnectFilledStore();

        PipelineResult result = Session.Run("Invoke-CcOhlcvIngest", [("Exchange", "coinbase"), .. December]);

        Assert.True(result.Progress.Count >= 2, $"{result.Progress.Count} progress records.");
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
        Assert.All(result.Progress, record => Assert.InRange(record.PercentComplete, -1, 100));
    }

    [Fact]
    public void Tells_of_a_failed_series_and_the_others_go_on()
    {
        Session.ConnectFilledStore();
        TradingPair good = Session.Call("Get-CcTradingPair").At("coinbase", "BTC-USD").RunWell().Single<TradingPair>();
        TradingPair bad = good with { Symbol = "NO-SUCH", RawSymbol = "NOSUCH", Base = "NO", Quote = "SUCH" };

        PipelineResult result = Session.Call("Invoke-CcOhlcvIngest", December).Piping(good, bad).Run();

        Assert.Contains("NO", $"{result.ShouldTell("InstrumentUnknown", ErrorCategory.ObjectNotFound).TargetObject}", StringComparison.Ordinal);
        Assert.Equal(RunOutcome.Partial, result.Single<RunSummary>().Outcome);
        Assert.Equal(31, Session.Call("Get-CcOhlcv").At("coinbase", "BTC-USD", "1d").RunWell().Output.Count);
    }

    [Fact]
    public void Fails_as_a_whole_with_its_summary_as_the_target()
    {
        Session.ConnectSource(Session.Market.Faulty);
        Session.ConnectEmptyStore();
        Session.Run("Sync-CcSpotInstrument", ("Exchange", "kraken"));

        PipelineResult result = Session.Call(
            "Invoke-CcOhlcvIngest", ("Exchange", "kraken"), ("Symbol", "BTC-USD"), ("Interval", "1d"), ("From", "2025-07-01"), ("To", "2026-01-01"), ("MaxRejected", 1)).Run();

        ErrorRecord error = result.ShouldFail("RejectionBudgetExceeded", ErrorCategory.LimitsExceeded);
        Assert.Equal(RunOutcome.Failed, Assert.IsType<RunSummary>(error.TargetObject).Outcome);
        Assert.NotEmpty(Session.Run("Get-CcDeadLetter").Output);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public async Task Ctrl_C_at_any_word_leaves_nothing_undone_for_good(int word)
    {
        Session.ConnectFilledStore();
        (string, object?)[] ingest = [("Exchange", "coinbase"), ("Limit", 4), ("Debug", true), .. December];

        StoppedPipeline stopped = await StoppedPipeline.AtEntryAsync(word, Session.Call("Invoke-CcOhlcvIngest", ingest));
        PipelineResult next = Session.Run("Invoke-CcOhlcvIngest", ingest);

        Assert.True(stopped.Result.WasStopped);
        Assert.Equal((RunOutcome.Complete, 4), (next.Single<RunSummary>().Outcome, next.Single<RunSummary>().Steps[0].Legs));
        Assert.Empty(Session.Run("Get-CcCoverage", ("Exchange", "coinbase"), ("State", "Pending")).Output);
        Assert.DoesNotContain(Session.Run("Get-CcRun").All<RunRecord>(), run => run.Outcome == RunOutcome.Running);
    }

    [Theory]
    [InlineData("Quote", "NOSUCH", "SelectionEmpty", ErrorCategory.ObjectNotFound)]
    [InlineData("To", "2025-01-01", "RangeInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("Interval", "1w", "SettingInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("MinimumGrade", "Z", "JobInvalid", ErrorCategory.ParserError)]
    public void Refuses_what_makes_no_sense(string parameter, string value, string id, ErrorCategory category)
    {
        Session.ConnectFilledStore();

        Session.Call("Invoke-CcOhlcvIngest", [("Exchange", "coinbase"), .. December.Where(given => given.Item1 != parameter), (parameter, value)]).Run()
            .ShouldFail(id, category);
    }

    [Theory]
    [InlineData("Interval", "7x", "CannotConvertArgumentNoMessage,")]
    [InlineData("From", "yesterday", "ParameterArgumentTransformationError,")]
    [InlineData("ThrottleLimit", 0, "ParameterArgumentValidationError,")]
    [InlineData("Revisit", 1_001, "ParameterArgumentValidationError,")]
    [InlineData("Limit", 0, "ParameterArgumentValidationError,")]
    public void Refuses_other_arguments(string parameter, object value, string id) =>
        Session.Call("Invoke-CcOhlcvIngest", [.. December.Where(given => given.Item1 != parameter), (parameter, value)]).Run().ShouldRefuse(id);

    [Theory]
    [InlineData("Interval")]
    [InlineData("From")]
    public void Wants_interval_and_start(string parameter) =>
        Session.Call("Invoke-CcOhlcvIngest", [.. December.Where(given => given.Item1 != parameter)]).Run().ShouldRefuse("MissingMandatoryParameter,");
}
