using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>What cmdlets read from a store: each a named query with its filter.</summary>
internal static class StoreReads
{
    public static Task<IReadOnlyList<Exchange>> ExchangesAsync(IMarketDataStore store, ExchangeFilter filter, CancellationToken cancellationToken) =>
        store.QueryAsync<Exchange>(StoredQuery.Exchanges, filter, cancellationToken);

    public static Task<IReadOnlyList<Asset>> AssetsAsync(IMarketDataStore store, AssetFilter filter, CancellationToken cancellationToken) =>
        store.QueryAsync<Asset>(StoredQuery.TopAssets, filter, cancellationToken);

    /// <summary>As <see cref="AssetsAsync"/>, with what each asset has several of.</summary>
    public static async Task<IReadOnlyList<Asset>> AssetsWithMapsAsync(IMarketDataStore store, AssetFilter filter, CancellationToken cancellationToken)
    {
        const int MostNamed = 500;
        IReadOnlyList<Asset> assets = await AssetsAsync(store, filter, cancellationToken).ConfigureAwait(false);
        AssetMapFilter of = new() { AssetIds = assets.Count > MostNamed ? [] : [.. assets.Select(asset => asset.AssetId)] };
        ILookup<(long, string), string> maps = (await store.QueryAsync<AssetMapEntry>(StoredQuery.AssetMaps, of, cancellationToken).ConfigureAwait(false))
            .ToLookup(entry => (entry.AssetId, entry.Map), entry => entry.Name);
        return
        [
            .. assets.Select(asset => asset with
            {
                Industries = Named(asset, AssetMapEntry.Industry),
                ConsensusMechanisms = Named(asset, AssetMapEntry.ConsensusMechanism),
                ConsensusAlgorithmTypes = Named(asset, AssetMapEntry.ConsensusAlgorithmType),
                HashingAlgorithmTypes = Named(asset, AssetMapEntry.HashingAlgorithmType),
                PreviousSymbols = Named(asset, AssetMapEntry.PreviousSymbol),
            }),
        ];

        string[] Named(Asset asset, string map) => [.. maps[(asset.AssetId, map)].Order(StringComparer.Ordinal)];
    }

    /// <summary>The instruments of a market; indices have none in the store.</summary>
    public static IAsyncEnumerable<Instrument> InstrumentsAsync(
        IMarketDataStore store, Market market, InstrumentFilter filter, CancellationToken cancellationToken) => QueryOf(market) is { } query
            ? store.StreamAsync<Instrument>(query, filter, cancellationToken)
            : AsyncEnumerable.Empty<Instrument>();

    public static IAsyncEnumerable<CoverageRecord> CoverageAsync(IMarketDataStore store, CoverageFilter filter, CancellationToken cancellationToken) =>
        store.StreamAsync<CoverageRecord>(StoredQuery.Coverage, filter, cancellationToken);

    public static IAsyncEnumerable<DeadLetterRecord> DeadLettersAsync(IMarketDataStore store, DeadLetterFilter filter, CancellationToken cancellationToken) =>
        store.StreamAsync<DeadLetterRecord>(StoredQuery.DeadLetters, filter, cancellationToken);

    public static IAsyncEnumerable<RevisionRecord> RevisionsAsync(IMarketDataStore store, RevisionFilter filter, CancellationToken cancellationToken) =>
        store.StreamAsync<RevisionRecord>(StoredQuery.Revisions, filter, cancellationToken);

    public static IAsyncEnumerable<QualityFinding> QualityFindingsAsync(IMarketDataStore store, QualityFilter filter, CancellationToken cancellationToken) =>
        store.StreamAsync<QualityFinding>(StoredQuery.QualityFindings, filter, cancellationToken);

    public static IAsyncEnumerable<AlertRecord> AlertsAsync(IMarketDataStore store, AlertFilter filter, CancellationToken cancellationToken) =>
        store.StreamAsync<AlertRecord>(StoredQuery.Alerts, filter, cancellationToken);

    public static Task<IReadOnlyList<RunRecord>> RunsAsync(
        IMarketDataStore store, IReadOnlyList<string> runIds, int? last, CancellationToken cancellationToken) =>
        store.QueryAsync<RunRecord>(StoredQuery.Runs, new RunFilter { RunIds = runIds, Limit = last }, cancellationToken);

    /// <summary>The newest states of the limits, of some runs or of all.</summary>
    public static Task<IReadOnlyList<RateLimitRecord>> RateLimitsAsync(
        IMarketDataStore store, IReadOnlyList<string> runIds, int? last, CancellationToken cancellationToken) =>
        store.QueryAsync<RateLimitRecord>(StoredQuery.RateLimits, new RateLimitFilter { RunIds = runIds, Limit = last }, cancellationToken);

    /// <summary>The names on the exchange of an instrument given by its mapped name, on one exchange or all, in any market.</summary>
    public static async Task<IReadOnlyList<string>> RawSymbolsAsync(
        IMarketDataStore store, string? exchange, string instrument, CancellationToken cancellationToken)
    {
        InstrumentFilter filter = new() { Exchanges = exchange is null ? [] : [exchange], Instruments = [instrument.ToUpperInvariant()] };
        List<string> names = [];
        foreach (Market market in Enum.GetValues<Market>())
        {
            await foreach (Instrument found in InstrumentsAsync(store, market, filter, cancellationToken).ConfigureAwait(false))
            {
                names.Add(found.RawSymbol);
            }
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The name on the exchange of an instrument given by its mapped name, or null when the store knows none.</summary>
    public static async Task<string?> RawSymbolAsync(
        IMarketDataStore store, Market market, string exchange, string instrument, CancellationToken cancellationToken)
    {
        InstrumentFilter filter = new() { Exchanges = [exchange], Instruments = [instrument.ToUpperInvariant()], Limit = 1 };
        await foreach (Instrument found in InstrumentsAsync(store, market, filter, cancellationToken).ConfigureAwait(false))
        {
            return found.RawSymbol;
        }

        return null;
    }

    private static StoredQuery? QueryOf(Market market) => market switch
    {
        Market.Spot => StoredQuery.Instruments,
        Market.Futures => StoredQuery.FuturesInstruments,
        _ => null,
    };
}
