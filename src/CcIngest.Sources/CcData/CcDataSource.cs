using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Sources;

/// <summary>The CCData (CoinDesk) APIs as a source: min-api for venues, data-api for all else.</summary>
internal sealed class CcDataSource : IMarketDataSource
{
    /// <summary>With answers of some 100 ms, so many requests keep a store busy; more would only queue.</summary>
    private const int WorthwhileConcurrency = 8;

    private readonly SourceOptions _options;
    private readonly TimeProvider _time;
    private readonly CcDataClient _client;
    private readonly InstrumentsEndpoint _spotInstruments;
    private readonly InstrumentsEndpoint _futuresInstruments;

    public CcDataSource(SourceOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        (_options, _time) = (options, time);
        ILogger log = loggers.CreateLogger("CcIngest.Sources.CcData");
        _client = new CcDataClient(options, time, log, RequestBudgets.Open(options, time, log));
        _spotInstruments = new InstrumentsEndpoint(_client, options.Paths.SpotInstruments, InstrumentsTables.Spot);
        _futuresInstruments = new InstrumentsEndpoint(_client, options.Paths.FuturesInstruments, InstrumentsTables.Futures);
    }

    public string Name => "ccdata";

    public SourceStatistics Statistics => _client.Statistics;

    /// <summary>As <see cref="ServerClock.Ahead"/>.</summary>
    public TimeSpan? ServerAhead => _client.Clock.Ahead;

    public DateTime ServerNow => _client.Clock.Now;

    public bool KnowsServerClock => _client.Clock.Ahead is not null;

    public TimeSpan ExpectedWait => _client.BudgetOf(CcDataHost.DataApi).ExpectedWait(1);

    public IReadOnlyList<RateLimitRecord> KnownLimits =>
        RateLimitReadings.ToRecords(_client.BudgetOf(CcDataHost.DataApi).Known, _time.GetUtcNow());

    public Task<IReadOnlyList<RateLimitRecord>> ReadLimitsAsync(bool asks, CancellationToken cancellationToken) => asks
        ? RateLimitReadings.AskAsync(this, _options, _time, cancellationToken)
        : RateLimitReadings.ReadSharedAsync(_options, _time, cancellationToken);

    public SeriesCapabilities Describe(Dataset dataset)
    {
        SeriesEndpoint endpoint = SeriesEndpoint.For(dataset);
        return new SeriesCapabilities(
            Math.Min(SeriesEndpoint.MaxPeriods(PeriodOf(dataset)), _options.MaxFetchLimit ?? int.MaxValue), WorthwhileConcurrency, endpoint.BytesPerRow);
    }

    public async Task<SeriesPage> FetchAsync(SeriesRequest request, RowBatch rows, CancellationToken cancellationToken)
    {
        SeriesEndpoint endpoint = SeriesEndpoint.For(request.Dataset);
        Interval interval = PeriodOf(request.Dataset);
        if (interval.Floor(request.Range.From) != request.Range.From || interval.Floor(request.Range.To) != request.Range.To
            || interval.PeriodsIn(request.Range) > Describe(request.Dataset).MaxPeriods)
        {
            throw new ArgumentException($"{request.Range} is no page of {interval} periods.", nameof(request));
        }

        CcDataRequest http = endpoint.Request(_options.Paths, request, interval);
        SeriesPageReader page = new(endpoint, request, http.Text, rows);
        try
        {
            CcDataAnswer answer = await _client.ReadAsync(http, page, cancellationToken).ConfigureAwait(false);
            return answer.NothingBefore is { } end ? page.BeforeListing(end) : page.ToPage(answer);
        }
        catch
        {
            page.Forget();
            throw;
        }
    }

    public IAsyncEnumerable<ReferencePart> ListAsync(ReferenceRequest request, CancellationToken cancellationToken) => request.List switch
    {
        ReferenceList.Exchanges => ExchangesEndpoint.ListAsync(_client, _options.Paths, request, cancellationToken),
        ReferenceList.Assets when request.Assets.Count > 0 => AssetMetadataEndpoint.ListAsync(_client, _options.Paths, request, cancellationToken),
        ReferenceList.Assets => AssetTopListEndpoint.ListAsync(_client, _options.Paths, request, cancellationToken),
        ReferenceList.SpotInstruments => _spotInstruments.ListAsync(request, cancellationToken),
        ReferenceList.FuturesInstruments => _futuresInstruments.ListAsync(request, cancellationToken),
        _ => throw new IngestException(IngestErrorId.SettingInvalid, $"The source {Name} has no list '{request.List}'.",
            $"Use one of {string.Join(", ", ReferenceList.All)}."),
    };

    public RejectedRow? Reread(RejectedRow rejected, DateTime retrievedAt, RowBatch rows) => RecordReread.Read(rejected, retrievedAt, rows);

    public Task ReadRateLimitAsync(RowBatch rows, CancellationToken cancellationToken) =>
        RateLimitEndpoint.ReadAsync(_client, _options.Paths, _options.ApiKey is { IsEmpty: false }, rows, cancellationToken);

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static Interval PeriodOf(Dataset dataset) =>
        dataset.Interval ?? throw new ArgumentException($"{dataset} has no period.", nameof(dataset));
}
