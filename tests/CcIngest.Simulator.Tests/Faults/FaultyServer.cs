using System.Net;
using System.Text.Json;

namespace CcIngest.Simulator.Tests;

/// <summary>A small simulator with faults and a client that takes what comes.</summary>
internal sealed class FaultyServer : IAsyncDisposable
{
    public const string Days = "/spot/v1/historical/days?market=kraken&instrument=BTC-USD&groups=ID,OHLC,TRADE,VOLUME";
    public const string TopList = "/asset/v1/top/list?page_size=10";

    private readonly SimulatorServer _server;

    private FaultyServer(SimulatorServer server)
    {
        _server = server;
        Client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.GZip }) { BaseAddress = server.DataApi };
    }

    public HttpClient Client { get; }

    public static Task<FaultyServer> StartAsync(params string[] faults) => StartAsync(new SimulatorOptions(), faults);

    public static async Task<FaultyServer> StartAsync(SimulatorOptions options, params string[] faults) => new(await SimulatorServer.StartAsync(
        options with { Exchanges = 3, Instruments = 30, Assets = 40, Faults = [.. faults.Select(SimulatorFault.Parse)] }, CancellationToken.None));

    /// <summary>Times of the rows of a page of candles, as they come.</summary>
    public async Task<List<long>> TimesAsync(string path) => [.. (await RowsAsync(path)).Select(row => row.Whole("TIMESTAMP"))];

    public async Task<List<JsonElement>> RowsAsync(string path) => await Client.GetRowsAsync(path);

    /// <summary>The status of an answer and its body; the name of the exception's type when none came.</summary>
    public async Task<(int Status, string Body)> AskAsync(string path)
    {
        try
        {
            using HttpResponseMessage response = await Client.GetAsync(path);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            return (0, exception.GetType().Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }
}
