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
        if (select.MinimumGrade is not null)
        {
            throw SeriesSelection.Empty("Indices have no grade.", "Leave the minimum grade out, and choose by family, name or top assets.");
        }

        // A family stands where other series have their exchange.
        string[] families = select.Exchanges.Count > 0 ? [.. select.Exchanges.Select(name => name.ToLowerInvariant())] : [select.IndexFamily.ToLowerInvariant()];
        if (select.Instruments.Count > 0)
        {
            TradingPair[] named =
            [
                .. families.SelectMany(family => select.Instruments.Distinct(StringComparer.Ordinal).Select(name => Named(family, name)))
                    .Where(pair => select.Quotes.Count == 0 || select.Quotes.Contains(pair.Quote, StringComparer.OrdinalIgnoreCase)),
            ];
            return named.Length > 0 ? [.. named.Take(select.Limit ?? int.MaxValue)] : throw SeriesSelection.Empty(
                $"None of the named indices is in {string.Join(" or ", select.Quotes)}.", "Leave the quotes out, or name others.");
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
            .. families.SelectMany(family => assets.Where(asset => string.Equals(asset.PriceUsdSource, family, StringComparison.OrdinalIgnoreCase))
                .Select(asset => asset.Symbol).Where(symbol => symbol != PriceQuote).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(symbol => Pair(family, symbol, PriceQuote))).Take(select.Limit ?? int.MaxValue),
        ];
        return pairs.Count > 0 ? pairs : throw SeriesSelection.Empty(
            $"No asset in the store has its price from the index family {string.Join(" or ", families)}.",
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
