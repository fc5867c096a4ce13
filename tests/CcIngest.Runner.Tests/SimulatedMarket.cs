using CcIngest.Simulator;

namespace CcIngest.Runner.Tests;

/// <summary>A small simulated market that the tests of a class share; it does not change.</summary>
public sealed class SimulatedMarket : IAsyncLifetime
{
    private SimulatorServer? _server;

    internal SimulatorServer Server => _server ?? throw new InvalidOperationException("The fixture has not started.");

    /// <summary>A job file against this market with a store of its own.</summary>
    /// <param name="store">The members of the file's store object.</param>
    internal string Job(string store, string from = "2025-06-01", string interval = "1d", string more = "", int limit = 12) => $$"""
        {
          "name": "test",
          "store": { {{store}} },
          "source": { "dataApi": "{{Server.DataApi}}", "minApi": "{{Server.MinApi}}" },
          "steps": [
            { "sync": "exchanges" },
            { "sync": "assets" },
            { "sync": "spot-instruments" },
            { "ingest": "ohlcv", "market": "spot", "interval": "{{interval}}", "from": "{{from}}", {{more}}
              "select": { "minimumGrade": "BB", "topAssets": 50, "quotes": ["USD", "USDT"], "limit": {{limit}} } }
          ]
        }
        """;

    public async Task InitializeAsync() =>
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { Exchanges = 12, Instruments = 240, Assets = 80 }, CancellationToken.None);

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
