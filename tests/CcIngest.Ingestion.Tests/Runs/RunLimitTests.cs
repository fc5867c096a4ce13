using static CcIngest.Ingestion.Tests.Some;
using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;

namespace CcIngest.Ingestion.Tests;

/// <summary>What ends a run before its work is done, and what does not.</summary>
public sealed class RunLimitTests
{
    private readonly InMemoryStore _store = new();
    private readonly ScriptedSource _source = new() { Capabilities = new(5, 1) };

    [Fact]
    public async Task More_new_rejections_than_the_budget_end_the_run_as_failed_and_name_the_commonest_rule()
    {
        _source.Series["BTC-USD"] = new ScriptedSeries { Rejected = day => day.Day % 2 == 0 };

        RunSummary summary = await RunAsync(new IngestOptions { MaxRejectedRows = 3, BatchRows = 1 }, Pair);

        Assert.Equal((RunOutcome.Failed, "RejectionBudgetExceeded", 1), (summary.Outcome, summary.Failure?.ErrorId, summary.ExitCode));
        Assert.Contains("ohlc-order: 5 times", summary.Failure?.Message, StringComparison.Ordinal);
        Assert.Equal("Failed", _store.Table(Bookkeeping.Runs).Single("outcome"));

        // What was stored stands with its coverage; what was not is still pending.
        CoverageInterval[] known = [.. _store.CoverageOf(Key).Intervals];
        Assert.Equal(5, _store.Letters.Count);
        Assert.Equal(5, known.Count(stretch => stretch.State == CoverageState.Rejected));
        Assert.Equal(new TimeRange(Day(1), Day(5)), Assert.Single(known, stretch => stretch.State == CoverageState.Pending).Range);
        Assert.Equal(Enumerable.Range(5, 10).Where(day => day % 2 == 1).Select(day => (object?)Day(day)), _store.Table(SpotOhlcv.Days).Values("datetime"));
    }

    [Theory]
    [InlineData(7, RunOutcome.Partial)]
    [InlineData(0, RunOutcome.Failed)]
    public async Task The_budget_itself_may_be_used_up_and_none_may_be_allowed(int budget, RunOutcome outcome)
    {
        _source.Series["BTC-USD"] = new ScriptedSeries { Rejected = day => day.Day % 2 == 0 };

        Assert.Equal(outcome, (await RunAsync(new IngestOptions { MaxRejectedRows = budget }, Pair)).Outcome);
    }

    [Fact]
    public async Task Rejections_that_were_known_already_cost_nothing()
    {
        _source.Series["BTC-USD"] = new ScriptedSeries { Rejected = day => day.Day >= 13 };
        Assert.Equal(RunOutcome.Partial, (await RunAsync(new IngestOptions(), Pair)).Outcome);

        Assert.Equal(RunOutcome.Complete, (await RunAsync(new IngestOptions { MaxRejectedRows = 0 }, Pair)).Outcome);
    }

    [Theory]
    [InlineData(IngestErrorId.SourceUnreachable)]
    [InlineData(IngestErrorId.SourceBusy)]
    public async Task A_source_that_fails_leg_after_leg_is_not_tried_for_all_of_them(IngestErrorId id)
    {
        _source.BeforeFetch = (_, _) => throw new IngestException(id, "No answer.", "Wait.", scope: FailureScope.Leg);

        RunSummary summary = await RunAsync(new IngestOptions { MaxFailuresInARow = 5 }, Pairs(50));

        Assert.Equal((RunOutcome.Failed, id.ToString()), (summary.Outcome, summary.Failure?.ErrorId));
        Assert.Contains("5 legs in a row", summary.Failure?.Message, StringComparison.Ordinal);
        Assert.Equal(5, _source.Requests.Count);
        Assert.Equal(5, summary.Steps.Single().Failures.Count);
    }

    [Fact]
    public async Task An_answer_in_between_or_a_failure_of_another_kind_ends_no_run()
    {
        foreach (TradingPair pair in Pairs(50))
        {
            _source.Series[pair.Symbol] = new ScriptedSeries();
        }

        _source.BeforeFetch = (request, _) => int.Parse(request.Series.Symbol[1..^3], System.Globalization.CultureInfo.InvariantCulture) switch
        {
            var number when number % 5 == 0 => Task.CompletedTask,
            var number when number % 5 < 4 => throw new IngestException(IngestErrorId.SourceUnreachable, "No answer.", "Wait.", scope: FailureScope.Leg),
            _ => throw new IngestException(IngestErrorId.InstrumentUnknown, "Unknown.", "Choose another.", scope: FailureScope.Leg),
        };

        RunSummary summary = await RunAsync(new IngestOptions { MaxFailuresInARow = 5 }, Pairs(50));

        Assert.Equal((RunOutcome.Partial, 40), (summary.Outcome, summary.Steps.Single().Failures.Count));
        Assert.Null(summary.Failure);
    }

    [Fact]
    public async Task A_series_whose_rows_the_store_refuses_fails_alone()
    {
        TradingPair bad = PairOf("BAD-USD");
        foreach (string symbol in new[] { "BTC-USD", "BAD-USD", "ETH-USD" })
        {
            _source.Series[symbol] = new ScriptedSeries();
        }

        _store.BeforeWrite = (write, _) => write.Tables.Any(table => table.Rows.Dataset == SpotOhlcv.Days && Symbols(table).Contains(bad.RawSymbol))
            ? throw new IngestException(IngestErrorId.StoreWriteFailed, "More than 100 rows are refused.", "Look at the table.", scope: FailureScope.Leg)
            : Task.CompletedTask;

        RunSummary summary = await RunAsync(new IngestOptions(), Pair, bad, PairOf("ETH-USD"));

        Assert.Equal(RunOutcome.Partial, summary.Outcome);
        RunFailure failure = Assert.Single(summary.Steps.Single().Failures);
        Assert.Equal((KeyOf(bad).ToString(), "StoreWriteFailed"), (failure.Target, failure.ErrorId));
        Assert.Equal(28, _store.Table(SpotOhlcv.Days).Rows.Count);
        Assert.Equal(CoverageState.Pending, _store.CoverageOf(KeyOf(bad)).StateAt(Day(3)));
        Assert.Equal(CoverageState.Complete, _store.CoverageOf(Key).StateAt(Day(3)));

        static IEnumerable<string?> Symbols(TableWrite table) =>
            Enumerable.Range(0, table.Rows.Count).Select(row => table.Rows.Text(row, SpotOhlcv.Days.Ordinal("symbol_unmapped")));
    }

    private static TradingPair[] Pairs(int count) => [.. Enumerable.Range(0, count).Select(number => PairOf($"N{number}-USD"))];

    private Task<RunSummary> RunAsync(IngestOptions options, params TradingPair[] pairs) => Runner(_store, _source, options)
        .RunAsync(Job(Ingest(Day(1)) with { Pairs = pairs, ThrottleLimit = 1 }), progress: null, CancellationToken.None);
}
