using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Series that the engine can tell apart, and those that it takes for one of them.</summary>
internal sealed record DistinctSeries(
    IReadOnlyList<(SeriesKey Key, TradingPair Pair)> Series, IReadOnlyList<(SeriesKey Key, IngestException Reason)> Refused);

/// <summary>Finds chosen series that the engine could not tell apart: different texts that its collation takes for equal.</summary>
internal static class KeyClashes
{
    /// <summary>
    /// Splits pairs into series to work on and pairs that must be refused; of two that clash the earlier one stays. The same pair twice is
    /// once.
    /// </summary>
    public static async Task<DistinctSeries> SplitAsync(
        IMarketDataStore store, Dataset dataset, IReadOnlyList<TradingPair> pairs, CancellationToken cancellationToken)
    {
        SeriesColumns columns = dataset.Series ?? throw new ArgumentException($"{dataset} is no time series.", nameof(dataset));
        Interval interval = dataset.Interval ?? throw new ArgumentException($"{dataset} has no interval.", nameof(dataset));
        Func<string, string> exchange = await EqualForEngineAsync(
            store, dataset.Columns[columns.Exchange], pairs.Select(pair => pair.Exchange), cancellationToken).ConfigureAwait(false);
        Func<string, string> symbol = await EqualForEngineAsync(
            store, dataset.Columns[columns.Symbol], pairs.Select(pair => pair.RawSymbol), cancellationToken).ConfigureAwait(false);

        Dictionary<(string, string), TradingPair> taken = [];
        List<(SeriesKey, TradingPair)> series = [];
        List<(SeriesKey, IngestException)> refused = [];
        foreach (TradingPair pair in pairs)
        {
            SeriesKey key = new(dataset.Name, pair.Exchange, pair.RawSymbol, interval);
            if (taken.TryAdd((exchange(pair.Exchange), symbol(pair.RawSymbol)), pair))
            {
                series.Add((key, pair));
                continue;
            }

            TradingPair first = taken[(exchange(pair.Exchange), symbol(pair.RawSymbol))];
            if ((first.Exchange, first.RawSymbol, first.Symbol) != (pair.Exchange, pair.RawSymbol, pair.Symbol))
            {
                refused.Add((key, new IngestException(IngestErrorId.KeyClash,
                    $"{pair} ('{pair.RawSymbol}') has the same key as {first} ('{first.RawSymbol}') for {store.Info.Engine}.",
                    "Leave one of them out, or make the schema with -KeyCollation utf8mb4_bin.", scope: FailureScope.Leg)));
            }
        }

        return new DistinctSeries(series, refused);
    }

    /// <summary>Maps each text to the one that stands for all that the engine takes for equal.</summary>
    private static async Task<Func<string, string>> EqualForEngineAsync(
        IMarketDataStore store, Column column, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        Dictionary<string, string> kept = new(StringComparer.Ordinal);
        foreach ((string keep, string clashing) in await store
            .FindClashesAsync(column, [.. texts.Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false))
        {
            kept[clashing] = keep;
        }

        // (a, b) and (b, c) are one group.
        return text =>
        {
            for (int hops = 0; hops <= kept.Count && kept.TryGetValue(text, out string? keep); hops++)
            {
                text = keep;
            }

            return text;
        };
    }
}
