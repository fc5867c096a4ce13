using System.Globalization;
using System.Text.Json;
using CcIngest.Simulator;
using Xunit.Abstractions;

namespace CcIngest.Runner.Tests;

/// <summary>Four processes at once on one key, against limits that a simulator enforces.</summary>
public sealed class RateBudgetTests(ITestOutputHelper output)
{
    private const string Key = "shared-key-0815";
    private const int Processes = 4;

    /// <summary>Set to 1 to run what takes minutes.</summary>
    private const string SlowTests = "CCINGEST_SLOW_TESTS";

    [Fact]
    public async Task Four_processes_keep_one_second_limit_without_a_refusal()
    {
        SimulatorLimits limits = new(Second: 15, Minute: 3_000, Hour: 30_000, Day: 75_000, Month: 500_000);

        SimulatorServer server = await RunAsync(limits, from: "2026-01-10", pagePeriods: 24, pairs: 5);

        Assert.Equal(0, server.Counters.Refused);
        long[] seconds = [.. server.Counters.BySecond.Values];
        output.WriteLine($"Calls in each second: {string.Join(' ', seconds)}");
        // The limit was what held them back: seconds were nearly full. How many depends on how busy the machine is.
        Assert.True(seconds.Count(count => count >= 12) >= 2, string.Join(' ', seconds));
    }

    /// <summary>
    /// The limits of a free key as the API states them. Takes some five minutes:
    /// <c>CCINGEST_SLOW_TESTS=1 dotnet test tests/CcIngest.Runner.Tests --filter RateBudgetTests --logger "console;verbosity=detailed"</c>
    /// </summary>
    [SkippableFact]
    public async Task Four_processes_use_nine_tenths_of_the_real_limits_without_a_refusal()
    {
        Skip.IfNot(Environment.GetEnvironmentVariable(SlowTests) == "1", $"takes minutes; set {SlowTests}=1");
        SimulatorLimits limits = new(Second: 20, Minute: 300, Hour: 3_000, Day: 7_500, Month: 50_000);

        SimulatorServer server = await RunAsync(limits, from: "2025-12-01", pagePeriods: 48, pairs: 18);

        long[] minutes = [.. server.Counters.BySecond.GroupBy(second => second.Key / 60).Select(minute => minute.Sum(second => second.Value))];
        // The first may begin in the middle, in the last there may be nothing left to ask.
        long[] whole = minutes[1..^1];
        output.WriteLine($"Requests {server.Counters.Total}, refused {server.Counters.Refused}, most in a second {server.Counters.BySecond.Values.Max()}.");
        output.WriteLine($"Calls in each minute: {string.Join(' ', minutes)}");
        output.WriteLine($"The minute binds: {whole.Average() / limits.Minute:P1} of it used over {whole.Length} whole minutes.");
        Assert.Equal(0, server.Counters.Refused);
        Assert.True(whole.Length >= 3, $"only {whole.Length} whole minutes");
        Assert.True(whole.Average() >= 0.9 * limits.Minute, string.Join(' ', minutes));
    }

    /// <summary>Runs the same job in several processes, each into a store of its own, to the end. The server that is returned has stopped.</summary>
    private async Task<SimulatorServer> RunAsync(SimulatorLimits limits, string from, int pagePeriods, int pairs)
    {
        using TemporaryFolder folder = new();
        await using SimulatorServer server = await SimulatorServer.StartAsync(
            new SimulatorOptions { Exchanges = 6, Instruments = 120, Assets = 40, ApiKey = Key, Limits = limits }, CancellationToken.None);
        string job = folder.Write("job.json", $$"""
            {
              "name": "rate-budget",
              "store": { "engine": "sqlite" },
              "source": { "dataApi": "{{server.DataApi}}", "minApi": "{{server.MinApi}}" },
              "steps": [
                { "sync": "exchanges" },
                { "sync": "spot-instruments" },
                { "ingest": "ohlcv", "market": "spot", "interval": "1h", "from": "{{from}}", "select": { "limit": {{pairs}} } }
              ]
            }
            """);
        CommandLine[] runs = await Task.WhenAll(Enumerable.Range(0, Processes).Select(number => RunningProgram.RunAsync(
            "run", job, "--json", "--set", $"DB_FILE={folder.File($"{number}.db")}", "--set", $"STATE_DIR={folder.File("state")}",
            "--set", $"CCDATA_API_KEY={Key}", "--set", string.Create(CultureInfo.InvariantCulture, $"MAX_API_FETCH_LIMIT={pagePeriods}"))));

        foreach ((int exitCode, string summary, string log) in runs)
        {
            Assert.True(exitCode == 0, summary + log);
            Assert.DoesNotContain(Key, summary + log, StringComparison.Ordinal);
            JsonElement run = JsonDocument.Parse(summary).RootElement;
            output.WriteLine($"One process: {run.GetProperty("requests")} requests, {run.GetProperty("retries")} retries, {run.GetProperty("seconds").GetDouble():F1} s.");
        }

        FileInfo budget = Assert.Single(new DirectoryInfo(folder.File("state")).GetFiles());
        Assert.DoesNotContain(Key, budget.Name + System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(budget.FullName)), StringComparison.Ordinal);
        return server;
    }
}
