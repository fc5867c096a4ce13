using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Finds the klines of an exchange that are the same series as candles of the data API.</summary>
internal sealed class KlineSeries(IMarketDataStore store)
{
    private readonly Dictionary<string, IReadOnlyList<SymbolRecord>> _symbols = new(StringComparer.Ordinal);

    /// <exception cref="IngestException">There is no adapter for the exchange; of scope Leg.</exception>
    public async Task<SeriesKey> OfAsync(SeriesKey key, TradingPair? pair, CancellationToken cancellationToken)
    {
        // The data API has one name for a venue, whose derivatives have an API of their own.
        string venue = DatasetCatalog.MarketOf(key.Dataset) == Market.Futures ? $"{key.Exchange}-usdm" : key.Exchange;
        if (!VenueCatalog.Exchanges.Contains(venue))
        {
            throw new IngestException(IngestErrorId.MarketUnknown, $"There is no adapter for the exchange '{venue}', so its klines cannot be had.",
                $"There are adapters for {string.Join(", ", VenueCatalog.Exchanges)}.", scope: FailureScope.Leg);
        }

        if (!_symbols.TryGetValue(venue, out IReadOnlyList<SymbolRecord>? symbols))
        {
            _symbols[venue] = symbols = await SymbolSelection.ReadAsync(store, [venue], cancellationToken).ConfigureAwait(false);
        }

        // By its name on the exchange; the data API may know it by another of the exchange's names, and then by what is traded.
        string type = StandardSymbol.WordOf(DatasetCatalog.MarketOf(key.Dataset) == Market.Futures ? SymbolType.Perpetual : SymbolType.Spot);
        string? native = symbols.Any(symbol => symbol.NativeSymbol == key.Symbol) || pair is null
            ? key.Symbol
            : ResolvedSymbol.Preferred(symbols.Where(symbol => symbol.Base == pair.Base && symbol.Quote == pair.Quote && symbol.Type == type))
                .Select(symbol => symbol.NativeSymbol).FirstOrDefault();
        return new SeriesKey(Klines.Name, venue, native ?? key.Symbol, key.Interval);
    }
}
