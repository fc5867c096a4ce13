using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Chooses indices: those that are named, else those that give an asset of the store its price in USD, which proves that they are there.</summary>
internal static class IndexSelection
{
    /// <summary>What the prices of assets are in.</summary>
    private const string PriceQuote = "USD";

    /// <exception cref="IngestException">Nothing is chosen, or a name is none of an index.</exception>
    public static async Task<IReadOnlyList<TradingPair>> ChooseAsync(IMarketDataStore store, Selection select, CancellationToken cancellationToken)
    {
        string family = select.IndexFamily.ToLowerInvariant();
        if (select.Instruments.Count > 0)
        {
            return [.. select.Instruments.Distinct(StringComparer.Ordinal).Select(name => Named(family, name)).Take(select.Limit ?? int.MaxValue)];
        }

        if (select.Quotes.Count > 0 && !select.Quotes.Contains(PriceQuote, StringComparer.OrdinalIgnoreCase))
        {
            throw SeriesSelection.Empty(
                $"The store knows indices in {PriceQuote} only; asked for was {string.Join(" or ", select.Quotes)}.",
                "Name the indices themselves, for example BTC-EUR.");
        }

        IReadOnlyList<Asset> assets = await SeriesSelection.TopAssetsAsync(store, select.TopAssets, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<TradingPair> pairs =
        [
            .. assets.Where(asset => string.Equals(asset.PriceUsdSource, family, StringComparison.OrdinalIgnoreCase))
                .Select(asset => asset.Symbol).Where(symbol => symbol != PriceQuote).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(symbol => Pair(family, symbol, PriceQuote)).Take(select.Limit ?? int.MaxValue),
        ];
        return pairs.Count > 0 ? pairs : throw SeriesSelection.Empty(
            $"No asset in the store has its price from the index family {family}.",
            "Run Sync-CcAsset (job step {\"sync\": \"assets\"}) first, or name the indices themselves, for example BTC-USD.");
    }

    private static TradingPair Named(string family, string name)
    {
        int hyphen = name.LastIndexOf('-');
        return hyphen > 0 && hyphen < name.Length - 1
            ? Pair(family, name[..hyphen], name[(hyphen + 1)..])
            : throw SeriesSelection.Empty($"'{name}' is no name of an index.", "An index is named asset-quote, for example BTC-USD.");
    }

    private static TradingPair Pair(string family, string asset, string quote) => new()
    {
        Exchange = family,
        Symbol = $"{asset}-{quote}",
        RawSymbol = $"{asset}-{quote}",
        Base = asset,
        Quote = quote,
        Market = Market.Index,
    };
}
