using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Reads from a store what a page tells. Changes nothing.</summary>
internal sealed class ReportReader(IMarketDataStore store, TimeProvider time)
{
    /// <summary>Stretches in a whole page: some 8 bytes of it each.</summary>
    private const int MostStretches = 400_000;

    /// <summary>Below this a series is shown stretch by stretch, however many series there are.</summary>
    private const int FewStretches = 60;

    private const int RunsShown = 200;

    /// <summary>States of the limits that are looked through for the fullest one of each window.</summary>
    private const int LimitStates = 500;

    /// <summary>Findings in a page; the worst ones.</summary>
    public const int MostFindings = 2_000;

    private int _stretches;

    public async Task<ReportContents> ReadAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        DateTime asOf = request.AsOf ?? now;
        IReadOnlyList<ReportSeries> series = await SeriesAsync(request, asOf, cancellationToken).ConfigureAwait(false);
        ReportCandles candles = new(store);
        IReadOnlyList<ReportSeries> charted = request.Series.Count > 0
            ? [.. series.Where(one => request.Series.Any(name => name.Names(one.Key))).Take(ReportRequest.MostCharts)]
            : await candles.MostTradedAsync(series, request.Top, cancellationToken).ConfigureAwait(false);
        return new ReportContents
        {
            Store = store.Info,
            MadeAt = now,
            AsOf = asOf,
            Series = series,
            MappedNames = await MappedNamesAsync(series, cancellationToken).ConfigureAwait(false),
            Candles = await candles.ReadAsync(charted, request.From, request.To, cancellationToken).ConfigureAwait(false),
            Runs = await store.QueryAsync<RunRecord>(StoredQuery.Runs, new RunFilter { Limit = RunsShown }, cancellationToken).ConfigureAwait(false),
            Limits = await store.QueryAsync<RateLimitRecord>(StoredQuery.RateLimits, new RateLimitFilter { Limit = LimitStates }, cancellationToken).ConfigureAwait(false),
            Letters = await store.QueryAsync<LetterCount>(
                StoredQuery.LetterCounts, new LetterCountFilter { Datasets = request.Datasets, Exchanges = request.Exchanges }, cancellationToken).ConfigureAwait(false),
            Findings = await store.QueryAsync<QualityFinding>(StoredQuery.QualityFindings, new QualityFilter
            {
                Datasets = request.Datasets, Exchanges = request.Exchanges, From = request.From, To = request.To, IsOpen = true, Limit = MostFindings,
            }, cancellationToken).ConfigureAwait(false),
            Tables = await store.QueryAsync<TableContents>(StoredQuery.Contents, parameters: null, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<IReadOnlyList<ReportSeries>> SeriesAsync(ReportRequest request, DateTime asOf, CancellationToken cancellationToken)
    {
        CoverageFilter filter = new() { Datasets = request.Datasets, Exchanges = request.Exchanges };
        List<ReportSeries> all = [];
        List<CoverageRecord> records = [];
        await foreach (CoverageRecord record in store.StreamAsync<CoverageRecord>(StoredQuery.Coverage, filter, cancellationToken).ConfigureAwait(false))
        {
            if (records.Count > 0 && !IsSameSeries(records[0], record))
            {
                Add(records);
                records = [];
            }

            records.Add(record);
        }

        if (records.Count > 0)
        {
            Add(records);
        }

        return [.. all.OrderBy(series => series.Key.Dataset, StringComparer.Ordinal).ThenByDescending(series => series.Key.Interval)
            .ThenBy(series => series.Key.Exchange, StringComparer.Ordinal).ThenBy(series => series.Key.Symbol, StringComparer.Ordinal)];

        // The last ones of a store with very many stretches are shown coarser; without knowing how many are to come, by what is used up.
        void Add(List<CoverageRecord> series)
        {
            int left = Math.Max(MostStretches - _stretches, 0);
            DateTime closedEnd = WantedRange.ClosedBefore(Interval.Parse(series[0].Interval), asOf, new IngestOptions().Grace);
            if (SeriesReading.Of(series, request.From, request.To, closedEnd, Math.Max(FewStretches, Math.Min(left / 10, 4_000))) is { } read)
            {
                _stretches += read.Stretches.Count;
                all.Add(read);
            }
        }
    }

    private async Task<IReadOnlyDictionary<(Market Market, string Exchange, string RawSymbol), string>> MappedNamesAsync(
        IReadOnlyList<ReportSeries> series, CancellationToken cancellationToken)
    {
        Dictionary<(Market, string, string), string> names = [];
        foreach ((Market market, StoredQuery query) in new[] { (Market.Spot, StoredQuery.Instruments), (Market.Futures, StoredQuery.FuturesInstruments) })
        {
            // Straight from exchanges, klines have standard names of their own.
            string[] exchanges = [.. series.Where(one => one.Key.Dataset != Klines.Name && DatasetCatalog.MarketOf(one.Key.Dataset) == market).Select(one => one.Key.Exchange).Distinct()];
            if (exchanges.Length > 0)
            {
                await foreach (Instrument instrument in store.StreamAsync<Instrument>(query, new InstrumentFilter { Exchanges = exchanges }, cancellationToken).ConfigureAwait(false))
                {
                    names[(market, instrument.Exchange, instrument.RawSymbol)] = instrument.Symbol;
                }
            }
        }

        return names;
    }

    private static bool IsSameSeries(CoverageRecord one, CoverageRecord other) =>
        (one.Dataset, one.Exchange, one.RawSymbol, one.Interval) == (other.Dataset, other.Exchange, other.RawSymbol, other.Interval);
}
