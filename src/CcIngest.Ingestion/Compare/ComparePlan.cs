using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>A series with the pages that are fetched for its comparison.</summary>
/// <param name="Key">What is stored.</param>
/// <param name="Asked">What is asked for: the same, or the klines of its exchange.</param>
/// <param name="Instrument">The name that requests use.</param>
/// <param name="Pages">Ascending; each is a request.</param>
/// <param name="Known">What the books settle, ascending: a page may reach over holes between, of which nothing is stored and nothing compared.</param>
public sealed record ComparedSeries(
    SeriesKey Key, SeriesKey Asked, string Instrument, IReadOnlyList<TimeRange> Pages, IReadOnlyList<TimeRange> Known);

/// <summary>What a comparison would ask, made from the store alone.</summary>
/// <param name="Series">In a fixed order.</param>
/// <param name="Refused">Series that cannot be compared, with the reason.</param>
public sealed record ComparePlan(CompareRequest Request, IReadOnlyList<ComparedSeries> Series, IReadOnlyList<RunFailure> Refused)
{
    /// <summary>One for each page; retries and what finds the begin of a series are not counted.</summary>
    public long Requests => Series.Sum(series => series.Pages.Count);

    /// <exception cref="IngestException">Nothing that is stored fits the request.</exception>
    public static async Task<ComparePlan> MakeAsync(IMarketDataStore store, IMarketDataSource source, CompareRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        IReadOnlyList<QualityTarget> targets = request.Targets.Count == 0 ? [new QualityTarget()] : request.Targets;
        SeriesPairs pairs = new(store);
        KlineSeries klines = new(store);
        List<ComparedSeries> planned = [];
        List<RunFailure> refused = [];
        foreach ((Dataset dataset, SeriesKey key) in await StoredSeries.FindAsync(store, targets, cancellationToken).ConfigureAwait(false))
        {
            if (request.WithKlines && ComparedColumns.WithKlines(dataset).Count == 0)
            {
                continue;
            }

            try
            {
                TradingPair? pair = await pairs.FindAsync(key, cancellationToken).ConfigureAwait(false);
                SeriesKey asked = request.WithKlines ? await klines.OfAsync(key, pair, cancellationToken).ConfigureAwait(false) : key;
                // An index is asked for by the name that it is known by.
                string instrument = request.WithKlines ? asked.Symbol : pair?.Symbol ?? (dataset.Market == Market.Index ? key.Symbol : throw Unknown(key));
                SeriesCapabilities capabilities = source.Describe(DatasetCatalog.TimeSeries(asked.Dataset, asked.Interval), asked.Exchange);
                IReadOnlyList<TimeRange> known = await KnownAsync(store, key, targets, time, cancellationToken).ConfigureAwait(false);
                TimeRange[] pages = [.. PageWindows.NewestFirst(known, key.Interval, Math.Max(capabilities.MaxPeriods, 1)).Take(capabilities.HasNewestOnly ? 1 : int.MaxValue)];
                planned.Add(new ComparedSeries(key, asked, instrument, Sampled(pages, key, request), known));
            }
            catch (IngestException unable) when (unable.Scope == FailureScope.Leg)
            {
                refused.Add(new RunFailure(key.ToString(), unable.Id.ToString(), unable.Message, unable.Advice));
            }
        }

        return planned.Count + refused.Count > 0 ? new ComparePlan(request, planned, refused) : throw SeriesSelection.Empty(
            "Nothing that is stored fits the request.", request.WithKlines ? "Choose candles of spot or futures." : "Look with Get-CcCoverage for what there is.");
    }

    /// <summary>What the books settle by rows or by their absence, within the times that are asked for.</summary>
    private static async Task<IReadOnlyList<TimeRange>> KnownAsync(
        IMarketDataStore store, SeriesKey key, IReadOnlyList<QualityTarget> targets, TimeProvider time, CancellationToken cancellationToken)
    {
        CoverageMap coverage = (await store.ReadCoverageAsync([key], cancellationToken).ConfigureAwait(false))[0];
        TestedRange range = StoredSeries.RangeOf(key, targets, time.GetUtcNow().UtcDateTime);
        return TimeRanges.Between(range.From ?? DateTime.UnixEpoch, range.To) is { } wanted
            ? TimeRanges.Union(TimeRanges.Within(
                coverage.Intervals.Where(known => known.State is CoverageState.Complete or CoverageState.NoTrades).Select(known => known.Range), wanted))
            : [];
    }

    /// <summary>The pages whose hash with the seed is lowest: the same ones each time, and more of a larger sample are those of a smaller one and others.</summary>
    private static TimeRange[] Sampled(TimeRange[] pages, SeriesKey key, CompareRequest request) =>
    [
        .. pages.OrderBy(page => BinaryPrimitives.ReadUInt64BigEndian(
                SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{request.Seed}\n{key}\n{page.To:O}")))))
            .Take(request.Sample ?? int.MaxValue).OrderBy(page => page.From),
    ];

    private static IngestException Unknown(SeriesKey key) => new(
        IngestErrorId.InstrumentUnknown, $"The store does not know the instrument of {key}.",
        "Bring the list of instruments up to date (Sync-CcSpotInstrument, Sync-CcFuturesInstrument, Sync-CcSymbol), then compare again.", scope: FailureScope.Leg);
}
