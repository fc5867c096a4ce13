using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads the rows of one series. Bounds that are open take the whole time there is.</summary>
internal sealed class SeriesReads<TRecord>(IMarketDataStore store, Dataset dataset, string exchange, string symbol, DateTime? from, DateTime? to)
    where TRecord : class, ISeriesRecord<TRecord>
{
    private static readonly DateTime End = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly SeriesFilter _filter = new() { Exchanges = [exchange], From = from ?? DateTime.UnixEpoch, To = to ?? End };

    public IAsyncEnumerable<TRecord> ReadAsync(CancellationToken cancellationToken) => dataset.Market == Market.Index
        ? (IAsyncEnumerable<TRecord>)ReadIndexAsync(cancellationToken)
        : store.StreamAsync<TRecord>(StoredQuery.Series(dataset), _filter with { RawSymbols = [symbol] }, cancellationToken);

    /// <summary>Whether anything is known of the series: it was asked for at some time.</summary>
    public async Task<bool> IsKnownAsync(CancellationToken cancellationToken)
    {
        CoverageFilter ofSeries = new() { Datasets = [dataset.Name], Exchanges = [exchange], Symbols = [symbol], Limit = 1 };
        return (await store.QueryAsync<CoverageRecord>(StoredQuery.Coverage, ofSeries, cancellationToken).ConfigureAwait(false)).Count > 0;
    }

    /// <summary>The rows as they were known at a moment.</summary>
    public IAsyncEnumerable<TRecord> ReadAsOfAsync(DateTime moment, CancellationToken cancellationToken)
    {
        RevisionFilter changedSince = new()
        {
            Datasets = [dataset.Name],
            Exchanges = [exchange],
            Symbols = [symbol],
            Intervals = dataset.Interval is { } interval ? [interval.ToString()] : [],
            From = from,
            To = to,
            Since = moment,
        };
        return SeriesHistory.AsOfAsync(
            ReadAsync(cancellationToken), StoreReads.RevisionsAsync(store, changedSince, cancellationToken), moment, cancellationToken);
    }

    private async IAsyncEnumerable<Ohlcv> ReadIndexAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int hyphen = symbol.LastIndexOf('-');
        SeriesFilter named = _filter with { Assets = [hyphen < 0 ? symbol : symbol[..hyphen]], Quotes = [hyphen < 0 ? "" : symbol[(hyphen + 1)..]] };
        await foreach (IndexCandle candle in store.StreamAsync<IndexCandle>(StoredQuery.Series(dataset), named, cancellationToken).ConfigureAwait(false))
        {
            yield return candle.ToOhlcv();
        }
    }
}
