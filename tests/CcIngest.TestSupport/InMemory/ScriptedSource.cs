using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.TestSupport;

/// <summary>A source without a network: series that a test describes, lists that it spells out. Records every request.</summary>
public sealed class ScriptedSource : IMarketDataSource
{
    private readonly Lock _lock = new();
    private long _requests;

    public string Name => "scripted";

    public DateTime ServerNow { get; set; } = new(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc);

    public SeriesCapabilities Capabilities { get; set; } = new(100, 8);

    /// <summary>The series by mapped name; one that is not there is an unknown instrument.</summary>
    public Dictionary<string, ScriptedSeries> Series { get; } = [];

    /// <summary>The parts of each list.</summary>
    public Dictionary<string, List<ReferencePart>> Lists { get; } = [];

    /// <summary>Called before each series request; may throw, wait or cancel.</summary>
    public Func<SeriesRequest, CancellationToken, Task>? BeforeFetch { get; set; }

    /// <summary>Called before each list; may throw.</summary>
    public Action<ReferenceRequest>? BeforeList { get; set; }

    /// <summary>Answers each request for an order book; may throw, wait or cancel.</summary>
    public Func<OrderBookRequest, RowBatch, CancellationToken, Task>? Book { get; set; }

    /// <summary>What fits into each window of every exchange's limits.</summary>
    public Dictionary<TimeSpan, long> BookLimits { get; } = new() { [TimeSpan.FromMinutes(1)] = 6_000 };

    /// <summary>What the rate-limit endpoint throws; null when it answers.</summary>
    public IngestException? RateLimitFailure { get; set; }

    /// <summary>What happens before each answer about the limits; given how many there were.</summary>
    public Func<int, CancellationToken, Task> BeforeRateLimit { get; set; } = (_, _) => Task.CompletedTask;

    public List<SeriesRequest> Requests { get; } = [];

    public List<ReferenceRequest> ListRequests { get; } = [];

    public int RateLimitReads { get; private set; }

    public TimeSpan ExpectedWait { get; set; }

    public SourceStatistics Statistics => new(Interlocked.Read(ref _requests), 0, 0, TimeSpan.Zero, 0);

    public SeriesCapabilities Describe(Dataset dataset) => Capabilities;

    public async Task<SeriesPage> FetchAsync(SeriesRequest request, RowBatch rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _requests);
        lock (_lock)
        {
            Requests.Add(request);
        }

        if (BeforeFetch is not null)
        {
            await BeforeFetch(request, cancellationToken);
        }

        return Series.TryGetValue(request.Instrument, out ScriptedSeries? series) ? series.Answer(request, rows) : throw new IngestException(
            IngestErrorId.InstrumentUnknown, $"{request.Instrument} is unknown.", "Choose another.", scope: FailureScope.Leg);
    }

    /// <summary>A sheet like that of Binance spot: five for a hundred levels.</summary>
    public VenueSheet DescribeBooks(string exchange, int depth)
    {
        VenueSheet sheet = VenueCatalog.All.Single(venue => venue.Exchange == "binance") with { Exchange = exchange, Limits = BookLimits };
        return sheet.Books!.Offers(depth) ? sheet : throw new IngestException(
            IngestErrorId.SettingInvalid, $"no {depth} levels", "Choose others.", scope: FailureScope.Leg);
    }

    public Task<OrderBookAnswer> FetchBookAsync(OrderBookRequest request, RowBatch rows, CancellationToken cancellationToken) =>
        AnswerBookAsync(request, rows, cancellationToken);

    public async IAsyncEnumerable<ReferencePart> ListAsync(ReferenceRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        ListRequests.Add(request);
        await Task.Yield();
        BeforeList?.Invoke(request);
        foreach (ReferencePart part in Lists.GetValueOrDefault(request.List) ?? [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (request.Exchanges.Count == 0 || request.Exchanges.Contains(part.CompleteExchange ?? ""))
            {
                yield return part;
            }
        }
    }

    /// <summary>How a dead letter is read again; as rejected as before unless a test says otherwise.</summary>
    public Func<RejectedRow, RowBatch, RejectedRow?> Rereads { get; set; } = (letter, _) => letter;

    public RejectedRow? Reread(RejectedRow rejected, DateTime retrievedAt, RowBatch rows) => Rereads(rejected, rows);

    public async Task ReadRateLimitAsync(RowBatch rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _requests);
        await BeforeRateLimit(RateLimitReads++, cancellationToken);
        if (RateLimitFailure is not null)
        {
            throw RateLimitFailure;
        }

        rows.Set(rows.AddRow(), rows.Dataset.Ordinal("api_key_used_second"), 3L);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<OrderBookAnswer> AnswerBookAsync(OrderBookRequest request, RowBatch rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _requests);
        await (Book ?? throw new InvalidOperationException("No book was scripted."))(request, rows, cancellationToken);
        return new OrderBookAnswer($"/depth?symbol={request.NativeSymbol}", 1);
    }
}
