using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CcIngest.Runner.Tests;

/// <summary>A collector on this machine that takes metrics by OTLP over HTTP and keeps what came.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _serving;
    private readonly ConcurrentQueue<(string Path, string? Authorization, byte[] Body)> _calls = new();

    public OtlpCollector()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        Address = FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        free.Stop();
        _listener = new HttpListener { Prefixes = { Address } };
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public string Address { get; }

    public IReadOnlyCollection<(string Path, string? Authorization, byte[] Body)> Calls => _calls;

    /// <summary>The last value of each series of a metric that came, by the values of its attributes; of a histogram the count.</summary>
    public IReadOnlyDictionary<string, double> Values(string metric)
    {
        Dictionary<string, double> values = [];
        foreach ((_, _, byte[] body) in _calls)
        {
            // ExportMetricsServiceRequest > ResourceMetrics > ScopeMetrics > Metric: opentelemetry/proto/metrics/v1/metrics.proto.
            foreach (Protobuf one in new Protobuf(body).Messages(1).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2)))
            {
                if (one.Text(1) == metric)
                {
                    foreach (Protobuf point in one.Messages(7).Concat(one.Messages(5)).SelectMany(data => data.Messages(1)))
                    {
                        values[Attributes(point, 7)] = point.Int64(6) ?? point.Double(4) ?? 0;
                    }

                    foreach (Protobuf point in one.Messages(9).SelectMany(data => data.Messages(1)))
                    {
                        values[Attributes(point, 9)] = point.Int64(4) ?? 0;
                    }
                }
            }
        }

        return values;
    }

    /// <summary>An attribute of the resource that sent the last metrics.</summary>
    public string? Resource(string name) => new Protobuf(_calls.Last().Body).Messages(1).SelectMany(metrics => metrics.Messages(1)).SelectMany(resource => resource.Messages(1))
        .Where(pair => pair.Text(1) == name).Select(pair => pair.Messages(2).Single().Text(1)).FirstOrDefault();

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private static string Attributes(Protobuf point, int field) =>
        string.Join(',', point.Messages(field).Select(pair => $"{pair.Text(1)}={pair.Messages(2).Single().Text(1)}").Order(StringComparer.Ordinal));

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                HttpListenerContext call = await _listener.GetContextAsync();
                using MemoryStream body = new();
                await call.Request.InputStream.CopyToAsync(body);
                _calls.Enqueue((call.Request.Url!.AbsolutePath, call.Request.Headers["Authorization"], body.ToArray()));
                call.Response.ContentType = "application/x-protobuf";
                call.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
