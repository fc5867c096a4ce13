using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>A fake exchange, a clock that needs no waiting, and a source that takes it for every exchange there is.</summary>
public sealed class VenueFixture : IAsyncLifetime
{
    private readonly List<IMarketDataSource> _sources = [];
    private FakeMarketDataServer? _server;

    public FakeMarketDataServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    public FakeTime Time { get; } = new() { AutoAdvance = true };

    public SourceFixture.CapturedLogs Logs { get; } = new();

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

    public IMarketDataSource Open(Func<SourceOptions, SourceOptions>? change = null)
    {
        SourceOptions options = new() { VenueAddresses = VenueCatalog.Exchanges.ToDictionary(exchange => exchange, _ => Server.Address) };
        IMarketDataSource source = MarketDataSources.Open(change?.Invoke(options) ?? options, Time, Logs)
            .PartFor([ReferenceList.Symbols, Klines.Name], []);
        _sources.Add(source);
        return source;
    }

    public async Task<ReferencePart> SymbolsAsync(string exchange, IMarketDataSource? source = null)
    {
        List<ReferencePart> parts = [];
        await foreach (ReferencePart part in (source ?? Open()).ListAsync(new ReferenceRequest(ReferenceList.Symbols, [exchange]), CancellationToken.None))
        {
            parts.Add(part);
        }

        return Assert.Single(parts);
    }

    public static SeriesRequest KlinesOf(string exchange, string symbol, string interval, string from, string to)
    {
        Dataset dataset = Klines.At(Interval.Parse(interval));
        return new SeriesRequest(dataset, new SeriesKey(dataset.Name, exchange, symbol, Interval.Parse(interval)), symbol, Expect.Range(from, to));
    }

    public async Task<(SeriesPage Page, RowBatch Rows)> KlinesAsync(SeriesRequest request, IMarketDataSource? source = null)
    {
        RowBatch rows = new(request.Dataset);
        SeriesPage page = await (source ?? Open()).FetchAsync(request, rows, CancellationToken.None);
        return (page, rows);
    }
}
