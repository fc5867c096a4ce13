using System.Text.Json;
using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

/// <summary>What is told when rules or sinks take long, when somebody waits for the process, and when something breaks.</summary>
public sealed class AlertPatienceTests : BulkFixture
{
    private readonly FakeTime _time = new(Now);

    private static OutcomeRule Bad { get; } = new() { Name = "bad", To = ["dead", "a"] };

    private static RunSummary Failed { get; } = new()
    {
        RunId = RunId.New(Now), Job = "daily", Outcome = RunOutcome.Failed, StartedAt = Now, EndedAt = Now, Steps = [], Failure = new RunFailure("daily", "RunFailed", "It is so.", "Do it."),
    };

    private string FileA => Path.Combine(Folder, "a.jsonl");

    private AlertSink[] Sinks => [new CommandAlertSink("dead", "hangs", [], TimeSpan.FromMinutes(5)), new FileAlertSink("a", FileA, TimeSpan.FromSeconds(10))];

    [Fact]
    public async Task How_a_run_ended_is_told_before_a_rule_that_never_ends_is_judged()
    {
        using CancellationTokenSource stop = new();
        Task<IReadOnlyList<RunFailure>> telling = TellAsync(await NewStoreAsync(), new Programs(), stop.Token, new Endless { Name = "slow", To = ["a"] }, Bad with { To = ["a"] });

        await UntilToldAsync("bad");
        await stop.CancelAsync();
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.Contains("no time", Assert.Single(await telling).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sink_that_hangs_keeps_no_other_waiting_and_is_tried_once()
    {
        Programs programs = new();
        Task<IReadOnlyList<RunFailure>> telling = TellAsync(await NewStoreAsync(), programs, default, Bad, Bad with { Name = "too" });

        await UntilToldAsync("bad", "too");
        await programs.Called.WaitAsync(TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromMinutes(6));

        IReadOnlyList<RunFailure> warnings = await telling.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, programs.Calls);
        Assert.All(warnings, warning => Assert.Equal("sink dead", warning.Target));
        Assert.Contains("was not tried again", warnings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_became_of_a_message_is_written_down_when_the_time_is_over()
    {
        IMarketDataStore store = await NewStoreAsync();
        Programs programs = new();
        using CancellationTokenSource stop = new();
        Task<IReadOnlyList<RunFailure>> telling = TellAsync(store, programs, stop.Token, Bad with { To = ["dead"] });

        await programs.Called.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        _time.Advance(TimeSpan.FromSeconds(11));
        await telling;

        Assert.Equal(AlertState.Failed, Assert.Single(await store.QueryAsync<AlertRecord>(StoredQuery.Alerts, new AlertFilter(), default)).State);
    }

    [Fact]
    public async Task A_stop_that_comes_when_the_run_has_ended_leaves_as_little_time_as_one_before()
    {
        Programs programs = new();
        Task<IReadOnlyList<RunFailure>> telling = TellAsync(
            await NewStoreAsync(), programs, new CancellationToken(canceled: true), Bad, new Endless { Name = "slow", To = ["a"] });

        await programs.Called.WaitAsync(TimeSpan.FromSeconds(30));
        await UntilToldAsync("bad");
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.NotEmpty(await telling.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(["bad"], Told());
    }

    [Fact]
    public async Task A_rule_that_breaks_is_a_warning_and_the_others_are_told()
    {
        IReadOnlyList<RunFailure> warnings = await TellAsync(await NewStoreAsync(), new Programs(), default, new Broken { Name = "broken", To = ["a"] }, Bad with { To = ["a"] });

        Assert.Contains("broken was not judged", Assert.Single(warnings).Message, StringComparison.Ordinal);
        Assert.Equal(["bad"], Told());
    }

    private Task<IReadOnlyList<RunFailure>> TellAsync(IMarketDataStore store, Programs programs, CancellationToken cancellationToken, params AlertRule[] rules) =>
        Task.Run(() => new JobAlerts(new AlertPlan(Sinks, rules), AlertAddresses.Read(AlertPlan.None, _ => null, Folder), Folder, programs, _time, new RecordingLoggers())
            .TellAsync(Failed, store, [], cancellationToken));

    private string[] Told() => File.Exists(FileA) ? [.. File.ReadAllLines(FileA).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("rule").GetString()!)] : [];

    private async Task UntilToldAsync(params string[] rules)
    {
        for (int wait = 0; wait < 1_500 && (!File.Exists(FileA) || new FileInfo(FileA).Length == 0 || !Seen().SequenceEqual(rules)); wait++)
        {
            await Task.Delay(20);
        }

        Assert.Equal(rules, Told());

        string[] Seen()
        {
            try
            {
                return Told();
            }
            catch (Exception writing) when (writing is IOException or JsonException)
            {
                return [];
            }
        }
    }

    /// <summary>Each call waits until it is cancelled.</summary>
    private sealed class Programs : IProgramCalls
    {
        private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;

        public int Calls => _calls;

        public Task Called => _called.Task;

        public async Task<ProgramResult?> RunAsync(ProgramCall call, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            _called.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null;
        }
    }

    private sealed record Endless : AlertRule
    {
        public override string Word => "endless";

        internal override async Task<AlertJudgement> JudgeAsync(AlertFacts facts, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return AlertJudgement.Unknown;
        }
    }

    private sealed record Broken : AlertRule
    {
        public override string Word => "broken";

        internal override Task<AlertJudgement> JudgeAsync(AlertFacts facts, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("It is broken.");
    }
}
