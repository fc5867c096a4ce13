using System.Text.Json;
using CcIngest.Model;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

/// <summary>An outcome is the same in the summary, in <c>cc_runs</c>, in the stored summary and in the exit code; nothing that failed is complete.</summary>
public sealed class OutcomeTests
{
    private readonly InMemoryStore _store = new();
    private readonly ScriptedSource _source = new();
    private readonly ScriptedSeries _btc = new();
    private readonly CancellationTokenSource _stop = new();

    public OutcomeTests() => (_source.Series["BTC-USD"], _source.Series["ETH-USD"]) = (_btc, new ScriptedSeries());

    [Fact]
    public Task Everything_that_was_asked_is_had() => EndsAsync(RunOutcome.Complete, 0, failedLegs: 0);

    [Fact]
    public async Task A_leg_that_failed_makes_it_partial()
    {
        _source.Series.Remove("BTC-USD");

        await EndsAsync(RunOutcome.Partial, 2, failedLegs: 1);
    }

    [Fact]
    public async Task A_new_rejection_makes_it_partial()
    {
        _btc.Rejected = day => day == Day(3);

        await EndsAsync(RunOutcome.Partial, 2, failedLegs: 0);
    }

    [Fact]
    public async Task When_all_legs_failed_it_failed()
    {
        _source.Series.Clear();

        await EndsAsync(RunOutcome.Failed, 1, failedLegs: 2);
    }

    [Theory]
    [InlineData(IngestErrorId.SourceKeyRefused)]
    [InlineData(IngestErrorId.SourceRateLimited)]
    [InlineData(IngestErrorId.SourceUnreachable)]
    public async Task What_ends_the_run_is_its_failure(IngestErrorId id)
    {
        _source.BeforeFetch = (_, _) => throw new IngestException(id, "No more.", "Wait.");

        await EndsAsync(RunOutcome.Failed, 1, failedLegs: 0, id);
    }

    [Theory]
    [InlineData(IngestErrorId.StoreUnreachable)]
    [InlineData(IngestErrorId.StoreBusy)]
    public async Task A_store_that_lost_its_patience_ends_the_run(IngestErrorId id)
    {
        _store.BeforeWrite = (write, _) => write.Tables.Any(table => table.Rows.Dataset == SpotOhlcv.Days)
            ? throw new IngestException(id, "writing, tried for 30 s: gone.", "Run again.")
            : Task.CompletedTask;

        await EndsAsync(RunOutcome.Failed, 1, failedLegs: 0, id);
    }

    [Fact]
    public async Task A_stop_is_a_cancelled_run()
    {
        _source.BeforeFetch = async (_, cancellationToken) =>
        {
            await _stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        };

        await EndsAsync(RunOutcome.Cancelled, 130, failedLegs: 0);
    }

    [Fact]
    public async Task A_failure_before_the_stop_stays_listed_in_the_cancelled_run()
    {
        _source.BeforeFetch = async (request, cancellationToken) =>
        {
            if (request.Instrument == "BTC-USD")
            {
                throw new IngestException(IngestErrorId.SourceBusy, "Busy.", "Wait.", scope: FailureScope.Leg);
            }

            await _stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        };

        await EndsAsync(RunOutcome.Cancelled, 130, failedLegs: 1);
    }

    private async Task EndsAsync(RunOutcome outcome, int exitCode, int failedLegs, IngestErrorId? failure = null)
    {
        RunSummary summary = await Runner(_store, _source).RunAsync(
            Job(Ingest(Day(1)) with { Pairs = [Pair, PairOf("ETH-USD")], ThrottleLimit = 1 }), null, _stop.Token);

        InMemoryTable runs = _store.Table(Bookkeeping.Runs);
        JsonElement stored = JsonDocument.Parse((string)runs.Single("summary")!).RootElement;
        Assert.Equal((outcome, exitCode), (summary.Outcome, summary.ExitCode));
        Assert.Equal((outcome.ToString(), (long)failedLegs), (runs.Single("outcome"), runs.Single("failed_legs")));
        Assert.Equal((outcome.ToString(), exitCode), (stored.GetProperty("outcome").GetString(), stored.GetProperty("exitCode").GetInt32()));
        Assert.Equal(failedLegs, summary.Steps.Sum(step => step.Failures.Count));
        Assert.Equal(failure?.ToString(), summary.Failure?.ErrorId);
        Assert.Equal(failure is null, runs.Single("failure") is null);
        Assert.StartsWith(failure?.ToString() ?? "", (string?)runs.Single("failure") ?? "", StringComparison.Ordinal);
        Assert.Equal(Now, runs.Single("ended_at"));
    }
}
