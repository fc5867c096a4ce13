using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Runner.Tests;

/// <summary>A run on a store where another run works on one of its series.</summary>
public sealed class TwoRunsTests(SimulatedMarket market) : IClassFixture<SimulatedMarket>
{
    [Theory]
    [InlineData("refuse", 1, "SeriesBusy")]
    [InlineData("wait", 0, "Complete")]
    [InlineData("share", 0, "Complete")]
    public async Task The_second_run_does_what_it_was_told(string onBusy, int exitCode, string says)
    {
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", market.Job("\"engine\": \"sqlite\""));
        string[] arguments = ["run", job, "--on-busy", onBusy, "--set", $"DB_FILE={folder.File("market.db")}"];
        Assert.Equal(0, (await CommandLine.RunAsync(arguments)).ExitCode);
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(
            new StoreOptions { Engine = StoreEngines.Sqlite, File = folder.File("market.db") }, TimeProvider.System, NullLoggerFactory.Instance, default);
        CoverageRecord series = (await store.QueryAsync<CoverageRecord>(StoredQuery.Coverage, new CoverageFilter(), default))[0];
        await store.Leases.OpenAsync(new RunHolder { RunId = "other", Process = new ProcessStamp(1, "", "elsewhere", "", ""), LeaseSeconds = 600 }, default);
        await store.Leases.TakeAsync("other", [new LeaseKey(series.Dataset, series.Exchange, series.Interval.ToString(), series.RawSymbol)], default);

        Task<CommandLine> second = CommandLine.RunAsync(arguments);

        // One that refuses ends while the other has the series, however slow the machine is; of the others it is seen that they do not.
        await Task.WhenAny(second, Task.Delay(TimeSpan.FromSeconds(onBusy == "refuse" ? 120 : 2)));
        Assert.True(onBusy == "refuse" || !second.IsCompleted);
        await store.Leases.CloseAsync("other", default);

        CommandLine line = await second;
        Assert.True(line.ExitCode == exitCode, line.Output + line.Error);
        Assert.Contains(says, line.Output, StringComparison.Ordinal);
    }
}
