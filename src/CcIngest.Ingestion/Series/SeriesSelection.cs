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
        null => ChooseAsync(store, step.Select, SeriesDatasets.Of(step), cancellationToken),
        { Count: > 0 } given => Task.FromResult(given),
        _ => throw Empty("No pair was given.", "Pass pairs, or choose them with Select."),
    };

    /// <exception cref="IngestException">Nothing is chosen; the advice says which list to sync or which filter to widen.</exception>
    public static Task<IReadOnlyList<TradingPair>> ChooseAsync(
        IMarketDataStore store, Selection select, CancellationToken cancellationToken) => ChooseAsync(store, select, null, cancellationToken);

    /// <param name="store">The store.</param>
    /// <param name="select">The filters.</param>
    /// <param name="unfinishedIn">
    /// The dataset whose series are to be ended: with the default statuses, pairs that have left trading since are chosen as long as theirs is
    /// open or pending, else their last days would never be fetched. Null for none.
    /// </param>
    /// <param name="cancellationToken">Ends the reading.</param>
    private static async Task<IReadOnlyList<TradingPair>> ChooseAsync(
        IMarketDataStore store, Selection select, Dataset? unfinishedIn, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> exchanges = select.Exchanges;
        if (select.MinimumGrade is { } grade)
        {
            exchanges = await VenuesAsync(store, select.Exchanges, grade, cancellationToken).ConfigureAwait(false);
        }

        // By id: symbols are used again, and the namesake of a large asset is not one.
        IReadOnlyList<long> baseIds = [];
        if (select.TopAssets is { } count)
        {
            IReadOnlyList<Asset> assets = await store.QueryAsync<Asset>(StoredQuery.TopAssets, new { count }, cancellationToken)
                .ConfigureAwait(false);
            baseIds = assets.Count > 0
                ? [.. assets.Select(asset => asset.AssetId)]
                : throw Empty("The store has no asset with a trading volume.", "Run Sync-CcAsset (job step {\"sync\": \"assets\"}) first.");
        }

        PairFilter filter = new()
        {
            Exchanges = exchanges,
            BaseIds = baseIds,
            Quotes = select.Quotes,
            Statuses = select.Statuses,
            Instruments = select.Instruments,
            Limit = select.Limit,
        };
        IReadOnlyList<TradingPair> pairs = await store.QueryAsync<TradingPair>(StoredQuery.TradingPairs, filter, cancellationToken)
            .ConfigureAwait(false);
        if (unfinishedIn is not null && select.Statuses.SequenceEqual(new Selection().Statuses, StringComparer.Ordinal))
        {
            IReadOnlyList<TradingPair> ended = await store.QueryAsync<TradingPair>(StoredQuery.TradingPairs, filter with
            {
                Statuses = [],
                UnfinishedIn = unfinishedIn.Name,
                UnfinishedInterval = unfinishedIn.Interval?.ToString(),
            }, cancellationToken).ConfigureAwait(false);
            pairs = [.. pairs.Concat(ended)
                .OrderBy(pair => pair.Exchange, StringComparer.Ordinal).ThenBy(pair => pair.Symbol, StringComparer.Ordinal)
                .Take(select.Limit ?? int.MaxValue)];
        }

        return pairs.Count > 0 ? pairs : throw Empty(
            $"No instrument in the store fits the selection ({Describe(select)}).",
            "Run Sync-CcSpotInstrument (job step {\"sync\": \"spot-instruments\"}) first, or widen the selection.");
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

    private static IngestException Empty(string message, string advice) => new(IngestErrorId.SelectionEmpty, message, advice);

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
