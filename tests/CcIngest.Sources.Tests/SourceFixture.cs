using System.Collections.Concurrent;
using CcIngest.Model;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging;

namespace CcIngest.Sources.Tests;

/// <summary>A fake server, a clock that needs no waiting, and sources that talk to them.</summary>
public sealed class SourceFixture : IAsyncLifetime
{
    public const string Key = "k3y-0f-this-t3st";
    public const string Days = "/spot/v1/historical/days";
    public const string Hours = "/spot/v1/historical/hours";
    public const string Minutes = "/spot/v1/historical/minutes";
    public const string Instruments = "/spot/v1/markets/instruments";
    public const string Exchanges = "/data/exchanges/general";
    public const string TopList = "/asset/v1/top/list";
    public const string Metadata = "/asset/v2/metadata";
    public const string RateLimit = "/admin/v2/rate/limit";

    private readonly List<IMarketDataSource> _sources = [];
    private FakeMarketDataServer? _server;

    public FakeMarketDataServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    public FakeTime Time { get; } = new() { AutoAdvance = true };

    public CapturedLogs Logs { get; } = new();

    public async Task InitializeAsync() => _server = await FakeMarketDataServer.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (IMarketDataSource source in _sources)
        {
            await source.DisposeAsync();
        }

        await Server.DisposeAsync();
        Logs.Dispose();
    }

    public IMarketDataSource Open(Func<SourceOptions, SourceOptions>? change = null, TimeProvider? time = null)
    {
        SourceOptions options = new() { DataApi = Server.Address, MinApi = Server.Address, ApiKey = new Secret(Key) };
        IMarketDataSource source = MarketDataSources.OpenCcData(change?.Invoke(options) ?? options, time ?? Time, Logs);
        _sources.Add(source);
        return source;
    }

    /// <summary>A request for daily candles of kraken BTC-USD; by default the three days of the sample.</summary>
    public static SeriesRequest DaysOf(string from = "2025-06-03", string to = "2025-06-06") =>
        Request(SpotOhlcv.Days, "kraken", "XXBTZUSD", "BTC-USD", from, to);

    public static SeriesRequest Request(Dataset dataset, string exchange, string symbol, string instrument, string from, string to) => new(
        dataset, new SeriesKey(dataset.Name, exchange, symbol, dataset.Interval!), instrument, new TimeRange(Expect.Utc(from), Expect.Utc(to)));

    public async Task<(SeriesPage Page, RowBatch Rows)> FetchAsync(SeriesRequest request, IMarketDataSource? source = null)
    {
        RowBatch rows = new(request.Dataset);
        SeriesPage page = await (source ?? Open()).FetchAsync(request, rows, CancellationToken.None);
        return (page, rows);
    }

    public async Task<List<ReferencePart>> ListAsync(ReferenceRequest request, IMarketDataSource? source = null)
    {
        List<ReferencePart> parts = [];
        await foreach (ReferencePart part in (source ?? Open()).ListAsync(request, CancellationToken.None))
        {
            parts.Add(part);
        }

        return parts;
    }

    /// <summary>Everything that was logged, in one text per event.</summary>
    public sealed class CapturedLogs : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
