using System.Text.Json;
using System.Text.RegularExpressions;
using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;

namespace CcIngest.Ingestion.Tests;

/// <summary>What is told of runs, and how often, on a store of its own.</summary>
public sealed partial class JobAlertsTests : BulkFixture
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(20);

    private readonly FakeTime _time = new(Now) { AutoAdvance = true };
    private readonly RecordingLoggers _log = new();
    private int _runs;

    private static OutcomeRule Bad { get; } = new() { Name = "bad", To = ["a"], Window = Window };

    [Fact]
    public async Task The_same_cause_is_told_once_in_its_window_and_again_when_that_is_over()
    {
        IMarketDataStore store = await NewStoreAsync();
        await TellAsync(store, Failed("StoreSlow"), Bad);
        _time.Advance(Window - TimeSpan.FromMinutes(1));
        await TellAsync(store, Failed("StoreSlow"), Bad);
        Assert.Single(Told("a"));

        _time.Advance(TimeSpan.FromMinutes(1));
        await TellAsync(store, Failed("StoreSlow"), Bad);

        JsonElement[] told = Told("a");
        Assert.Equal(2, told.Length);
        Assert.Equal(told[0].GetProperty("since").GetDateTime(), told[1].GetProperty("since").GetDateTime());
        Assert.Equal(told[0].GetProperty("at").GetDateTime() + Window, told[0].GetProperty("quietUntil").GetDateTime());
    }

    [Fact]
    public async Task More_series_with_the_same_error_are_the_same_cause_and_another_error_is_another()
    {
        IMarketDataStore store = await NewStoreAsync();
        await TellAsync(store, Partial("SourceBusy", legs: 1), Bad);
        await TellAsync(store, Partial("SourceBusy", legs: 7), Bad);
        Assert.Single(Told("a"));

        await TellAsync(store, Partial("InstrumentUnknown", legs: 1), Bad);

        Assert.Equal(["Partial SourceBusy", "Partial InstrumentUnknown"], Causes("a"));
        Assert.Equal(1, Told("a")[0].GetProperty("figures").GetProperty("failedLegs").GetInt32());
    }

    [Fact]
    public async Task What_is_over_is_told_once_and_what_comes_back_within_the_window_is_not()
    {
        IMarketDataStore store = await NewStoreAsync();
        foreach (RunSummary run in new[] { Failed("RunFailed"), Run(RunOutcome.Cancelled), Run(RunOutcome.Complete), Run(RunOutcome.Complete), Failed("RunFailed") })
        {
            await TellAsync(store, run, Bad);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        JsonElement[] told = Told("a");
        Assert.Equal(["firing", "resolved"], told.Select(one => one.GetProperty("kind").GetString()));
        Assert.Contains("resolved: Failed RunFailed", told[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(told[0].GetProperty("since").GetDateTime(), told[1].GetProperty("since").GetDateTime());

        _time.Advance(Window);
        await TellAsync(store, Failed("RunFailed"), Bad);
        Assert.Equal("firing", Told("a")[^1].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_sink_that_is_down_is_a_warning_and_is_tried_again_by_the_next_run_alone()
    {
        IMarketDataStore store = await NewStoreAsync();
        AlertSink[] sinks = [FileSink("a"), FileSink("b", Path.Combine(Folder, "later", "b.jsonl"))];
        OutcomeRule rule = Bad with { To = ["a", "b"] };

        RunFailure warning = Assert.Single(await TellAsync(store, Failed("RunFailed"), sinks, rule));
        Assert.Equal(("sink b", "AlertNotSent"), (warning.Target, warning.ErrorId));
        Assert.Contains("bad (Failed RunFailed)", warning.Message, StringComparison.Ordinal);

        Directory.CreateDirectory(Path.Combine(Folder, "later"));
        Assert.Empty(await TellAsync(store, Failed("RunFailed"), sinks, rule));
        Assert.Single(Told("a"));
        Assert.Single(File.ReadAllLines(Path.Combine(Folder, "later", "b.jsonl")));
        Assert.Equal(
            ["a 1 Sent", "b 1 Failed", "b 2 Sent"],
            (await AlertsAsync(store)).Select(alert => FormattableString.Invariant($"{alert.Sink} {alert.Number} {alert.State}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cause_that_nobody_has_heard_of_is_told_when_it_is_back()
    {
        IMarketDataStore store = await NewStoreAsync();
        string folder = Path.Combine(Folder, "later");
        AlertSink[] sinks = [FileSink("a", Path.Combine(folder, "a.jsonl"))];
        Assert.Single(await TellAsync(store, Failed("RunFailed"), sinks, Bad));
        Directory.CreateDirectory(folder);

        await TellAsync(store, Run(RunOutcome.Complete), sinks, Bad);
        await TellAsync(store, Failed("RunFailed"), sinks, Bad);

        Assert.Equal(["resolved", "firing"], Told(Path.Combine("later", "a")).Select(one => one.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task A_job_whose_name_is_longer_than_its_column_is_told_of_once_too()
    {
        IMarketDataStore store = await NewStoreAsync();
        RunSummary run = Failed("RunFailed") with { Job = new string('n', 300) };

        Assert.Empty(await TellAsync(store, run, Bad));
        Assert.Empty(await TellAsync(store, run, Bad));

        Assert.Single(Told("a"));
        Assert.Equal(AlertState.Sent, Assert.Single(await AlertsAsync(store)).State);
    }

    [Fact]
    public async Task Of_several_runs_that_end_at_once_one_tells()
    {
        string file = Path.Combine(Folder, "shared.db");
        IMarketDataStore[] stores = [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => NewStoreAsync(new StoreOptions { File = file })))];

        await Task.WhenAll(stores.Select(store => Task.Run(() => TellAsync(store, Failed("RunFailed"), Bad))));

        Assert.Single(Told("a"));
        Assert.Single(await AlertsAsync(stores[0]));
    }

    [Fact]
    public async Task A_run_whose_process_was_killed_is_told_of_by_the_next_one()
    {
        IMarketDataStore store = await NewStoreAsync();
        RunSummary silent = Run(RunOutcome.Abandoned);
        await RunRecords.AmendAsync(store, silent, Now, default);
        _time.Advance(TimeSpan.FromHours(1));
        RunSummary next = Run(RunOutcome.Complete);
        await RunRecords.AmendAsync(store, next, Now, default);

        await TellAsync(store, next, Bad);
        await TellAsync(store, Run(RunOutcome.Complete) with { Job = "another job" }, Bad);

        Assert.Contains(silent.RunId, Assert.Single(Told("a")).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunOutcome.Abandoned)]
    [InlineData(RunOutcome.Running)]
    public async Task A_killed_run_is_told_of_once_also_when_another_began_before_it_was_seen_as_dead(RunOutcome left)
    {
        IMarketDataStore store = await NewStoreAsync();
        RunSummary silent = Run(left) with { StartedAt = Now.AddMinutes(-2) };
        await RunRecords.AmendAsync(store, silent, Now, default);
        await RunRecords.AmendAsync(store, Run(RunOutcome.Complete) with { StartedAt = Now.AddMinutes(-1) }, Now, default);

        await TellAsync(store, Run(RunOutcome.Complete), Bad);
        await TellAsync(store, Run(RunOutcome.Complete), Bad);

        JsonElement[] told = Told("a");
        Assert.Equal(["firing", "resolved"], told.Select(one => one.GetProperty("kind").GetString()));
        Assert.Equal(silent.RunId, told[0].GetProperty("figures").GetProperty("abandonedRun").GetString());
    }

    [Fact]
    public async Task While_the_store_is_away_this_machine_remembers_and_the_store_takes_over()
    {
        await TellAsync(null, Failed("StoreUnreachable"), Bad);
        await TellAsync(null, Failed("StoreUnreachable"), Bad);
        Assert.Single(Told("a"));

        IMarketDataStore store = await NewStoreAsync();
        await TellAsync(store, Run(RunOutcome.Complete), Bad);
        await TellAsync(store, Run(RunOutcome.Complete), Bad);

        Assert.Equal(["firing", "resolved"], Told("a").Select(one => one.GetProperty("kind").GetString()));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Folder, "state", "alerts")));
    }

    [Fact]
    public async Task Without_a_store_and_a_folder_it_is_told_each_time()
    {
        await TellAsync(null, Failed("StoreUnreachable"), [FileSink("a")], folder: null, [], default, Bad);
        await TellAsync(null, Failed("StoreUnreachable"), [FileSink("a")], folder: null, [], default, Bad);

        Assert.Equal(2, Told("a").Length);
    }

    [Fact]
    public async Task After_a_stop_only_the_outcome_is_judged()
    {
        IMarketDataStore store = await NewStoreAsync();

        await TellAsync(store, Run(RunOutcome.Cancelled), Bad with { Is = [RunOutcome.Cancelled] }, Old(TimeSpan.FromHours(1)));
        await PutAsync(store, "kraken", "XXBTZUSD", Day(-30), 2);
        await TellAsync(store, Run(RunOutcome.Cancelled), Bad with { Is = [RunOutcome.Cancelled] }, Old(TimeSpan.FromHours(1)));

        Assert.Equal(["Cancelled"], Causes("a"));
    }

    [Fact]
    public async Task Data_that_are_old_are_told_with_the_venues_and_resolved_when_they_are_fresh()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, "kraken", "XXBTZUSD", Day(-30), 45);
        await PutAsync(store, "bitstamp", "btcusd", Day(-30), 20);

        await TellAsync(store, Run(RunOutcome.Complete), Old(TimeSpan.FromHours(36)));
        await PutAsync(store, "bitstamp", "btcusd", Day(-10), 25, seed: 2);
        await TellAsync(store, Run(RunOutcome.Complete), Old(TimeSpan.FromHours(36)));

        JsonElement[] told = Told("a");
        Assert.Equal([("firing", "ohlcv-spot 1d is old"), ("resolved", "ohlcv-spot 1d is old")], told.Select(one => (one.GetProperty("kind").GetString()!, one.GetProperty("cause").GetString()!)));
        await PutAsync(store, "closed", "x", Day(-90), 20);
        await TellAsync(store, Run(RunOutcome.Complete), Old(TimeSpan.FromHours(36)) with { Name = "others", Except = ["closed"] });
        Assert.Equal(2, Told("a").Length);
        Assert.Contains("on 1 venues: bitstamp 2025-12-21", told[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gaps_dead_letters_and_findings_are_told_beyond_what_is_tolerated()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, "kraken", "XXBTZUSD", Day(-30), 20);
        await CoverAsync(store, Key, (Day(-10), Day(-6), CoverageState.Pending), (Day(-6), Day(-4), CoverageState.LostAtSource));
        await store.WriteAsync(
            new StoreWrite
            {
                RunId = "r", Now = Now, Rejected = [.. Enumerable.Range(0, 3).Select(number =>
                    new RejectedRow(SpotOhlcv.Days, $"{{\"n\":{number}}}", "ohlc-order", "high 1 is below low 2", "/r") { Exchange = "kraken" })],
                Tables = [new TableWrite(QualityFindings.RowsOf([Finding("1", QualitySeverity.Error), Finding("2", QualitySeverity.Information)]), WriteMode.Replace)],
            },
            default);

        await TellAsync(
            store, Run(RunOutcome.Complete), Rule(new GapRule { Name = "gaps", To = ["a"] }), Rule(new GapRule { Name = "many gaps", To = ["a"], MoreThan = 4 }),
            Rule(new DeadLetterRule { Name = "letters", To = ["a"], MoreThan = 2 }), Rule(new DeadLetterRule { Name = "many letters", To = ["a"], MoreThan = 3 }),
            Rule(new FindingRule { Name = "findings", To = ["a"] }), Rule(new FindingRule { Name = "other findings", To = ["a"], Dataset = "klines" }));

        Assert.Equal(["gaps of ohlcv-spot: NotAnswered", "dead letters of ohlcv-spot: ohlc-order", "findings of ohlcv-spot: jump"], Causes("a"));
        JsonElement[] told = Told("a");
        Assert.Equal((4, 1), (told[0].GetProperty("figures").GetProperty("periods").GetInt32(), told[0].GetProperty("figures").GetProperty("series").GetInt32()));
        Assert.Equal(3, told[1].GetProperty("figures").GetProperty("letters").GetInt32());
        Assert.Equal(1, told[2].GetProperty("figures").GetProperty("findings").GetInt32());
        AssertCommandsExist(told);
    }

    [Fact]
    public async Task A_budget_is_told_when_a_window_that_is_still_open_is_nearly_used_up()
    {
        IMarketDataStore store = await NewStoreAsync();
        BudgetRule rule = new() { Name = "budget", To = ["a"], Above = 90 };
        RateLimitRecord[] limits =
        [
            new() { Window = "month", Used = 91, Limit = 100, ResetsAt = Now.AddDays(3) }, new() { Window = "day", Used = 90, Limit = 100, ResetsAt = Now.AddHours(1) },
            new() { Window = "hour", Used = 100, Limit = 100, ResetsAt = Now.AddHours(-1) }, new() { Window = "minute", Used = 100, Limit = 100, ResetsAt = Now.AddSeconds(9) },
        ];

        await TellAsync(store, Run(RunOutcome.Complete), [FileSink("a")], Folder, limits, default, rule);
        await TellAsync(store, Run(RunOutcome.Complete), [FileSink("a")], Folder, [], default, rule);
        await TellAsync(store, Run(RunOutcome.Complete), [FileSink("a")], Folder, [limits[1]], default, rule);
        Assert.Single(Told("a"));
        await TellAsync(store, Run(RunOutcome.Complete), [FileSink("a")], Folder, [limits[0] with { Used = 1 }], default, rule);

        Assert.Equal([("firing", "budget of the month"), ("resolved", "budget of the month")], Told("a").Select(one => (one.GetProperty("kind").GetString()!, one.GetProperty("cause").GetString()!)));
        AssertCommandsExist(Told("a"));
    }

    [Fact]
    public async Task A_rule_that_the_store_cannot_answer_is_a_warning_and_the_outcome_is_told_all_the_same()
    {
        IMarketDataStore empty = await MarketDataStores.OpenAsync(
            new StoreOptions { File = Path.Combine(Folder, "empty.db") }, TimeProvider.System, _log, default);
        await using (empty)
        {
            IReadOnlyList<RunFailure> warnings = await TellAsync(empty, Failed("SourceKeyRefused"), Bad, Old(TimeSpan.FromHours(1)));

            Assert.All(warnings, warning => Assert.Contains("was not judged", warning.Message, StringComparison.Ordinal));
            Assert.Equal(2, warnings.Count);
            Assert.Equal(["Failed SourceKeyRefused"], Causes("a"));
        }
    }

    [Fact]
    public async Task A_stop_while_alerts_are_told_leaves_little_time_for_the_rest()
    {
        IMarketDataStore store = await NewStoreAsync();
        using CancellationTokenSource stop = new();
        CommandAlertSink hanging = new("a", "/bin/sleep", ["60"], TimeSpan.FromMinutes(5));
        FakeTime time = new(Now);
        Task<IReadOnlyList<RunFailure>> telling = new JobAlerts(
            new AlertPlan([hanging], [Bad]), AlertAddresses.Read(AlertPlan.None, _ => null, Folder), Folder, ProgramCalls.Instance, time, _log)
            .TellAsync(Failed("RunFailed"), store, [], stop.Token);
        await stop.CancelAsync();
        for (int step = 0; step < 100 && !telling.IsCompleted; step++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(telling, Task.Delay(20));
        }

        Assert.True(telling.IsCompleted && time.GetUtcNow() < new DateTimeOffset(Now).AddMinutes(4));
        Assert.NotEmpty(await telling);
    }

    private static FreshnessRule Old(TimeSpan age) => new() { Name = "old", To = ["a"], OlderThan = age };

    private static T Rule<T>(T rule)
        where T : AlertRule => rule;

    private static QualityFinding Finding(string id, QualitySeverity severity) => new()
    {
        FindingId = id, Dataset = "ohlcv-spot", Exchange = "kraken", Rule = severity == QualitySeverity.Error ? "jump" : "wick", Severity = severity, Found = "1", Expected = "2",
        Cause = "c", Mending = "m", RunId = "r", FirstSeenAt = Now, LastRunId = "r", LastSeenAt = Now,
    };

    private static RunSummary Failed(string id) => Run(RunOutcome.Failed) with { Failure = new RunFailure("daily", id, "It is so.", "Do it.") };

    private static RunSummary Partial(string id, int legs) => Run(RunOutcome.Partial) with
    {
        Steps = [new StepSummary { Step = "ingest", Legs = 9, Failures = [.. Enumerable.Range(0, legs).Select(leg => new RunFailure($"series {leg}", id, "It is so.", "Do it."))] }],
    };

    private static RunSummary Run(RunOutcome outcome) =>
        new() { RunId = RunId.New(Now), Job = "daily", Outcome = outcome, StartedAt = Now, EndedAt = Now, Steps = [] };

    private FileAlertSink FileSink(string name, string? path = null) => new(name, path ?? Path.Combine(Folder, $"{name}.jsonl"), TimeSpan.FromSeconds(10));

    private Task<IReadOnlyList<RunFailure>> TellAsync(IMarketDataStore? store, RunSummary run, params AlertRule[] rules) => TellAsync(store, run, [FileSink("a")], rules);

    private Task<IReadOnlyList<RunFailure>> TellAsync(IMarketDataStore? store, RunSummary run, AlertSink[] sinks, params AlertRule[] rules) =>
        TellAsync(store, run, sinks, Path.Combine(Folder, "state"), [], default, rules);

    private Task<IReadOnlyList<RunFailure>> TellAsync(
        IMarketDataStore? store, RunSummary run, AlertSink[] sinks, string? folder, RateLimitRecord[] limits, CancellationToken cancellationToken, params AlertRule[] rules) =>
        new JobAlerts(new AlertPlan(sinks, rules), AlertAddresses.Read(AlertPlan.None, _ => null, Folder), folder, ProgramCalls.Instance, _time, _log)
            .TellAsync(run with { StartedAt = Now.AddSeconds(_runs++) }, store, limits, cancellationToken);

    private JsonElement[] Told(string sink) => File.Exists(Path.Combine(Folder, $"{sink}.jsonl"))
        ? [.. File.ReadAllLines(Path.Combine(Folder, $"{sink}.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)]
        : [];

    private IEnumerable<string?> Causes(string sink) => Told(sink).Select(one => one.GetProperty("cause").GetString());

    private static Task<IReadOnlyList<AlertRecord>> AlertsAsync(IMarketDataStore store) => store.QueryAsync<AlertRecord>(StoredQuery.Alerts, new AlertFilter(), default);

    /// <summary>Each command is a cmdlet of the manifest, and its page has each of the parameters.</summary>
    private static void AssertCommandsExist(IEnumerable<JsonElement> told) => Assert.All(told, one =>
    {
        string command = one.GetProperty("command").GetString()!;
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs", "en-US", $"{command.Split(' ')[0]}.md"));
        Assert.All(Parameter().Matches(command), parameter => Assert.Contains($"### {parameter.Value.Trim()}\n", page, StringComparison.Ordinal));
    });

    [GeneratedRegex(@" -[A-Z]\w+")]
    private static partial Regex Parameter();
}
