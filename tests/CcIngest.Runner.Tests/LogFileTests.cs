using System.Text.Json;

namespace CcIngest.Runner.Tests;

public sealed class LogFileTests(SimulatedMarket market) : IClassFixture<SimulatedMarket>
{
    [Fact]
    public async Task Two_processes_on_one_file_write_whole_lines_and_all_of_them()
    {
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", market.Job("\"engine\": \"sqlite\"", limit: 6));
        Dictionary<string, string> environment = new()
        {
            ["LOG_FILE"] = folder.File("log.json"), ["LOG_FILE_SIZE_MB"] = "1", ["LOG_LEVEL"] = "Trace", ["STATE_DIR"] = folder.File("state"),
        };

        CommandLine[] runs = await Task.WhenAll(new[] { "one.db", "other.db" }.Select(async file =>
        {
            await using RunningProgram program = RunningProgram.Start(environment, "run", job, "--json", "--set", $"DB_FILE={folder.File(file)}");
            return await program.EndAsync();
        }));

        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Error));
        JsonElement[] lines = [.. Directory.GetFiles(folder.ToString(), "log*.json").SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement)];
        foreach (JsonElement summary in runs.Select(run => run.Json))
        {
            JsonElement[] own = [.. lines.Where(line => line.TryGetProperty("run", out JsonElement run) && run.GetString() == summary.GetProperty("runId").GetString())];
            Assert.Equal(summary.GetProperty("requests").GetInt64(), own.Count(line => line.GetProperty("event").GetString() == "Answered"));
            Assert.Single(own.Select(line => line.GetProperty("process").GetInt32()).Distinct());
            Assert.Equal("RunEnded", own[^1].GetProperty("event").GetString());
        }

        // The console says the same in text, each line with its run.
        Assert.All(runs, run => Assert.Contains($"=> run {run.Json.GetProperty("runId").GetString()} => step ingest ohlcv spot 1d => series ohlcv-spot ", run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_is_missing_ends_the_run_before_it_begins()
    {
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", market.Job("\"engine\": \"sqlite\""));

        CommandLine line = await CommandLine.RunAsync("run", job, "--set", $"DB_FILE={folder.File("m.db")}", "--set", $"LOG_FILE={folder.File("no/log.json")}");

        Assert.Equal(ExitCodes.Usage, line.ExitCode);
        Assert.Contains("LOG_FILE", line.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("m.db")));
    }
}
