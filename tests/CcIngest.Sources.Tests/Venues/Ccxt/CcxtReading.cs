using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CcIngest.Simulator;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>What ccxt's clients made of the simulated exchanges, by exchange: one process of Node for all tests.</summary>
public sealed class CcxtReading : IAsyncLifetime
{
    private SimulatorServer? _server;
    private SimulatorServer? _limited;
    private Task<JsonElement>? _read;

    /// <summary>Hours: more than two of the pages that are asked for, and within what Kraken still has.</summary>
    public static int Hours => 480;

    public static DateTime To => VenueConformance.Market.Options.Now;

    public Uri Address => _server!.DataApi;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(VenueConformance.Market.Options, CancellationToken.None);

        // The clock of its windows stands still: a second call within one is certain.
        _limited = await SimulatorServer.StartAsync(VenueConformance.Market.Options with
        {
            Time = new FakeTime(), VenueLimits = VenueCatalog.Exchanges.ToDictionary(exchange => exchange, _ => 1),
        }, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _limited!.DisposeAsync();
    }

    /// <summary>Skips the test where ccxt is not there.</summary>
    internal async Task<JsonElement> OfAsync(string exchange) => (await (_read ??= ReadAsync())).GetProperty(exchange);

    private async Task<JsonElement> ReadAsync()
    {
        using Process process = NodeProgram.Start("tests/CcIngest.Sources.Tests/Venues/Ccxt", "ccxt",
            "read.mjs", _server!.DataApi.ToString(), _limited!.DataApi.ToString(), Milliseconds(To.AddHours(-Hours)), Milliseconds(To));
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        using JsonDocument document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }

    private static string Milliseconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
