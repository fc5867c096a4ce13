namespace CcIngest.Runner.Tests;

public sealed class RunnerAppTests
{
    [Theory]
    [InlineData("ruin")]
    [InlineData("run")]
    [InlineData("run", "job.json", "--jsonn")]
    [InlineData("simulate", "--port", "many")]
    public async Task A_wrong_command_line_answers_64_and_points_to_help(params string[] arguments)
    {
        CommandLine line = await CommandLine.RunAsync(arguments);

        Assert.Equal(64, line.ExitCode);
        Assert.Contains("--help", line.Error, StringComparison.Ordinal);
        Assert.Empty(line.Output);
    }

    [Fact]
    public async Task Help_lists_the_three_commands()
    {
        CommandLine line = await CommandLine.RunAsync("--help");

        Assert.Equal(0, line.ExitCode);
        Assert.All(["demo", "run", "simulate"], command => Assert.Contains(command, line.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_of_simulate_are_those_of_its_page()
    {
        string[] page = await File.ReadAllLinesAsync(TestSupport.RepositoryFiles.PathOf("docs", "simulator.md"));
        IEnumerable<string> told = page.Where(line => line.StartsWith("| `--", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        CommandLine help = await CommandLine.RunAsync("simulate", "--help");

        Assert.Equal(help.Output.Split('\n').Select(line => line.Trim().Split(' ')[0]).Where(word => word.StartsWith("--", StringComparison.Ordinal)), told);
        Assert.Contains("truncated-gzip", help.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--now", "yesterday", "--now 'yesterday' is not a time")]
    [InlineData("--limits", "20,300", "--limits '20,300' is not five counts")]
    [InlineData("--exchange-limits", "6000,1", "--exchange-limits '6000,1' is no list of limits")]
    [InlineData("--exchange-limits", "kraken=1,atlantis=5", "The limit atlantis=5 is none of a simulated exchange")]
    [InlineData("--fault", "429", "The fault '429' is not of the form name=rate")]
    [InlineData("--fault", "teapot=0.1", "truncated-gzip")]
    public async Task Simulate_refuses_a_bad_option_with_its_value_and_what_to_write(string option, string value, string message)
    {
        CommandLine line = await CommandLine.RunAsync("simulate", option, value);

        Assert.Equal(64, line.ExitCode);
        Assert.Contains(message, line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_prints_its_addresses_as_json_and_ends_when_told()
    {
        using CancellationTokenSource stop = new();
        using StringWriter output = new();
        Task<int> run = RunnerApp.InvokeAsync(["simulate", "--port", "0", "--exchanges", "3", "--instruments", "9"], TextWriter.Synchronized(output), TextWriter.Null, stop.Token);
        while (!output.ToString().Contains('\n', StringComparison.Ordinal))
        {
            await Task.Delay(10);
        }

        System.Text.Json.JsonElement addresses = System.Text.Json.JsonDocument.Parse(output.ToString()).RootElement;
        using HttpClient http = new();
        string answer = await http.GetStringAsync(new Uri(new Uri(addresses.GetProperty("minApi").GetString() ?? ""), "data/exchanges/general?tsym=USD"));
        await stop.CancelAsync();

        Assert.StartsWith("{\"Response\":\"Success\"", answer.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(130, await run);
    }
}
