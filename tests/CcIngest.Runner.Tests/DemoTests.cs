using System.Globalization;
using System.Text.RegularExpressions;

namespace CcIngest.Runner.Tests;

[Collection(DemoRun.Name)]
public sealed partial class DemoTests(DemoRun demo)
{
    [Fact]
    public async Task Demo_fills_the_database_and_a_second_run_adds_nothing()
    {
        CommandLine first = demo.First;
        Assert.True(Count(first, "exchanges") >= 20, first.Output);
        Assert.True(Count(first, "spot instruments") >= 1_000, first.Output);
        Assert.True(Count(first, "assets") >= 100, first.Output);
        Assert.True(Count(first, "pairs with daily candles") >= 50, first.Output);
        Assert.True(Count(first, "daily candles") >= 50 * 700, first.Output);
        Assert.Equal(0, Count(first, "dead letters"));
        Assert.Contains($"The report is {demo.Report}: 100 series, candles of 50", first.Output, StringComparison.Ordinal);
        IReadOnlyDictionary<string, string> rows = await StoreContents.OfFileAsync(demo.Database, withSnapshots: false);

        CommandLine second = await demo.AgainAsync();
        Assert.True(second.ExitCode == 0, second.Output + second.Error);
        Assert.Equal(rows, await StoreContents.OfFileAsync(demo.Database, withSnapshots: false));

        // One page for each series at most: the revisited tail.
        Match ingest = IngestLine().Match(second.Output);
        Assert.True(long.Parse(ingest.Groups["requests"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) <= Count(second, "pairs with daily candles"), second.Output);
    }

    private static long Count(CommandLine line, string name)
    {
        Match match = Regex.Match(line.Output, $@"^ +(?<count>[\d,]+) {Regex.Escape(name)}\r?$", RegexOptions.Multiline);
        Assert.True(match.Success, $"'{name}' is not in:\n{line.Output}");
        return long.Parse(match.Groups["count"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    /// <summary>Columns: read, inserted, updated, unchanged, rejected, requests, seconds.</summary>
    [GeneratedRegex(@"^ingest ohlcv spot 1d +[\d,]+ +[\d,]+ +[\d,]+ +[\d,]+ +[\d,]+ +(?<requests>[\d,]+) +[\d.]+\r?$", RegexOptions.Multiline)]
    private static partial Regex IngestLine();
}
