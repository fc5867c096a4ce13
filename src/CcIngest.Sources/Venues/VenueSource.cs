using System.Runtime.CompilerServices;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Sources;

/// <summary>Exchanges asked directly, as one source: each series and each list goes to the exchange it is of.</summary>
internal sealed class VenueSource : IMarketDataSource
{
    private readonly IReadOnlyList<Venue> _venues;
    private readonly int? _maxFetchLimit;
    private readonly TimeProvider _time;
    private readonly bool _isOwner;

    public VenueSource(SourceOptions options, TimeProvider time, ILoggerFactory loggers)
        : this([.. VenueCatalog.Adapters.Select(adapter => new Venue(adapter, options, time, loggers.CreateLogger("CcIngest.Sources.Venues")))],
            options.MaxFetchLimit, time) => _isOwner = true;

    private VenueSource(IReadOnlyList<Venue> venues, int? maxFetchLimit, TimeProvider time) => (_venues, _maxFetchLimit, _time) = (venues, maxFetchLimit, time);

    public string Name => "exchanges";

    public SourceStatistics Statistics => SourceStatistics.Sum(_venues.Select(venue => venue.Client.Statistics));

    /// <summary>The earliest of the clocks that were told: by it nothing looks closed that is still open somewhere.</summary>
    public DateTime ServerNow => _venues.Where(venue => venue.Client.Clock.Ahead is not null).Select(venue => venue.Client.Clock.Now)
        .DefaultIfEmpty(_time.GetUtcNow().UtcDateTime).Min();

    public bool KnowsServerClock => _venues.Any(venue => venue.Client.Clock.Ahead is not null);

    public TimeSpan ExpectedWait => _venues.Select(venue => venue.Client.Budget.ExpectedWait(1)).DefaultIfEmpty(TimeSpan.Zero).Max();

    public IReadOnlyList<RateLimitRecord> KnownLimits =>
        [.. _venues.SelectMany(venue => RateLimitReadings.ToRecords(venue.Client.Budget.Known, _time.GetUtcNow()))];

    public async Task<IReadOnlyList<RateLimitRecord>> ReadLimitsAsync(bool asks, CancellationToken cancellationToken)
    {
        if (asks)
        {
            await AskTimesAsync(cancellationToken).ConfigureAwait(false);
        }

        return KnownLimits;
    }

    public IMarketDataSource PartFor(IReadOnlyCollection<string> names, IReadOnlyCollection<string> exchanges) => exchanges.Count == 0
        ? this
        : new VenueSource([.. _venues.Where(venue => exchanges.Contains(venue.Sheet.Exchange, StringComparer.Ordinal))], _maxFetchLimit, _time);

    public SeriesCapabilities Describe(Dataset dataset)
    {
        Interval interval = IntervalOf(dataset);
        Venue[] able = [.. _venues.Where(venue => venue.Sheet.Intervals.ContainsKey(interval))];
        return able.Length > 0
            ? able.Select(venue => venue.Describe(interval, _maxFetchLimit)).Aggregate((one, other) => new SeriesCapabilities(
                Math.Min(one.MaxPeriods, other.MaxPeriods), Math.Max(one.MaxConcurrency, other.MaxConcurrency), Math.Max(one.BytesPerRow, other.BytesPerRow))) with { StatusRequests = _venues.Count }
            : throw new IngestException(IngestErrorId.SettingInvalid, $"There are no klines of {interval} on {string.Join(", ", _venues.Select(venue => venue.Sheet.Title))}.",
                $"Use one of {string.Join(", ", _venues.SelectMany(venue => venue.Sheet.Intervals.Keys).Distinct().Order())}.");
    }

    public SeriesCapabilities Describe(Dataset dataset, string exchange) => Of(exchange).Describe(IntervalOf(dataset), _maxFetchLimit);

    public Task<SeriesPage> FetchAsync(SeriesRequest request, RowBatch rows, CancellationToken cancellationToken) =>
        Of(request.Series.Exchange).FetchAsync(request, rows, cancellationToken);

    public VenueSheet DescribeBooks(string exchange, int depth) => Of(exchange).DescribeBooks(depth);

    public Task<OrderBookAnswer> FetchBookAsync(OrderBookRequest request, RowBatch rows, CancellationToken cancellationToken) =>
        Of(request.Exchange).FetchBookAsync(request, rows, cancellationToken);

    public async IAsyncEnumerable<ReferencePart> ListAsync(ReferenceRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.List != ReferenceList.Symbols)
        {
            throw new IngestException(IngestErrorId.SettingInvalid, $"The source {Name} has no list '{request.List}'.", $"Use {ReferenceList.Symbols}.");
        }

        foreach (Venue venue in request.Exchanges.Count == 0 ? _venues : [.. request.Exchanges.Select(Of)])
        {
            yield return await venue.ReadSymbolsAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public RejectedRow? Reread(RejectedRow rejected, DateTime retrievedAt, RowBatch rows) => VenueReread.Read(rejected, retrievedAt, rows);

    /// <summary>Has the exchanges tell their clocks. Their limits are no row: they come with every answer.</summary>
    public Task ReadRateLimitAsync(RowBatch rows, CancellationToken cancellationToken) => AskTimesAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (Venue venue in _isOwner ? _venues : [])
        {
            await venue.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task AskTimesAsync(CancellationToken cancellationToken)
    {
        foreach (Venue venue in _venues)
        {
            await venue.AskTimeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Venue Of(string exchange) =>
        _venues.FirstOrDefault(venue => venue.Sheet.Exchange == exchange) ?? throw VenueCatalog.Unknown(exchange);

    private static Interval IntervalOf(Dataset dataset) => dataset.Name == Klines.Name && dataset.Interval is { } interval
        ? interval
        : throw new IngestException(IngestErrorId.SettingInvalid, $"Exchanges have no series {dataset.Name} ({dataset.Table}).", $"Use {Klines.Name}.");
}
