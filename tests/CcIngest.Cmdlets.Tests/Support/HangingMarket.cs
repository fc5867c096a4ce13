using CcIngest.Simulator;
using CcIngest.TestSupport;

namespace CcIngest.Cmdlets.Tests;

/// <summary>The simulated market behind a server that answers so many pages of daily candles and is silent from then on.</summary>
internal sealed class HangingMarket : IAsyncDisposable
{
    private const string Candles = "/spot/v1/historical/days";

    private readonly HttpClient _client = new();
    private readonly FakeMarketDataServer _server;
    private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pages;

    private HangingMarket(FakeMarketDataServer server, SimulatorServer market, int pages)
    {
        (_server, _pages) = (server, pages);
        _client.BaseAddress = market.DataApi;
        server.On("/admin/v2/rate/limit", Forward);
        server.On(Candles, request =>
        {
            if (Interlocked.Decrement(ref _pages) >= 0)
            {
                return Forward(request);
            }

            _hangs.TrySetResult();
            return new FakeAnswer { Hangs = true };
        });
    }

    public Uri Address => _server.Address;

    /// <summary>Whether anybody has asked for anything.</summary>
    public bool WasAsked => _server.Requests.Count > 0;

    /// <summary>Done once a request waits for an answer that will not come.</summary>
    public Task Hangs => _hangs.Task;

    public static async Task<HangingMarket> StartAsync(SimulatorServer market, int pages) => new(await FakeMarketDataServer.StartAsync(), market, pages);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
    }

    private FakeAnswer Forward(ReceivedRequest request)
    {
        using HttpRequestMessage message = new(HttpMethod.Get, request.Path + request.QueryText);
        using HttpResponseMessage response = _client.Send(message);
        using MemoryStream body = new();
        response.Content.ReadAsStream().CopyTo(body);
        FakeAnswer answer = new() { Status = (int)response.StatusCode, Body = body.ToArray() };
        return response.Headers.Date is { } date ? answer.With("Date", date.ToString("r", System.Globalization.CultureInfo.InvariantCulture)) : answer;
    }
}
