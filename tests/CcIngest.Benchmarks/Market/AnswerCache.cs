using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcIngest.Benchmarks;

/// <summary>
/// Stands before the simulator and keeps its answers, so that making them up costs the measured runs nothing: one that was asked for before comes from
/// memory, uncompressed.
/// </summary>
internal sealed class AnswerCache : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Task<Answer>> _answers = new(StringComparer.Ordinal);
    private readonly HttpClient _simulator;
    private readonly WebApplication _application;

    private AnswerCache(Uri simulator)
    {
        _simulator = new HttpClient { BaseAddress = simulator };
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run((RequestDelegate)HandleAsync);
    }

    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    public static async Task<AnswerCache> StartAsync(Uri simulator, CancellationToken cancellationToken)
    {
        AnswerCache cache = new(simulator);
        await cache._application.StartAsync(cancellationToken).ConfigureAwait(false);
        return cache;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync().ConfigureAwait(false);
        _simulator.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        string path = context.Request.Path + context.Request.QueryString.Value;
        Answer answer = await _answers.GetOrAdd(path, AskAsync).ConfigureAwait(false);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json; charset=UTF-8";
        context.Response.ContentLength = answer.Body.Length;
        context.Response.Headers.Date = answer.Date;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task<Answer> AskAsync(string path)
    {
        using HttpResponseMessage response = await _simulator.GetAsync(new Uri(path, UriKind.Relative)).ConfigureAwait(false);
        return new Answer(
            (int)response.StatusCode, response.Headers.GetValues("Date").First(), await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
    }

    private sealed record Answer(int Status, string Date, byte[] Body);
}
