using System.Text.Json;
using CcIngest.Model;
using CcIngest.Simulator;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>The log as a file of JSON lines.</summary>
public sealed class LogFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ccingest-log-").FullName;

    private string Log => Path.Combine(_folder, "ccingest.log.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_line_of_a_run_says_run_step_series_and_attempt_where_there_is_one()
    {
        await using SimulatorServer market = await SimulatorServer.StartAsync(
            new SimulatorOptions { Exchanges = 3, Instruments = 20, Assets = 10, Faults = [new SimulatorFault("500", 0.2)] }, CancellationToken.None);
        Settings settings = Settings.Load(
            new Dictionary<string, string?>
            {
                ["CCDATA_API_KEY"] = "a-key", ["DB_FILE"] = "market.db", ["DATA_API_BASE_URL"] = market.DataApi.ToString(), ["MIN_API_BASE_URL"] = market.MinApi.ToString(),
                ["API_RETRY_BACKOFF_FACTOR"] = "0.01", ["LOG_FILE"] = "ccingest.log.json", ["LOG_LEVEL"] = "Debug", ["ENVIRONMENT"] = "test", ["STATE_DIR"] = "state",
            }, _ => null, _folder);
        RunSummary summary;
        await using (IngestSession session = await IngestSession.OpenAsync(settings, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None))
        {
            summary = await session.RunAsync(JobFile.Parse("""
                { "name": "logged", "steps": [ { "sync": "exchanges" }, { "sync": "spot-instruments" }, { "ingest": "ohlcv", "interval": "1d", "from": "2025-06-01", "select": { "limit": 8 } } ] }
                """, "logged.json"), null, CancellationToken.None);
        }

        JsonElement[] lines = Lines();
        JsonElement[] ofRun = [.. lines.Where(line => line.TryGetProperty("run", out _))];
        Assert.All(lines, line => Assert.True(
            line.GetProperty("environment").GetString() == "test" && line.GetProperty("process").GetInt32() == Environment.ProcessId
            && line.GetProperty("message").GetString()!.Length > 0 && line.GetProperty("category").GetString()!.StartsWith("CcIngest.", StringComparison.Ordinal)
            && line.GetProperty("time").GetDateTime().Kind == DateTimeKind.Utc, line.ToString()));
        Assert.All(ofRun, line => Assert.Equal(summary.RunId, line.GetProperty("run").GetString()));
        Assert.Contains("RunStarts", Events(ofRun));
        Assert.Contains("RunEnded", Events(ofRun));

        JsonElement[] answers = [.. ofRun.Where(line => line.GetProperty("event").GetString() == "Answered" && Text(line, "step") == "ingest ohlcv spot 1d")];
        Assert.NotEmpty(answers);
        Assert.All(answers, line => Assert.StartsWith("ohlcv-spot ", Text(line, "series"), StringComparison.Ordinal));
        Assert.All(answers, line => Assert.True(line.GetProperty("attempt").GetInt32() >= 1 && line.GetProperty("values").GetProperty("Bytes").GetInt64() > 0));
        JsonElement[] retries = [.. ofRun.Where(line => line.GetProperty("event").GetString() == "Retrying")];
        Assert.Equal(summary.Retries, retries.Length);
        Assert.All(retries, line => Assert.Equal(line.GetProperty("values").GetProperty("Attempt").GetInt32() - 1, line.GetProperty("attempt").GetInt32()));
        Assert.Contains(answers, line => line.GetProperty("attempt").GetInt32() > 1);
        Assert.DoesNotContain("a-key", await File.ReadAllTextAsync(Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_became_of_alerts_is_in_the_file_also_where_the_store_did_not_open()
    {
        JobFile job = JobFile.Parse("""
            {
              "name": "unopened", "steps": [ { "sync": "exchanges" } ],
              "alerts": { "sinks": { "gone": { "file": "no-such-folder/alerts.jsonl" } }, "rules": [ { "on": "outcome" } ] }
            }
            """, Path.Combine(_folder, "unopened.json"));
        Settings settings = Settings.Load(
            new Dictionary<string, string?>
            {
                ["CCDATA_API_KEY"] = "a-key", ["DB_FILE"] = Path.Combine(_folder, "no-such-folder", "market.db"), ["LOG_FILE"] = "ccingest.log.json", ["STATE_DIR"] = "state",
            }, _ => null, _folder);

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => JobRun.RunAsync(
            job, settings, AlertAddresses.Read(job.Alerts, _ => null, _folder), null, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None));

        JsonElement[] lines = Lines();
        Assert.Contains(lines, line => Text(line, "event") == "NotBegun" && Text(line, "message")?.Contains(failure.Message, StringComparison.Ordinal) == true);
        Assert.Contains(lines, line => Text(line, "event") == "AlertTrouble" && Text(line, "message")?.Contains("sink gone", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_value_of_any_kind_and_an_exception_are_kept()
    {
        await using (LogFile log = await OpenAsync())
        {
            ILogger logger = log.CreateLogger("Some.Category");
            using IDisposable? outer = logger.BeginScope(LogScope.Series("outer"));
            using IDisposable? inner = logger.BeginScope(LogScope.Series(Some.Key));
            logger.LogError(new EventId(7, "Odd"), new InvalidOperationException("inside"), "{Number} {Fraction} {Flag} {Time} {Nothing} {Text}", 5L, 0.1, true, Some.Now, null, "é\ud800\n\"<");
            logger.LogDebug("below the level");
        }

        JsonElement line = Assert.Single(Lines());
        JsonElement values = line.GetProperty("values");
        Assert.Equal(("Error", "Some.Category", 7, "Odd"), (Text(line, "level"), Text(line, "category"), line.GetProperty("eventId").GetInt32(), Text(line, "event")));
        Assert.Equal((5, 0.1, true), (values.GetProperty("Number").GetInt32(), values.GetProperty("Fraction").GetDouble(), values.GetProperty("Flag").GetBoolean()));
        Assert.Equal(("2026-01-15T12:00:00.0000000Z", JsonValueKind.Null, "é\ufffd\n\"<"), (Text(values, "Time"), values.GetProperty("Nothing").ValueKind, Text(values, "Text")));
        Assert.Equal(Some.Key.ToString(), Text(line, "series"));
        Assert.Contains("inside", Text(line, "exception"), StringComparison.Ordinal);
        Assert.False(line.TryGetProperty("run", out _) || line.TryGetProperty("attempt", out _));
    }

    [Fact]
    public async Task A_file_that_is_full_is_put_aside_and_the_oldest_are_removed()
    {
        for (int round = 0; round < 6; round++)
        {
            await using LogFile log = await OpenAsync(fileBytes: 2_000, files: 3);
            Enumerable.Range(0, 20).ToList().ForEach(number => log.CreateLogger("c").LogInformation("Line {Round} {Number}.", round, number));
        }

        string[] files = [.. Directory.GetFiles(_folder, "*.json").Order(StringComparer.Ordinal)];
        Assert.Equal(3, files.Length);

        // How many lines are written at once is for the writer to say: what is kept is the newest, whole and in order.
        string[] kept = [.. files.SelectMany(File.ReadLines).Select(line => Parse(line).GetProperty("message").GetString() ?? "")];
        string[] all = [.. from round in Enumerable.Range(0, 6) from number in Enumerable.Range(0, 20) select FormattableString.Invariant($"Line {round} {number}.")];
        Assert.NotEmpty(kept);
        Assert.Equal(all[^kept.Length..], kept);
    }

    [Fact]
    public async Task The_oldest_go_also_where_the_clock_stands_still_or_goes_back()
    {
        FakeTime time = new(new DateTime(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc));
        string path = Path.Combine(_folder, "log.json");
        foreach (int round in Enumerable.Range(0, 9))
        {
            await new RollingFile(path, fileBytes: 1, files: 3, round < 6 ? time : new FakeTime(new DateTime(2026, 1, 15, 11, 0, 0, DateTimeKind.Utc)))
                .AppendAsync(System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{round}\n")), default);
        }

        Assert.Equal(["6\n", "7\n", "8\n"], Directory.GetFiles(_folder, "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText));
    }

    [SkippableFact]
    public async Task A_file_that_cannot_be_put_aside_is_written_on_and_loses_no_line()
    {
        Skip.If(OperatingSystem.IsWindows(), "the name is bounded otherwise there");
        RollingFile file = new(Path.Combine(_folder, new string('n', 240) + ".json"), fileBytes: 1, files: 2, TimeProvider.System);

        // There is room for the name, and none for the time in it.
        await file.AppendAsync("one\n"u8.ToArray(), default);
        await file.AppendAsync("two\n"u8.ToArray(), default);

        Assert.Equal(["one", "two"], await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(_folder, "*.json"))));
    }

    [Fact]
    public async Task Several_writers_lose_and_break_no_line_also_when_files_are_put_aside_meanwhile()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            await using LogFile log = await OpenAsync(fileBytes: 50_000, files: 1_000);
            for (int number = 0; number < 400; number++)
            {
                log.CreateLogger("c").LogInformation("Line {Writer} {Number}.", writer, number);
                if (number % 20 == 0)
                {
                    await Task.Delay(1);
                }
            }
        })));

        JsonElement[] lines = [.. Directory.GetFiles(_folder, "*.json").SelectMany(File.ReadLines).Select(Parse)];
        Assert.Equal(1_600, lines.Select(line => Text(line, "message")).Distinct().Count());
        Assert.Equal(1_600, lines.Length);
        Assert.True(Directory.GetFiles(_folder, "*.json").Length > 1);
    }

    [Fact]
    public async Task A_folder_that_is_missing_or_a_file_that_cannot_be_written_is_an_error_at_the_start()
    {
        IngestException missing = await Assert.ThrowsAsync<IngestException>(() => OpenAsync(path: Path.Combine(_folder, "nowhere", "log.json")));
        IngestException noFile = await Assert.ThrowsAsync<IngestException>(() => OpenAsync(path: Directory.CreateDirectory(Path.Combine(_folder, "folder.json")).FullName));

        Assert.Equal((IngestErrorId.SettingInvalid, IngestErrorId.SettingInvalid), (missing.Id, noFile.Id));
        Assert.Contains("LOG_FILE", missing.Message, StringComparison.Ordinal);
        Assert.Contains("folder.json", noFile.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_any_more_is_told_once_and_says_later_how_many_lines_are_missing()
    {
        RecordingLoggers people = new();
        LogFile log = await OpenAsync(people: people);
        File.Delete(Log);
        Directory.CreateDirectory(Log);

        int said = 0;
        void Say() => log.CreateLogger("c").LogInformation("Line {Number}.", said++);

        await UntilAsync(() => { Say(); return people.Entries.Count > 0; });
        Say();
        await Task.Delay(50);
        Say();
        await Task.Delay(50);
        Directory.Delete(Log);
        await UntilAsync(() => { Say(); return File.Exists(Log) && File.ReadAllText(Log).Contains("are not here", StringComparison.Ordinal); });
        await log.DisposeAsync();

        (LogLevel level, _, string text) = Assert.Single(people.Entries);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains(Log, text, StringComparison.Ordinal);
        JsonElement leftOut = Assert.Single(Lines(), line => Text(line, "event") == "LinesLeftOut");
        Assert.Equal(said, leftOut.GetProperty("values").GetProperty("Count").GetInt64() + Lines().Length - 1);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (!isSo())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    private Task<LogFile> OpenAsync(string? path = null, long fileBytes = 1_000_000, int files = 10, ILoggerFactory? people = null) => LogFile.OpenAsync(
        new Settings { Log = new LogFileOptions { Path = path ?? Log, FileBytes = fileBytes, Files = files } }, TimeProvider.System, people ?? NullLoggerFactory.Instance, CancellationToken.None);

    private JsonElement[] Lines() => [.. File.ReadLines(Log).Select(Parse)];

    private static IEnumerable<string?> Events(IEnumerable<JsonElement> lines) => lines.Select(line => Text(line, "event"));

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;
}
