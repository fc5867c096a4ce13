using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Chooses the series of a step from the store, never from the API.</summary>
public static class SeriesSelection
{
    /// <exception cref="IngestException">Nothing is chosen; the advice says which list to sync or which filter to widen.</exception>
    public static Task<IReadOnlyList<TradingPair>> ChooseAsync(
        IMarketDataStore store, IngestStep step, CancellationToken cancellationToken) => step.Pairs switch
    {
        null when step.Kind == Klines.Name => SymbolSelection.ChooseAsync(store, step.Select, cancellationToken),
        null => ChooseAsync(store, step.Select, SeriesDatasets.Of(step), true, cancellationToken),
        { Count: > 0 } given => WithLifeAsync(store, given, step, cancellationToken),
        _ => throw Empty("No pair was given.", "Pass pairs, or choose them with Select."),
    };

    /// <exception cref="IngestException">Nothing is chosen; the advice says which list to sync or which filter to widen.</exception>
    public static Task<IReadOnlyList<TradingPair>> ChooseAsync(
        IMarketDataStore store, Selection select, Market market, CancellationToken cancellationToken) => ChooseAsync(
            store, select, SeriesDatasets.Of(new IngestStep { Kind = "ohlcv", Market = market, Interval = Interval.OneDay, From = default }), false,
            cancellationToken);

    /// <param name="store">The store.</param>
    /// <param name="select">The filters.</param>
    /// <param name="dataset">What the series are of.</param>
    /// <param name="endsSeries">
    /// With the default statuses, pairs that have left trading since are chosen as long as their series is open or pending, else their last days
    /// would never be fetched.
    /// </param>
    /// <param name="cancellationToken">Ends the reading.</param>
    private static async Task<IReadOnlyList<TradingPair>> ChooseAsync(
        IMarketDataStore store, Selection select, Dataset dataset, bool endsSeries, CancellationToken cancellationToken)
    {
        if (dataset.Market == Market.Index)
        {
            return await IndexSelection.ChooseAsync(store, select, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<string> exchanges = select.Exchanges;
        if (select.MinimumGrade is { } grade)
        {
            exchanges = await VenuesAsync(store, select.Exchanges, grade, cancellationToken).ConfigureAwait(false);
        }

        // By id: symbols are used again, and the namesake of a large asset is not one.
        PairFilter filter = new()
        {
            Exchanges = exchanges,
            BaseIds = select.TopAssets is { } count
                ? [.. (await TopAssetsAsync(store, count, cancellationToken).ConfigureAwait(false)).Select(asset => asset.AssetId)]
                : [],
            Quotes = select.Quotes,
            Statuses = select.Statuses,
            Instruments = select.Instruments,
            Limit = select.Limit,
        };
        StoredQuery query = dataset.Market == Market.Futures ? StoredQuery.Contracts(dataset) : StoredQuery.TradingPairs;
        IReadOnlyList<TradingPair> pairs = await store.QueryAsync<TradingPair>(query, filter, cancellationToken).ConfigureAwait(false);
        if (endsSeries && select.Statuses.SequenceEqual(new Selection().Statuses, StringComparer.Ordinal))
        {
            IReadOnlyList<TradingPair> ended = await store.QueryAsync<TradingPair>(query, filter with
            {
                Statuses = [],
                UnfinishedIn = dataset.Name,
                UnfinishedInterval = dataset.Interval?.ToString(),
            }, cancellationToken).ConfigureAwait(false);
            if (ended.Count == 0)
            {
                return Chosen(pairs, select, dataset);
            }

            // A name on the exchange that has a new mapped name is the new pair's: the old one ends nothing.
            HashSet<(string, string)> trading = [.. pairs.Select(pair => (pair.Exchange, pair.RawSymbol))];
            pairs = [.. pairs.Concat(ended.Where(pair => !trading.Contains((pair.Exchange, pair.RawSymbol))))
                .OrderBy(pair => pair.Exchange, StringComparer.Ordinal).ThenBy(pair => pair.Symbol, StringComparer.Ordinal)
                .Take(select.Limit ?? int.MaxValue)];
        }

        return Chosen(pairs, select, dataset);
    }

    /// <exception cref="IngestException">There is none.</exception>
    private static IReadOnlyList<TradingPair> Chosen(IReadOnlyList<TradingPair> pairs, Selection select, Dataset dataset)
    {
        (string cmdlet, string list) = dataset.Market == Market.Futures
            ? ("Sync-CcFuturesInstrument", ReferenceList.FuturesInstruments)
            : ("Sync-CcSpotInstrument", ReferenceList.SpotInstruments);
        return pairs.Count > 0 ? pairs : throw Empty(
            $"No instrument in the store fits the selection ({Describe(select)}).",
            $"Run {cmdlet} (job step {{\"sync\": \"{list}\"}}) first, or widen the selection.");
    }

    /// <summary>
    /// Pairs that are given bring the first and last trade along. Where the series is of other updates than trades, the store says when these began
    /// and ended, and contracts without them are left out.
    /// </summary>
    /// <exception cref="IngestException">None of them has such a series.</exception>
    private static async Task<IReadOnlyList<TradingPair>> WithLifeAsync(
        IMarketDataStore store, IReadOnlyList<TradingPair> given, IngestStep step, CancellationToken cancellationToken)
    {
        if (step.Kind == Klines.Name || SeriesDatasets.Of(step) is not { Life: { } life } dataset || life == SeriesLife.OfTrades)
        {
            return given;
        }

        PairFilter filter = new() { Exchanges = [.. given.Select(pair => pair.Exchange).Distinct(StringComparer.Ordinal)], Statuses = [] };
        Dictionary<(string, string), TradingPair> known = (await store
            .QueryAsync<TradingPair>(StoredQuery.Contracts(dataset), filter, cancellationToken).ConfigureAwait(false))
            .ToDictionary(pair => (pair.Exchange, pair.Symbol));
        IReadOnlyList<TradingPair> chosen = [.. given.Where(pair => known.ContainsKey((pair.Exchange, pair.Symbol))).Select(pair => known[(pair.Exchange, pair.Symbol)])];
        return chosen.Count > 0 ? chosen : throw Empty(
            $"None of the {given.Count} contracts has a {step.Kind} series.", "Dated contracts have no funding rate. Look with Get-CcInstrument -Market Futures.");
    }

    /// <summary>The first assets by 30-day spot volume.</summary>
    /// <exception cref="IngestException">There is none.</exception>
    internal static async Task<IReadOnlyList<Asset>> TopAssetsAsync(IMarketDataStore store, int? count, CancellationToken cancellationToken)
    {
        IReadOnlyList<Asset> assets = await store.QueryAsync<Asset>(StoredQuery.TopAssets, new AssetFilter { Count = count }, cancellationToken).ConfigureAwait(false);
        return assets.Count > 0
            ? assets
            : throw Empty("The store has no asset with a trading volume.", "Run Sync-CcAsset (job step {\"sync\": \"assets\"}) first.");
    }

    /// <summary>Venues of a grade or better, from the store, by their names in lower case.</summary>
    /// <exception cref="IngestException">There is none.</exception>
    public static async Task<IReadOnlyList<string>> VenuesAsync(
        IMarketDataStore store, IReadOnlyList<string> names, string minimumGrade, CancellationToken cancellationToken)
    {
        IReadOnlyList<Exchange> venues = await store
            .QueryAsync<Exchange>(StoredQuery.Exchanges, new { names, grades = Grades.AtLeast(minimumGrade) }, cancellationToken)
                .ConfigureAwait(false);
        return venues.Count > 0 ? [.. venues.Select(venue => venue.Name.ToLowerInvariant())] : throw Empty(
            $"The store has no exchange of grade {minimumGrade} or better{(names.Count > 0 ? $" among {string.Join(", ", names)}" : "")}.",
            "Run Sync-CcExchange (job step {\"sync\": \"exchanges\"}) first, or choose a lower grade.");
    }

    internal static IngestException Empty(string message, string advice) => new(IngestErrorId.SelectionEmpty, message, advice);

    private static string Describe(Selection select) => string.Join(", ", new[]
    {
        select.MinimumGrade is { } grade ? $"grade {grade} or better" : null,
        select.TopAssets is { } top ? FormattableString.Invariant($"top {top} assets") : null,
        Words("exchange", select.Exchanges),
        Words("quote", select.Quotes),
        Words("instrument", select.Instruments),
        Words("status", select.Statuses),
    }.OfType<string>());

    private static string? Words(string name, IReadOnlyList<string> values) => values.Count switch
    {
        0 => null,
        <= 8 => $"{name} {string.Join(" or ", values)}",
        _ => FormattableString.Invariant($"{name} one of {values.Count}"),
    };
}
