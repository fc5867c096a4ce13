using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>What others see of a run, by the books of the store.</summary>
public sealed class RunWatchTests(SimulatedMarket market) : IClassFixture<SimulatedMarket>
{
    private const string Work = """
        {
          "name": "watched",
          "steps": [
            { "sync": "exchanges" },
            { "sync": "spot-instruments" },
            { "ingest": "ohlcv", "interval": "1d", "select": { "limit": 6 }, "from": "2025-01-01", "throttleLimit": 2 },
          ],
        }
        """;

    [Fact]
    public async Task A_run_is_seen_while_it_is_under_way_and_with_its_outcome_when_it_has_ended()
    {
        await using IngestSession session = await market.OpenAsync(maxPeriods: 40);
        using Gate gate = new(requests: 4);
        Task<RunSummary> running = RunAsync(session, gate);

        (RunWatch watch, RunSnapshot seen) = await UntilAsync(session.Store, run => run is { StepNumber: 3, Done: >= 3 });

        Assert.Equal((RunOutcome.Running, "watched", 3, 3), (seen.Outcome, seen.Job, seen.StepNumber, seen.StepCount));
        Assert.Equal(("ingest ohlcv spot 1d", "requests", 6), (seen.Step, seen.Unit, seen.Legs));
        Assert.Equal(((long?)Environment.ProcessId, Environment.MachineName), (seen.ProcessId, seen.Host));
        Assert.True(seen.Planned > seen.Done && seen.Share is > 0 and < 1 && seen.LegsDone < 6);
        Assert.True(seen.SilentFor < TimeSpan.FromSeconds(60) && seen.Elapsed > TimeSpan.Zero && seen.RequestsPerSecond > 0);

        gate.Open();
        RunSummary summary = await running;
        RunSnapshot ended = await watch.LookAsync(CancellationToken.None);
        Assert.Equal((RunOutcome.Complete, summary.Requests), (ended.Outcome, ended.Requests));
        Assert.True((summary.EndedAt - ended.EndedAt)!.Value.Duration() < TimeSpan.FromMilliseconds(1));
        Assert.Equal(summary.Steps.Sum(step => step.Rows.Inserted), ended.Rows.Inserted);
        Assert.Equal((6, null, true), (ended.LegsDone, ended.SilentFor, ended.HasEnded));
        Assert.Null(await RunWatch.NewestAsync(session.Store, CancellationToken.None));
    }

    [Fact]
    public async Task A_run_without_a_lease_whose_row_says_Running_is_dead()
    {
        await using IngestSession session = await market.OpenAsync(maxPeriods: 40);
        using Gate gate = new(requests: 4);
        Task<RunSummary> running = RunAsync(session, gate);
        (RunWatch watch, RunSnapshot alive) = await UntilAsync(session.Store, run => run.StepNumber == 3);

        await session.Store.Leases.CloseAsync(alive.RunId, CancellationToken.None);
        RunSnapshot dead = await watch.LookAsync(CancellationToken.None);

        Assert.Equal((RunOutcome.Abandoned, null, true), (dead.Outcome, dead.SilentFor, dead.HasEnded));
        Assert.Empty(dead.Limits);
        gate.Open();
        Assert.Equal(nameof(IngestErrorId.LeaseLost), (await running).Failure?.ErrorId);
    }

    [Fact]
    public async Task A_run_that_the_store_does_not_know_is_an_error_that_names_it()
    {
        await using IngestSession session = await market.OpenAsync();

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => new RunWatch(session.Store, "no-such-run", TimeProvider.System).LookAsync(CancellationToken.None));

        Assert.Equal(IngestErrorId.SelectionEmpty, failure.Id);
        Assert.Contains("no-such-run", failure.Message, StringComparison.Ordinal);
    }

    private static Task<RunSummary> RunAsync(IngestSession session, Gate gate) => Task.Run(() => new IngestRunner(
        session.Store, session.Source, TimeProvider.System, NullLoggerFactory.Instance, new IngestOptions { ProgressEvery = TimeSpan.FromMilliseconds(20) })
        .RunAsync(JobFile.Parse(Work, "watched.json").Job, gate, CancellationToken.None));

    private static async Task<(RunWatch Watch, RunSnapshot Seen)> UntilAsync(IMarketDataStore store, Func<RunSnapshot, bool> isSo)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        RunWatch? watch = null;
        while (true)
        {
            if (watch is null && await RunWatch.NewestAsync(store, patience.Token) is { } run)
            {
                watch = new RunWatch(store, run, TimeProvider.System);
            }

            if (watch is not null && await watch.LookAsync(patience.Token) is var seen && isSo(seen))
            {
                return (watch, seen);
            }

            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>Holds an ingest after so many answers, until it is opened.</summary>
    private sealed class Gate(int requests) : IProgress<RunProgress>, IDisposable
    {
        private readonly ManualResetEventSlim _open = new();

        public void Report(RunProgress value)
        {
            if (value.Step.StartsWith("ingest", StringComparison.Ordinal) && value.Done >= requests)
            {
                _open.Wait(TimeSpan.FromSeconds(60));
            }
        }

        public void Open() => _open.Set();

        public void Dispose() => _open.Dispose();
    }
}
