using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>The data API and the exchanges as one source: each dataset and each list goes to the one that has it.</summary>
internal sealed class MarketSources(IMarketDataSource dataApi, IMarketDataSource exchanges) : IMarketDataSource
{
    private readonly IMarketDataSource[] _all = [dataApi, exchanges];

    public string Name => $"{dataApi.Name}, {exchanges.Name}";

    public SourceStatistics Statistics => SourceStatistics.Sum(_all.Select(source => source.Statistics));

    /// <summary>The earliest of the clocks that were told.</summary>
    public DateTime ServerNow => _all.Where(source => source.KnowsServerClock).Select(source => source.ServerNow).DefaultIfEmpty(dataApi.ServerNow).Min();

    public bool KnowsServerClock => _all.Any(source => source.KnowsServerClock);

    public TimeSpan ExpectedWait => _all.Max(source => source.ExpectedWait);

    public IReadOnlyList<RateLimitRecord> KnownLimits => [.. _all.SelectMany(source => source.KnownLimits)];

    public Task<IReadOnlyList<RateLimitRecord>> ReadLimitsAsync(bool asks, CancellationToken cancellationToken) => dataApi.ReadLimitsAsync(asks, cancellationToken);

    public IMarketDataSource PartFor(IReadOnlyCollection<string> names, IReadOnlyCollection<string> venues)
    {
        if (names.Count == 0 || !names.Any(IsOfExchanges))
        {
            return dataApi;
        }

        IMarketDataSource some = exchanges.PartFor(names, venues);
        return names.All(IsOfExchanges) ? some : new MarketSources(dataApi, some);
    }

    public SeriesCapabilities Describe(Dataset dataset) => Of(dataset.Name).Describe(dataset);

    public SeriesCapabilities Describe(Dataset dataset, string exchange) => Of(dataset.Name).Describe(dataset, exchange);

    public Task<SeriesPage> FetchAsync(SeriesRequest request, RowBatch rows, CancellationToken cancellationToken) =>
        Of(request.Dataset.Name).FetchAsync(request, rows, cancellationToken);

    public VenueSheet DescribeBooks(string exchange, int depth) => exchanges.DescribeBooks(exchange, depth);

    public Task<OrderBookAnswer> FetchBookAsync(OrderBookRequest request, RowBatch rows, CancellationToken cancellationToken) =>
        exchanges.FetchBookAsync(request, rows, cancellationToken);

    public IAsyncEnumerable<ReferencePart> ListAsync(ReferenceRequest request, CancellationToken cancellationToken) =>
        Of(request.List).ListAsync(request, cancellationToken);

    public RejectedRow? Reread(RejectedRow rejected, DateTime retrievedAt, RowBatch rows) => Of(rejected.Dataset.Name).Reread(rejected, retrievedAt, rows);

    /// <summary>The state of the data API's limits; the exchanges tell their clocks on the way.</summary>
    public async Task ReadRateLimitAsync(RowBatch rows, CancellationToken cancellationToken)
    {
        await exchanges.ReadRateLimitAsync(rows, cancellationToken).ConfigureAwait(false);
        await dataApi.ReadRateLimitAsync(rows, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await dataApi.DisposeAsync().ConfigureAwait(false);
        await exchanges.DisposeAsync().ConfigureAwait(false);
    }

    private IMarketDataSource Of(string name) => IsOfExchanges(name) ? exchanges : dataApi;

    private static bool IsOfExchanges(string name) => name is Klines.Name or OrderBookSnapshots.Name or ReferenceList.Symbols;
}
