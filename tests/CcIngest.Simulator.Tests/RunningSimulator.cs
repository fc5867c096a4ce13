using System.Net;
using System.Text.Json;

namespace CcIngest.Simulator.Tests;

/// <summary>A simulator with the default options, for the tests of one class.</summary>
public sealed class RunningSimulator : IAsyncLifetime, IDisposable
{
    private SimulatorServer? _server;

    public HttpClient Client { get; } = new() { DefaultRequestHeaders = { { "User-Agent", "tests" } } };

    public SimulatorServer Server => _server ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions(), CancellationToken.None);
        Client.BaseAddress = _server.DataApi;
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose() => Client.Dispose();

    public Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK) => Client.GetJsonAsync(path, expected);
}
