using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>What cmdlets read from a store: each a named query with its filter. Bounds that are open take the whole time there is.</summary>
internal static class StoreReads
{
    private static readonly DateTime Beginning = DateTime.UnixEpoch;
    private static readonly DateTime End = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static Task<IReadOnlyList<Exchange>> ExchangesAsync(IMarketDataStore store, ExchangeFilter filter, CancellationToken cancellationToken) =>
        store.QueryAsync<Exchange>(StoredQuery.Exchanges, filter, cancellationToken);

    public static Task<IReadOnlyList<Asset>> AssetsAsync(IMarketDataStore store, AssetFilter filter, CancellationToken cancellationToken) =>
        store.QueryAsync<Asset>(StoredQuery.TopAssets, filter, cancellationToken);

    public static IAsyncEnumerable<Instrument> InstrumentsAsync(IMarketDataStore store, InstrumentFilter filter, CancellationToken cancellationToken) =>
        store.StreamAsync<Instrument>(StoredQuery.Instruments, filter, cancellationToken);

    public static IAsyncEnumerable<CoverageRecord> CoverageAsync(IMarketDataStore store, CoverageFilter filter, CancellationToken cancellationToken) =>
        store.StreamAsync<CoverageRecord>(StoredQuery.Coverage, filter, cancellationToken);

    public static IAsyncEnumerable<DeadLetterRecord> DeadLettersAsync(IMarketDataStore store, DeadLetterFilter filter, CancellationToken cancellationToken) =>
        store.StreamAsync<DeadLetterRecord>(StoredQuery.DeadLetters, filter, cancellationToken);

    public static IAsyncEnumerable<RevisionRecord> RevisionsAsync(IMarketDataStore store, RevisionFilter filter, CancellationToken cancellationToken) =>
        store.StreamAsync<RevisionRecord>(StoredQuery.Revisions, filter, cancellationToken);

    public static Task<IReadOnlyList<RunRecord>> RunsAsync(
        IMarketDataStore store, IReadOnlyList<string> runIds, int? last, CancellationToken cancellationToken) =>
        store.QueryAsync<RunRecord>(StoredQuery.Runs, new RunFilter { RunIds = runIds, Limit = last }, cancellationToken);

    /// <summary>The newest states of the limits, of some runs or of all.</summary>
    public static Task<IReadOnlyList<RateLimitRecord>> RateLimitsAsync(
        IMarketDataStore store, IReadOnlyList<string> runIds, int? last, CancellationToken cancellationToken) =>
        store.QueryAsync<RateLimitRecord>(StoredQuery.RateLimits, new RateLimitFilter { RunIds = runIds, Limit = last }, cancellationToken);

    /// <summary>The candles of one series, which its raw symbol finds by the key.</summary>
    public static IAsyncEnumerable<Ohlcv> OhlcvAsync(
        IMarketDataStore store, Dataset dataset, string exchange, string rawSymbol, DateTime? from, DateTime? to, CancellationToken cancellationToken) =>
        store.StreamAsync<Ohlcv>(
            StoredQuery.Ohlcv(dataset),
            new OhlcvFilter { Exchanges = [exchange], RawSymbols = [rawSymbol], From = from ?? Beginning, To = to ?? End },
            cancellationToken);

    /// <summary>The candles of one series as they were known at a moment.</summary>
    public static IAsyncEnumerable<Ohlcv> OhlcvAsOfAsync(
        IMarketDataStore store, Dataset dataset, string exchange, string rawSymbol, DateTime? from, DateTime? to, DateTime moment,
        CancellationToken cancellationToken)
    {
        RevisionFilter changedSince = new()
        {
            Datasets = [dataset.Name],
            Exchanges = [exchange],
            Symbols = [rawSymbol],
            Intervals = dataset.Interval is { } interval ? [interval.ToString()] : [],
            From = from,
            To = to,
            Since = moment,
        };
        return CandleHistory.AsOfAsync(
            OhlcvAsync(store, dataset, exchange, rawSymbol, from, to, cancellationToken),
            RevisionsAsync(store, changedSince, cancellationToken), moment, cancellationToken);
    }

    /// <summary>The names on the exchange of an instrument given by its mapped name, on one exchange or all.</summary>
    public static async Task<IReadOnlyList<string>> RawSymbolsAsync(
        IMarketDataStore store, string? exchange, string instrument, CancellationToken cancellationToken)
    {
        InstrumentFilter filter = new() { Exchanges = exchange is null ? [] : [exchange], Instruments = [instrument.ToUpperInvariant()] };
        IReadOnlyList<Instrument> found = await store.QueryAsync<Instrument>(StoredQuery.Instruments, filter, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(one => one.RawSymbol).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The name on the exchange of an instrument given by its mapped name, or null when the store knows none.</summary>
    public static async Task<string?> RawSymbolAsync(IMarketDataStore store, string exchange, string instrument, CancellationToken cancellationToken)
    {
        InstrumentFilter filter = new() { Exchanges = [exchange], Instruments = [instrument.ToUpperInvariant()], Limit = 1 };
        IReadOnlyList<Instrument> found = await store.QueryAsync<Instrument>(StoredQuery.Instruments, filter, cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? found[0].RawSymbol : null;
    }
}
