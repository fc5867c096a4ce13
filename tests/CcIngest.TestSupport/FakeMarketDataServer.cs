using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CcIngest.TestSupport;

/// <summary>A market data API on loopback that says what a test tells it to say, well or badly.</summary>
public sealed class FakeMarketDataServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<ReceivedRequest, FakeAnswer>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ReceivedRequest> _requests = [];
    private readonly SemaphoreSlim _arrivals = new(0);

    private FakeMarketDataServer()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What was asked, in order of arrival.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    public static async Task<FakeMarketDataServer> StartAsync()
    {
        FakeMarketDataServer server = new();
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Urls.First());
        return server;
    }

    /// <summary>Answers a path with one answer after the other; the last one stays.</summary>
    public void On(string path, params FakeAnswer[] answers)
    {
        ConcurrentQueue<FakeAnswer> left = new(answers);
        On(path, _ => left.Count > 1 && left.TryDequeue(out FakeAnswer? next) ? next : answers[^1]);
    }

    /// <summary>Answers a path with what a function makes of each request.</summary>
    public void On(string path, Func<ReceivedRequest, FakeAnswer> answer) => _answers[path] = answer;

    /// <summary>Returns when a request has arrived that no earlier call has returned for.</summary>
    public Task ArrivalAsync(CancellationToken cancellationToken = default) => _arrivals.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource atOnce = new();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
        _arrivals.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        ReceivedRequest request = new(
            context.Request.Path.Value ?? "",
            context.Request.QueryString.Value ?? "",
            context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            context.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            Body = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted),
        };
        _requests.Enqueue(request);
        _arrivals.Release();
        FakeAnswer answer = _answers.TryGetValue(request.Path, out Func<ReceivedRequest, FakeAnswer>? make)
            ? make(request)
            : FakeAnswer.Json("""{"Data":{},"Err":{"type":1,"message":"Path does not exist","other_info":null}}""", 404);
        try
        {
            await SendAsync(context, answer);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: what a test of deadlines and of Ctrl+C wants.
        }
    }

    private static async Task SendAsync(HttpContext context, FakeAnswer answer)
    {
        if (answer.Hangs)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }

        if (answer.Resets)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach ((string name, string value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (answer.Write is { } write)
        {
            await write(context.Response.Body, context.RequestAborted);
            return;
        }

        byte[] body = answer.Body;
        if (answer.IsCompressed && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            body = Compress(body);
        }

        context.Response.ContentLength = body.Length;
        if (answer.BreaksAfter is { } length)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(0, length), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[] Compress(byte[] body)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return compressed.ToArray();
    }
}

/// <summary>A request as it came.</summary>
/// <param name="Path">Without parameters.</param>
/// <param name="QueryText">With its question mark; empty without parameters.</param>
/// <param name="Query">Parameters, unescaped.</param>
/// <param name="Headers">By name, whatever its case.</param>
public sealed record ReceivedRequest(
    string Path, string QueryText, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>What was posted; empty for a GET.</summary>
    public string Body { get; init; } = "";
}

/// <summary>What the server says, and how it breaks.</summary>
public sealed record FakeAnswer
{
    public int Status { get; init; } = 200;

    public string ContentType { get; init; } = "application/json; charset=UTF-8";

    public byte[] Body { get; init; } = [];

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Sends the body with gzip when the client takes it.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>Announces the whole body and breaks the connection after so many bytes.</summary>
    public int? BreaksAfter { get; init; }

    /// <summary>Breaks the connection before anything is said.</summary>
    public bool Resets { get; init; }

    /// <summary>Says nothing until the client goes.</summary>
    public bool Hangs { get; init; }

    /// <summary>Writes the body piece by piece, in place of <see cref="Body"/>.</summary>
    public Func<Stream, CancellationToken, Task>? Write { get; init; }

    public static FakeAnswer Json(string json, int status = 200) => new() { Body = Encoding.UTF8.GetBytes(json), Status = status };

    public static FakeAnswer Html(int status = 200) => new()
    {
        Body = "<!DOCTYPE html><html><body>Welcome</body></html>"u8.ToArray(),
        Status = status,
        ContentType = "text/html",
    };

    public FakeAnswer With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };
}
