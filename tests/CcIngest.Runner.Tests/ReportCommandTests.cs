using CcIngest.TestSupport;

namespace CcIngest.Runner.Tests;

[Collection(DemoRun.Name)]
public sealed class ReportCommandTests(DemoRun demo)
{
    [Fact]
    public async Task Writes_a_page_of_the_store_that_the_settings_name_and_replaces_it_only_when_told_to()
    {
        using TemporaryFolder folder = new();
        string[] arguments = ["report", "--output", folder.File("page.html"), "--exchange", "Bitstamp", "--top", "2", "--set", $"DB_FILE={demo.Database}"];

        CommandLine first = await CommandLine.RunAsync(arguments);
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Contains("candles of 2", first.Output, StringComparison.Ordinal);
        Assert.Equal("bitstamp", Assert.Single(ReportData.OfFile(folder.File("page.html")).GetProperty("exchanges").EnumerateArray()).GetString());

        CommandLine second = await CommandLine.RunAsync(arguments);
        Assert.Equal(ExitCodes.Failed, second.ExitCode);
        Assert.Contains("--force", second.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandLine.RunAsync([.. arguments, "--force"])).ExitCode);
    }

    [Theory]
    [InlineData("--top", "501")]
    [InlineData("--dataset", "ohlcv-sopt")]
    public async Task Refuses_what_it_cannot_mean(string option, string value)
    {
        using TemporaryFolder folder = new();

        CommandLine line = await CommandLine.RunAsync("report", "--output", folder.File("page.html"), option, value, "--set", $"DB_FILE={demo.Database}");

        Assert.Equal(ExitCodes.Usage, line.ExitCode);
        Assert.False(File.Exists(folder.File("page.html")));
    }
}
