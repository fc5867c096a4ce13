using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class RunRecordTests
{
    private readonly InMemoryStore _store = new();
    private readonly ScriptedSource _source = new();

    public RunRecordTests()
    {
        _source.Series[Pair.Symbol] = new ScriptedSeries();
        _source.Lists[ReferenceList.Exchanges] = [Listed.Venues(("Kraken", "AA"))];
    }

    [Fact]
    public async Task A_run_has_a_row_from_its_start_to_its_end()
    {
        List<string> outcomes = [];
        _store.BeforeWrite = (write, _) =>
        {
            outcomes.AddRange(write.Tables.Where(table => table.Rows.Dataset == Bookkeeping.Runs).Select(table => table.Rows.Text(0, Bookkeeping.Runs.Ordinal("outcome"))!));
            return Task.CompletedTask;
        };

        RunSummary summary = await Runner(_store, _source).RunAsync(Job(Ingest(Day(1))), null, CancellationToken.None);

        Assert.Equal(["Running", "Complete"], outcomes);
        InMemoryTable runs = _store.Table(Bookkeeping.Runs);
        Assert.Equal(summary.RunId, runs.Single("run_id"));
        Assert.StartsWith("20260115120000000-", summary.RunId, StringComparison.Ordinal);
        Assert.Equal(("test job", 14L, 3L), (runs.Single("job"), runs.Single("rows_inserted"), runs.Single("requests")));
        Assert.Equal((Now, Now), (runs.Single("started_at"), runs.Single("ended_at")));
        Assert.Equal(Environment.ProcessId, Convert.ToInt32(runs.Single("process_id"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("\"outcome\":\"Complete\"", (string)runs.Single("summary")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_state_of_the_limits_is_noted_before_and_after()
    {
        await Runner(_store, _source).RunAsync(Job(Ingest(Day(1))), null, CancellationToken.None);

        InMemoryTable limits = _store.Table(RateLimitStatusRecords.Dataset);
        Assert.Equal([0L, 1L], limits.Values("sequence"));
        Assert.Equal(["pre", "post"], limits.Values("record_timing"));
        Assert.Equal(["test job", "test job"], limits.Values("use_case"));
        Assert.Equal([_source.ServerNow, _source.ServerNow], limits.Values("timestamp"));
        Assert.Equal([3L, 3L], limits.Values("api_key_used_second"));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(5, 1)]
    [InlineData(6, 0)]
    [InlineData(0, 0)]
    public async Task The_state_of_the_limits_is_noted_after_every_so_many_answers_and_the_plan_counts_it(int every, int times)
    {
        _source.Capabilities = new SeriesCapabilities(3, 1);
        IngestOptions options = new() { RateStatusEvery = every };
        IngestPlan plan = await Runner(_store, _source, options).PlanAsync(Ingest(Day(0)), asksLimits: false, CancellationToken.None);

        RunSummary summary = await Runner(_store, _source, options).RunAsync(Job(Ingest(Day(0))), null, CancellationToken.None);

        Assert.Equal((5 + 2 + times, 5 + 2 + times), (plan.MostRequests, summary.Requests));
        InMemoryTable limits = _store.Table(RateLimitStatusRecords.Dataset);
        Assert.Equal(["pre", .. Enumerable.Repeat("during", times), "post"], limits.Values("record_timing"));
        Assert.Equal(Enumerable.Range(0, times + 2).Select(sequence => (object?)(long)sequence), limits.Values("sequence"));
    }

    [Fact]
    public async Task A_state_of_the_limits_that_never_comes_or_fails_neither_delays_nor_fails_the_run()
    {
        _source.Capabilities = new SeriesCapabilities(3, 1);
        _source.BeforeRateLimit = (number, cancellationToken) => number switch
        {
            1 => throw new IngestException(IngestErrorId.SourceBusy, "No.", "Wait."),
            2 => Task.Delay(Timeout.Infinite, cancellationToken),
            _ => Task.CompletedTask,
        };

        RunSummary summary = await Runner(_store, _source, new IngestOptions { RateStatusEvery = 2 })
            .RunAsync(Job(Ingest(Day(0))), null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal(15, summary.Steps.Single().Rows.Inserted);
        Assert.Equal(["pre", "post"], _store.Table(RateLimitStatusRecords.Dataset).Values("record_timing"));
    }

    [Fact]
    public async Task A_finished_run_does_not_wait_for_the_budget_to_note_its_limits()
    {
        _source.ExpectedWait = TimeSpan.FromMinutes(50);

        RunSummary summary = await Runner(_store, _source).RunAsync(Job(Ingest(Day(1))), null, CancellationToken.None);

        Assert.Equal((RunOutcome.Complete, 1), (summary.Outcome, _source.RateLimitReads));
        Assert.Equal(["pre"], _store.Table(RateLimitStatusRecords.Dataset).Values("record_timing"));
    }

    [Fact]
    public async Task A_source_that_cannot_say_its_limits_stops_no_run()
    {
        _source.RateLimitFailure = new IngestException(IngestErrorId.SourceUnreachable, "No answer.", "Wait.");

        RunSummary summary = await Runner(_store, _source).RunAsync(Job(Ingest(Day(1))), null, CancellationToken.None);

        Assert.Equal(RunOutcome.Complete, summary.Outcome);
        Assert.Equal(1, _source.RateLimitReads);
        Assert.Empty(_store.Table(RateLimitStatusRecords.Dataset).Rows);
    }

    [Fact]
    public async Task A_stored_summary_lists_so_many_failures_and_counts_the_rest()
    {
        TradingPair[] unknown = [.. Enumerable.Range(0, 300).Select(number => PairOf($"X{number}-USD"))];
        IngestStep step = Ingest(Day(1)) with { Pairs = unknown };

        RunSummary summary = await Runner(_store, _source).RunAsync(Job(step, step), null, CancellationToken.None);

        using System.Text.Json.JsonDocument stored = System.Text.Json.JsonDocument.Parse((string)_store.Table(Bookkeeping.Runs).Single("summary")!);
        Assert.Equal([(300, 0), (200, 100)], stored.RootElement.GetProperty("steps").EnumerateArray()
            .Select(one => (one.GetProperty("failures").GetArrayLength(), one.GetProperty("failuresNotListed").GetInt32())));
        Assert.Equal([300, 300], summary.Steps.Select(one => one.Failures.Count));
        Assert.Equal(600L, Convert.ToInt64(_store.Table(Bookkeeping.Runs).Single("failed_legs"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Steps_are_counted_apart()
    {
        RunSummary summary = await Runner(_store, _source)
            .RunAsync(Job(new SyncStep { List = ReferenceList.Exchanges }, Ingest(Day(1))), null, CancellationToken.None);

        Assert.Equal(["sync exchanges", "ingest ohlcv spot 1d"], summary.Steps.Select(step => step.Step));
        Assert.Equal([1L, 14L], summary.Steps.Select(step => step.Rows.Inserted));
        Assert.Equal([1L, 1L], summary.Steps.Select(step => step.Requests));
        Assert.Equal(4, summary.Requests);
    }

    [Fact]
    public async Task A_step_that_chooses_nothing_fails_the_run_and_the_later_steps_are_not_run()
    {
        RunSummary summary = await Runner(_store, _source)
            .RunAsync(Job(Ingest(Day(1)) with { Pairs = null }, new SyncStep { List = ReferenceList.Exchanges }), null, CancellationToken.None);

        Assert.Equal((RunOutcome.Failed, "SelectionEmpty", 1), (summary.Outcome, summary.Failure?.ErrorId, summary.ExitCode));
        Assert.Contains("Sync-CcSpotInstrument", summary.Failure?.Advice, StringComparison.Ordinal);
        Assert.Empty(_source.ListRequests);
    }

    [Theory]
    [InlineData(null, IngestErrorId.StoreSchemaMissing)]
    [InlineData(0, IngestErrorId.StoreSchemaMismatch)]
    [InlineData(999, IngestErrorId.StoreSchemaMismatch)]
    public async Task A_store_without_the_tables_of_this_version_is_refused(int? version, IngestErrorId expected)
    {
        _store.Version = version;

        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => Runner(_store, _source).RunAsync(Job(Ingest(Day(1))), null, CancellationToken.None));

        Assert.Equal(expected, refused.Id);
        Assert.Empty(_store.Writes);
        Assert.Equal(0, _source.RateLimitReads);
    }

    [Fact]
    public async Task A_run_whose_last_row_cannot_be_written_says_so()
    {
        _store.BeforeWrite = (write, _) => write.Tables.Any(table => table.Rows.Dataset == Bookkeeping.Runs && table.Rows.Text(0, Bookkeeping.Runs.Ordinal("outcome")) != "Running")
            ? throw new IngestException(IngestErrorId.StoreUnreachable, "Gone.", "Start it.")
            : Task.CompletedTask;

        RunSummary summary = await Runner(_store, _source).RunAsync(Job(Ingest(Day(1))), null, CancellationToken.None);

        Assert.Equal((RunOutcome.Failed, "StoreUnreachable"), (summary.Outcome, summary.Failure?.ErrorId));
    }

    [Theory]
    [MemberData(nameof(BadSteps))]
    public async Task A_step_that_cannot_be_meant_is_refused_before_anything_is_written(JobStep step, IngestErrorId expected)
    {
        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => Runner(_store, _source).RunAsync(Job(step), null, CancellationToken.None));

        Assert.Equal(expected, refused.Id);
        Assert.NotEmpty(refused.Advice);
        Assert.Empty(_store.Writes);
    }

    public static TheoryData<JobStep, IngestErrorId> BadSteps() => new()
    {
        { Ingest(Day(3), Day(3)), IngestErrorId.RangeInvalid },
        { Ingest(Day(3), Day(2)), IngestErrorId.RangeInvalid },
        { Ingest(DateTime.UnixEpoch.AddDays(-1)), IngestErrorId.RangeInvalid },
        { Ingest(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local)), IngestErrorId.RangeInvalid },
        { Ingest(Day(1)) with { Interval = Interval.Parse("7m") }, IngestErrorId.SettingInvalid },
        { Ingest(Day(1)) with { Kind = "weather" }, IngestErrorId.SettingInvalid },
        { Ingest(Day(1)) with { Revisit = -1 }, IngestErrorId.JobInvalid },
        { Ingest(Day(1)) with { Revisit = 1_001 }, IngestErrorId.JobInvalid },
        { Ingest(Day(1)) with { ThrottleLimit = 0 }, IngestErrorId.JobInvalid },
        { Ingest(Day(1)) with { ThrottleLimit = 65 }, IngestErrorId.JobInvalid },
        { Ingest(Day(1)) with { Select = new Selection { MinimumGrade = "Z" } }, IngestErrorId.JobInvalid },
        { Ingest(Day(1)) with { Select = new Selection { TopAssets = 0 } }, IngestErrorId.JobInvalid },
        { new SyncStep { List = "weather" }, IngestErrorId.JobInvalid },
        { new SyncStep { List = ReferenceList.Assets, MaxRows = 0 }, IngestErrorId.JobInvalid },
    };

    [Fact]
    public async Task A_job_without_steps_is_refused() =>
        Assert.Equal(IngestErrorId.JobInvalid, (await Assert.ThrowsAsync<IngestException>(() => Runner(_store, _source).RunAsync(Job(), null, CancellationToken.None))).Id);
}
