using CcIngest.Model;
using CcIngest.Simulator;

namespace CcIngest.Ingestion.Tests;

/// <summary>
/// Under every fault that the simulator knows, the candles are those of a run without faults, or the difference has a name: a state of the period,
/// and for a rejected one a dead letter. A new fault is in these tests as soon as it is in the table.
/// </summary>
public sealed class FaultTests(FaultyMarket market) : IClassFixture<FaultyMarket>
{
    /// <summary>Faults whose data cannot be had as they should be, and the state that says so. Under all others nothing may differ.</summary>
    private static readonly Dictionary<string, CoverageState> Named = new()
    {
        ["null-price"] = CoverageState.Rejected,
        ["huge-numbers"] = CoverageState.Rejected,
        ["tiny-numbers"] = CoverageState.Rejected,
        ["vanished-instrument"] = CoverageState.LostAtSource,
    };

    /// <summary>Rates at which most runs meet the fault several times; 0.2 for the faults that are not here.</summary>
    private static readonly Dictionary<string, string> Rates = new()
    {
        ["hang"] = "0.04",
        ["revised-candle"] = "1",
        ["open-candle"] = "1",
        ["vanished-instrument"] = "0.5:2",
        ["wrong-clock"] = "1",
    };

    public static TheoryData<string> Names() => [.. SimulatorFaults.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Candles_are_those_of_a_clean_run_or_the_difference_is_named(string fault)
    {
        (IReadOnlyList<RunSummary> runs, StoredMarket stored) =
            await market.IngestAsync(market.NewStore(), runs: 8, faults: $"{fault}={Rates.GetValueOrDefault(fault, "0.2")}");

        IReadOnlyList<string> differences = stored.DifferencesTo(market.Clean);
        if (!Named.TryGetValue(fault, out CoverageState state))
        {
            Assert.Empty(differences);
            Assert.Equal(market.Clean.Coverage, stored.Coverage);
            Assert.Empty(stored.Letters);
            Assert.Equal(RunOutcome.Complete, runs[^1].Outcome);
            return;
        }

        Assert.NotEmpty(differences);
        Assert.All(differences, key => Assert.Equal((key, state), (key, stored.StateOf(key))));
        Assert.All(differences, key => Assert.DoesNotContain(key, stored.Rows.Keys));
        Assert.NotEqual(RunOutcome.Complete, runs[0].Outcome);
        Assert.Equal(state == CoverageState.Rejected ? differences : [], stored.Letters.Order(StringComparer.Ordinal));
        Assert.Equal(RunOutcome.Complete, runs[^1].Outcome);
    }

    [Fact]
    public async Task A_clock_that_is_behind_leaves_the_newest_candles_open_and_they_are_had_when_it_is_right()
    {
        string store = market.NewStore();

        (IReadOnlyList<RunSummary> runs, StoredMarket behind) = await market.IngestAsync(store, runs: 2, faults: "wrong-clock=1:-5");
        (_, StoredMarket right) = await market.IngestAsync(store, runs: 2);

        IReadOnlyList<string> missing = behind.DifferencesTo(market.Clean);
        Assert.NotEmpty(missing);
        Assert.All(missing, key => Assert.True(behind.StateOf(key) is null or CoverageState.Open, key));
        Assert.All(runs, run => Assert.Equal(RunOutcome.Complete, run.Outcome));
        Assert.Empty(right.DifferencesTo(market.Clean));
    }

    [Fact]
    public async Task Under_all_faults_of_transport_and_ordering_together_the_store_equals_that_of_a_clean_run()
    {
        (IReadOnlyList<RunSummary> runs, StoredMarket stored) =
            await market.IngestAsync(market.NewStore(), runs: 10, retries: 5, "transport=0.03", "hang=0.003", "ordering=0.2");

        Assert.Empty(stored.DifferencesTo(market.Clean));
        Assert.Equal(market.Clean.Coverage, stored.Coverage);
        Assert.Empty(stored.Letters);
        Assert.Equal(RunOutcome.Complete, runs[^1].Outcome);
    }

    [Fact]
    public async Task What_faults_left_open_is_had_when_they_are_over()
    {
        string store = market.NewStore();

        (IReadOnlyList<RunSummary> faulty, StoredMarket half) = await market.IngestAsync(store, runs: 1, retries: 0, "500=0.1", "html=0.1", "ordering=0.3");
        (IReadOnlyList<RunSummary> after, StoredMarket whole) = await market.IngestAsync(store, runs: 2);

        Assert.Equal(RunOutcome.Partial, faulty[0].Outcome);
        Assert.NotEmpty(half.In(CoverageState.Pending));
        Assert.Equal([RunOutcome.Complete, RunOutcome.Complete], after.Select(run => run.Outcome));
        Assert.Empty(whole.In(CoverageState.Pending));
        Assert.Empty(whole.DifferencesTo(market.Clean));
    }
}
