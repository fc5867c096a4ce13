using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>The instruments of series, by their names on the exchange; those of one exchange are read once, when the first of them is asked for.</summary>
internal sealed class SeriesPairs(IMarketDataStore store)
{
    private (string Dataset, string Exchange)? _read;
    private ILookup<string, TradingPair> _pairs = Enumerable.Empty<TradingPair>().ToLookup(pair => pair.RawSymbol);

    /// <summary>The instrument with its life, one that trades before one that does not; null when the store does not know it, and for indices.</summary>
    public async Task<TradingPair?> FindAsync(SeriesKey key, CancellationToken cancellationToken)
    {
        if (_read != (key.Dataset, key.Exchange))
        {
            _pairs = (await ReadAsync(key, cancellationToken).ConfigureAwait(false)).ToLookup(pair => pair.RawSymbol, StringComparer.Ordinal);
            _read = (key.Dataset, key.Exchange);
        }

        return _pairs[key.Symbol].OrderByDescending(pair => pair.Status == InstrumentStatus.Active).FirstOrDefault();
    }

    private async Task<IReadOnlyList<TradingPair>> ReadAsync(SeriesKey key, CancellationToken cancellationToken)
    {
        if (DatasetCatalog.MarketOf(key.Dataset) == Market.Index || SeriesDatasets.KindOf(key.Dataset) is not { } kind)
        {
            return [];
        }

        try
        {
            IngestStep step = new()
            {
                Kind = kind.Kind,
                Market = kind.Market,
                Interval = key.Interval,
                From = default,
                Select = new Selection { Exchanges = [key.Exchange], Statuses = [] },
            };
            return await SeriesSelection.ChooseAsync(store, step, cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException none) when (none.Id is IngestErrorId.SelectionEmpty or IngestErrorId.SettingInvalid)
        {
            return [];
        }
    }
}
