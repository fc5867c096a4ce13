using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Runner.Tests;

public sealed class CheckCommandTests(SimulatedMarket market) : IClassFixture<SimulatedMarket>
{
    [Fact]
    public async Task A_line_for_each_check_and_0_when_nothing_failed()
    {
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", market.Job("\"engine\": \"sqlite\""));

        CommandLine line = await CommandLine.RunAsync("check", job, "--set", $"DB_FILE={folder.File("market.db")}");

        Assert.Equal((0, ""), (line.ExitCode, line.Error));
        Assert.Matches(@"(?m)^Passed   Network      http://127\.0\.0\.1:\d+: Connected", line.Output);
        Assert.Matches(@"(?m)^Passed   Rights       .*market\.db: ", line.Output);
        Assert.Matches(@"(?m)^Warning  Schema       .*\n +Run Initialize-CcStore", line.Output);
        Assert.False(File.Exists(folder.File("market.db")));
    }

    [Fact]
    public async Task What_fails_answers_1_and_says_what_to_do()
    {
        using TemporaryFolder folder = new();

        CommandLine line = await CommandLine.RunAsync(
            "check", "--timeout", "5", "--set", "DATA_API_BASE_URL=http://127.0.0.1:9", "--set", "MIN_API_BASE_URL=http://127.0.0.1:9",
            "--set", $"DB_FILE={folder.File("nowhere/market.db")}");

        Assert.Equal(1, line.ExitCode);
        Assert.Contains("Failed   Network", line.Output, StringComparison.Ordinal);
        Assert.Contains("Skipped  Key", line.Output, StringComparison.Ordinal);
        Assert.Contains("Failed   File", line.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_JSON_for_another_process_and_of_the_store_alone()
    {
        using TemporaryFolder folder = new();
        string[] store = ["--json", "--set", $"DB_FILE={folder.File("market.db")}"];

        CommandLine alone = await CommandLine.RunAsync(["check", "--store-only", .. store]);
        CommandLine failed = await CommandLine.RunAsync(
            ["check", "--timeout", "5", "--set", "DATA_API_BASE_URL=http://127.0.0.1:9", "--set", "MIN_API_BASE_URL=http://127.0.0.1:9", .. store]);

        Assert.Equal(0, alone.ExitCode);
        Assert.Equal(["File", "Rights", "Schema", "Space"], ConnectionCheckJson.Read(alone.Output)?.Select(check => check.Check));
        Assert.Equal(1, failed.ExitCode);
        Assert.Equal(CheckVerdict.Failed, ConnectionCheckJson.Read(failed.Output)?[0].Verdict);
    }

    [Theory]
    [InlineData("--set", "DB_PORT=many")]
    [InlineData("--timeout", "0")]
    [InlineData("no-such-job.json")]
    public async Task Wrong_use_answers_64(params string[] arguments)
    {
        CommandLine line = await CommandLine.RunAsync(["check", .. arguments]);

        Assert.Equal((64, ""), (line.ExitCode, line.Output));
        Assert.NotEmpty(line.Error);
    }
}
