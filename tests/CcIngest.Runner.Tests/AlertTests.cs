using System.Text.Json;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Runner.Tests;

/// <summary>Alerts from outside: the console program, a job file, sinks that are there and sinks that are not.</summary>
public sealed class AlertTests(SimulatedMarket market) : IClassFixture<SimulatedMarket>
{
    private const string Secret = "/services/T00/very-secret-word";

    [Fact]
    public async Task A_sink_that_is_down_is_a_warning_in_summary_log_and_store_and_the_outcome_stays()
    {
        using TemporaryFolder folder = new();
        await using FakeMarketDataServer hook = await FakeMarketDataServer.StartAsync();
        hook.On(Secret, FakeAnswer.Json("ok"), FakeAnswer.Json("no", 404));
        Dictionary<string, string> environment = new()
        {
            ["ALERT_WEBHOOK_OPS"] = hook.Address.GetLeftPart(UriPartial.Authority) + Secret, ["LOG_LEVEL"] = "Trace", ["STATE_DIR"] = folder.File("state"),
        };
        string job = folder.Write("job.json", Job(folder, "told", "\"is\": [\"complete\"]"));

        CommandLine told = await RunAsync(environment, "run", "--json", job);
        string other = folder.Write("other.json", (await File.ReadAllTextAsync(job)).Replace("\"name\": \"told\"", "\"name\": \"other\"", StringComparison.Ordinal));
        CommandLine refused = await RunAsync(environment, "run", "--json", other);

        Assert.Equal((0, 0), (told.ExitCode, refused.ExitCode));
        Assert.Empty(told.Json.GetProperty("warnings").EnumerateArray());
        JsonElement warning = Assert.Single(refused.Json.GetProperty("warnings").EnumerateArray());
        Assert.Equal(("sink ops", "AlertNotSent"), (warning.GetProperty("target").GetString(), warning.GetProperty("errorId").GetString()));
        Assert.Contains("It answered 404", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, hook.Requests.Count);
        Assert.Equal("Complete", JsonDocument.Parse(hook.Requests[0].Body).RootElement.GetProperty("figures").GetProperty("outcome").GetString());
        Assert.Single(await SummariesAsync(folder.File("market.db")), summary => summary.Contains("\"AlertNotSent\"", StringComparison.Ordinal));
        AssertNowhere(folder, told, refused);
    }

    [Fact]
    public async Task A_run_that_cannot_begin_is_told_once_by_what_this_machine_remembers()
    {
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", Job(folder, "begins not"));
        string away = $"DB_FILE={folder.File("no-such-folder/market.db")}";

        CommandLine first = await CommandLine.RunAsync("run", job, "--set", away);
        CommandLine second = await CommandLine.RunAsync("run", job, "--set", away);
        CommandLine good = await CommandLine.RunAsync("run", job);

        Assert.Equal((1, 1, 0), (first.ExitCode, second.ExitCode, good.ExitCode));
        JsonElement[] told = [.. (await File.ReadAllLinesAsync(folder.File("alerts.jsonl"))).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["firing", "resolved"], told.Select(one => one.GetProperty("kind").GetString()));
        Assert.StartsWith("Failed Store", told[0].GetProperty("cause").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, told[0].GetProperty("runId").ValueKind);
    }

    [Fact]
    public async Task A_test_is_sent_to_each_sink_and_a_check_looks_at_them_without_sending()
    {
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", Job(folder, "tried"));

        CommandLine check = await CommandLine.RunAsync("check", "--json", job);
        CommandLine tried = await CommandLine.RunAsync("alert", job);
        CommandLine one = await CommandLine.RunAsync("alert", job, "--sink", "log");
        CommandLine none = await CommandLine.RunAsync("alert", job, "--sink", "lgo");

        Assert.Equal(
            [("ops (webhook ALERT_WEBHOOK_OPS)", CheckVerdict.Failed), ($"log (file {folder.File("alerts.jsonl")})", CheckVerdict.Passed)],
            ConnectionCheckJson.Read(check.Output)!.Where(row => row.Check == "Alerts").Select(row => (row.Target, row.Verdict)));
        Assert.Equal((1, 0), (tried.ExitCode, one.ExitCode));
        Assert.Contains("Failed ops (webhook ALERT_WEBHOOK_OPS): ALERT_WEBHOOK_OPS is not set.", tried.Output, StringComparison.Ordinal);
        Assert.StartsWith("Sent   log (file ", one.Output, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'log'?", none.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(folder.File("alerts.jsonl"))).Length);
    }

    private string Job(TemporaryFolder folder, string name, string outcome = "\"window\": \"01:00:00\"") => $$"""
        {
          "name": "{{name}}",
          "store": { "engine": "sqlite", "file": {{JsonSerializer.Serialize(folder.File("market.db"))}} },
          "source": { "dataApi": "{{market.Server.DataApi}}", "minApi": "{{market.Server.MinApi}}" },
          "steps": [ { "sync": "exchanges", "maxRows": 1 } ],
          "alerts": {
            "sinks": { "ops": { "webhook": "ALERT_WEBHOOK_OPS" }, "log": { "file": {{JsonSerializer.Serialize(folder.File("alerts.jsonl"))}} } },
            "rules": [ { "on": "outcome", {{outcome}} } ]
          }
        }
        """;

    private static async Task<CommandLine> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        await using RunningProgram program = RunningProgram.Start(environment, arguments);
        return await program.EndAsync();
    }

    private static async Task<IEnumerable<string>> SummariesAsync(string file)
    {
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(new StoreOptions { File = file }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        return (await store.QueryAsync<RunRecord>(StoredQuery.Runs, new RunFilter(), CancellationToken.None)).Select(run => run.Summary ?? "");
    }

    private static void AssertNowhere(TemporaryFolder folder, params CommandLine[] lines)
    {
        Assert.All(lines, line => Assert.DoesNotContain("very-secret-word", line.Output + line.Error, StringComparison.Ordinal));
        foreach (string file in Directory.EnumerateFiles(folder.ToString(), "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("very-secret-word", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
        }
    }
}
