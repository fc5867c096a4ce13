using CcIngest.Model;
using CcIngest.Simulator;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>Source and store, looked at together.</summary>
public sealed class ConnectionChecksTests : IDisposable
{
    private static readonly string[] OfFile = ["File", "Rights", "Schema", "Space"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-");

    private StoreOptions Store => new() { File = Path.Combine(_folder.FullName, "market.db") };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_source_comes_first_then_the_store()
    {
        await using SimulatorServer market = await SimulatorServer.StartAsync(
            new SimulatorOptions { Exchanges = 2, Instruments = 4, Assets = 10, ApiKey = "a-key" }, CancellationToken.None);
        SourceOptions source = new() { DataApi = market.DataApi, MinApi = market.MinApi, ApiKey = new Secret("a-key") };

        List<ConnectionCheck> checks = await RunAsync(source, Store);

        Assert.Equal(["Network", "Key", "Clock", .. OfFile], checks.Select(check => check.Check));
        Assert.DoesNotContain(checks, check => check.Verdict is CheckVerdict.Failed or CheckVerdict.Skipped);
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task Either_may_be_left_out()
    {
        SourceOptions nowhere = new() { DataApi = new Uri("http://127.0.0.1:9"), MinApi = new Uri("http://127.0.0.1:9") };

        Assert.Equal(OfFile, (await RunAsync(null, Store)).Select(check => check.Check));
        Assert.Equal(["Network", "Key", "Clock"], (await RunAsync(nowhere, null)).Select(check => check.Check));
        Assert.Empty(await RunAsync(null, null));
    }

    [Fact]
    public async Task Cancelled_they_end()
    {
        using CancellationTokenSource ending = new();
        await ending.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(new SourceOptions(), Store, ending.Token));
    }

    private static async Task<List<ConnectionCheck>> RunAsync(SourceOptions? source, StoreOptions? store, CancellationToken cancellationToken = default)
    {
        List<ConnectionCheck> checks = [];
        await foreach (ConnectionCheck check in ConnectionChecks.RunAsync(
            source, store, TimeSpan.FromSeconds(30), TimeProvider.System, NullLoggerFactory.Instance, cancellationToken))
        {
            checks.Add(check);
        }

        return checks;
    }
}
