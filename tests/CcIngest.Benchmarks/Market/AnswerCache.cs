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
/// memory, uncompressed and without a word about limits. At its second address each answer waits, as many at a time as are asked for.
/// </summary>
internal sealed class AnswerCache : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Task<Answer>> _answers = new(StringComparer.Ordinal);
    private readonly TimeSpan _delay;
    private readonly HttpClient _simulator;
    private readonly WebApplication _application;
    private int _distantPort;

    private AnswerCache(Uri simulator, TimeSpan delay)
    {
        _delay = delay;
        _simulator = new HttpClient { BaseAddress = simulator };
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        _application = builder.Build();
        _application.Run((RequestDelegate)HandleAsync);
    }

    public Uri Address => Addresses[0];

    /// <summary>Where answers are late by the delay.</summary>
    public Uri Distant => Addresses[1];

    private Uri[] Addresses =>
        [.. _application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(address => new Uri(address))];

    public static async Task<AnswerCache> StartAsync(Uri simulator, TimeSpan delay, CancellationToken cancellationToken)
    {
        AnswerCache cache = new(simulator, delay);
        await cache._application.StartAsync(cancellationToken).ConfigureAwait(false);
        cache._distantPort = cache.Distant.Port;
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
        if (context.Connection.LocalPort == _distantPort)
        {
            await Task.Delay(_delay, context.RequestAborted).ConfigureAwait(false);
        }

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
