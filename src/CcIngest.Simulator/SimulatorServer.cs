using System.Net;
using CcIngest.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CcIngest.Simulator;

/// <summary>
/// The market data APIs on 127.0.0.1: min-api and data-api with exchanges, assets, spot instruments and their candles, futures with
/// funding rates and open interest, indices, limits and errors. The
/// same options give the same answers, whatever was asked before and however a client pages. Faults come on request only.
/// </summary>
/// <remarks>
/// Opens, closes and first and last trades agree between days, hours and minutes, and what has no trade in a day has none in its minutes.
/// Highs, lows, counts and volumes of a day are of the right size, but they are not the sum of its minutes. A page spans <c>limit</c> periods;
/// <c>fill=false</c> leaves periods out of it. Of an instrument whose trading has ended a page holds nothing after its last trade, so one
/// wholly after it is empty. <c>aggregate</c> other than 1, CSV and <c>apply_mapping=false</c> are refused.
/// </remarks>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private SimulatorServer(WebApplication application, RequestCounters counters, Uri address)
    {
        _application = application;
        Counters = counters;
        DataApi = address;
        MinApi = address;
    }

    /// <summary>The base address of the data-api.</summary>
    public Uri DataApi { get; }

    /// <summary>The base address of the min-api: the same port, since no path belongs to both.</summary>
    public Uri MinApi { get; }

    /// <summary>What was asked since the start or the last <see cref="ResetCounters"/>.</summary>
    public RequestCounters Counters { get; }

    public void ResetCounters() => Counters.Reset();

    /// <summary>Builds the simulated markets and listens. Logs nothing and reads no settings of its surroundings.</summary>
    /// <exception cref="IngestException">An option is out of its bounds, a fault is unknown, the recording cannot be replayed, or the port is taken.</exception>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
        SimulatedMarkets markets = new(options);
        RequestCounters counters = new();
        RequestPipeline pipeline = new(options, new SimulatedClock(options), counters, ApiRoutes.For(markets, options));

        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        WebApplication application = builder.Build();
        application.Run((RequestDelegate)pipeline.HandleAsync);
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw new IngestException(IngestErrorId.SettingInvalid,
                $"The simulator cannot listen on port {options.Port}: {exception.Message}", "Choose another port, or 0 for a free one.", exception);
        }

        string address = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return new SimulatorServer(application, counters, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The process belongs to the caller: the host's own lifetime would take Ctrl+C and SIGTERM away from it.</summary>
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
