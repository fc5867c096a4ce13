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
        null => ChooseAsync(store, step.Select, cancellationToken),
        { Count: > 0 } given => Task.FromResult(given),
        _ => throw Empty("No pair was given.", "Pass pairs, or choose them with Select."),
    };

    /// <exception cref="IngestException">Nothing is chosen; the advice says which list to sync or which filter to widen.</exception>
    public static async Task<IReadOnlyList<TradingPair>> ChooseAsync(
        IMarketDataStore store, Selection select, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> exchanges = select.Exchanges;
        if (select.MinimumGrade is { } grade)
        {
            exchanges = await VenuesAsync(store, select.Exchanges, grade, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<string> bases = [];
        if (select.TopAssets is { } count)
        {
            IReadOnlyList<Asset> assets = await store.QueryAsync<Asset>(StoredQuery.TopAssets, new { count }, cancellationToken)
                .ConfigureAwait(false);
            bases = assets.Count > 0
                ? [.. assets.Select(asset => asset.Symbol).Distinct(StringComparer.Ordinal)]
                : throw Empty("The store has no asset with a trading volume.", "Run Sync-CcAsset (job step {\"sync\": \"assets\"}) first.");
        }

        IReadOnlyList<TradingPair> pairs = await store.QueryAsync<TradingPair>(StoredQuery.TradingPairs, new
        {
            exchanges,
            bases,
            quotes = select.Quotes,
            statuses = select.Statuses,
            instruments = select.Instruments,
            limit = select.Limit,
        }, cancellationToken).ConfigureAwait(false);
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
