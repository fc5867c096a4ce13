using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// The promise of a market data API: pages of a series and reference lists, as rows of a <see cref="Dataset"/>. Retry, budget, keys and the
/// shape of errors are its own affair; what it throws is an <see cref="IngestException"/>. Safe for several threads.
/// </summary>
public interface IMarketDataSource : IAsyncDisposable
{
    /// <summary>The source's name for people and logs, for example <c>ccdata</c>.</summary>
    string Name { get; }

    /// <summary>Requests and retries so far, and how long they waited.</summary>
    SourceStatistics Statistics { get; }

    /// <summary>The server's clock, UTC: its last <c>Date</c> header carried on by the local clock; the local clock before the first
    /// answer, and where the server is up to an hour ahead of it: the earlier of the two decides what has closed.</summary>
    DateTime ServerNow { get; }

    /// <summary>Whether <see cref="ServerNow"/> is the server's word: it has told its time.</summary>
    bool KnowsServerClock => false;

    /// <summary>How long a request would wait for the rate limit if it came now; zero when there is room, or no limit.</summary>
    TimeSpan ExpectedWait => TimeSpan.Zero;

    /// <summary>
    /// The windows of the rate limits as this source has them in mind: what its answers said, and what other processes with the same key know.
    /// Empty before the first answer, and where there are none. Sends nothing.
    /// </summary>
    IReadOnlyList<RateLimitRecord> KnownLimits => [];

    /// <summary>The windows of the rate limits: as the source says now when it is asked, which counts as a call; else as this machine knows them.</summary>
    /// <exception cref="IngestException">The source was asked and did not say.</exception>
    Task<IReadOnlyList<RateLimitRecord>> ReadLimitsAsync(bool asks, CancellationToken cancellationToken) => Task.FromResult(KnownLimits);

    /// <summary>What a series request to this source may ask.</summary>
    /// <exception cref="IngestException">The source does not offer the dataset.</exception>
    SeriesCapabilities Describe(Dataset dataset);

    /// <summary>As <see cref="Describe(Dataset)"/>, for the series of one exchange.</summary>
    /// <exception cref="IngestException">The source does not offer the dataset for that exchange; of scope Leg where it does so for others.</exception>
    SeriesCapabilities Describe(Dataset dataset, string exchange) => Describe(dataset);

    /// <summary>
    /// The part of this source that a job needs: one that is made of several asks the clocks and limits of these parts only. The part belongs to the
    /// source and is not disposed of by itself.
    /// </summary>
    /// <param name="names">Names of datasets and of reference lists.</param>
    /// <param name="exchanges">Venues in lower case; empty for all.</param>
    IMarketDataSource PartFor(IReadOnlyCollection<string> names, IReadOnlyCollection<string> exchanges) => this;

    /// <summary>Fetches one page of a series; its rows are added to <paramref name="rows"/>, ascending, each period once, all inside the range.</summary>
    Task<SeriesPage> FetchAsync(SeriesRequest request, RowBatch rows, CancellationToken cancellationToken);

    /// <summary>The exchange's sheet with its limits as they are known now, for a capture of order books of so many levels.</summary>
    /// <exception cref="IngestException">There are no such books; of scope Leg where that is the exchange's own affair.</exception>
    VenueSheet DescribeBooks(string exchange, int depth) => throw VenueCatalog.Unknown(exchange);

    /// <summary>Fetches one snapshot of an order book and adds it to <paramref name="rows"/> as it came, unjudged.</summary>
    /// <exception cref="IngestException">There was no answer that could be read within the request's time.</exception>
    Task<OrderBookAnswer> FetchBookAsync(OrderBookRequest request, RowBatch rows, CancellationToken cancellationToken) => throw VenueCatalog.Unknown(request.Exchange);

    /// <summary>
    /// Reads a reference list as a stream of parts; each part is complete in itself (one venue, one page of assets).
    /// </summary>
    IAsyncEnumerable<ReferencePart> ListAsync(ReferenceRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a rejected record again from its text, by the rules of now and without a request. A record that keeps them all is added to
    /// <paramref name="rows"/>, under its series' own names.
    /// </summary>
    /// <param name="rejected">The record as a dead letter keeps it.</param>
    /// <param name="retrievedAt">UTC, when it came.</param>
    /// <param name="rows">Rows of the record's dataset.</param>
    /// <returns>The record with the rule that it breaks now and why, or null when the row was added.</returns>
    RejectedRow? Reread(RejectedRow rejected, DateTime retrievedAt, RowBatch rows);

    /// <summary>
    /// Asks for the state of the rate limits and adds a row of <see cref="RateLimitStatusRecords"/> to <paramref name="rows"/> whose columns
    /// with an <c>@</c> source the caller fills. Counts as a request.
    /// </summary>
    Task ReadRateLimitAsync(RowBatch rows, CancellationToken cancellationToken);
}

/// <summary>What a source can give of one series dataset.</summary>
/// <param name="MaxPeriods">The most periods one page may span.</param>
/// <param name="MaxConcurrency">Requests worth having under way at once.</param>
/// <param name="BytesPerRow">Bytes of an answer for each row, decompressed, about; for estimates. 0 where that is not known.</param>
public sealed record SeriesCapabilities(int MaxPeriods, int MaxConcurrency, int BytesPerRow = 0)
{
    /// <summary>Whether every answer holds the newest periods there are and nothing older: then a series takes one page, whatever is asked.</summary>
    public bool HasNewestOnly { get; init; }

    /// <summary>
    /// Requests beside the pages, at the most, by which it is learned where a series begins. They are made for a page without its first period, unless
    /// <see cref="SeriesRequest.StoredFrom"/> says that the series is older. 0 where the pages themselves say it.
    /// </summary>
    public int MostBeginRequests { get; init; }

    /// <summary>Requests that one <see cref="IMarketDataSource.ReadRateLimitAsync"/> makes.</summary>
    public int StatusRequests { get; init; } = 1;
}

/// <summary>A page of a series.</summary>
/// <param name="Dataset">The dataset, which carries the interval.</param>
/// <param name="Series">The series, known by the raw symbol; rows come back under it.</param>
/// <param name="Instrument">The mapped name that the request uses.</param>
/// <param name="Range">Period starts: from inclusive, to exclusive; at most <see cref="SeriesCapabilities.MaxPeriods"/> periods.</param>
public sealed record SeriesRequest(Dataset Dataset, SeriesKey Series, string Instrument, TimeRange Range)
{
    /// <summary>The start of the oldest period that is stored of the series; null when nothing is.</summary>
    public DateTime? StoredFrom { get; init; }
}

/// <summary>What the source said of a requested range, beside the rows.</summary>
public sealed record SeriesPage
{
    /// <summary>The request for evidence: path and parameters, never a key. At most 1,024 characters.</summary>
    public required string Request { get; init; }

    /// <summary>Periods that the source answered without trades, ascending, merged.</summary>
    public IReadOnlyList<TimeRange> NoTrades { get; init; } = [];

    /// <summary>Nothing exists before this period start, by this very answer; null when the answer does not say so.</summary>
    public DateTime? ListedFrom { get; init; }

    /// <summary>What lies before this period start cannot be had from the source any more, by this very answer; null when all can be had.</summary>
    public DateTime? LostBefore { get; init; }

    public IReadOnlyList<RejectedRow> Rejected { get; init; } = [];

    /// <summary>Size of the answer's body, decompressed.</summary>
    public long Bytes { get; init; }

    /// <summary>Time that it took to read the answer's bytes into rows; zero where the source does not say.</summary>
    public TimeSpan Parsing { get; init; }
}

/// <summary>Which reference list to read.</summary>
/// <param name="List">One of <see cref="ReferenceList"/>.</param>
/// <param name="Exchanges">Only this venue (lower case), one at most: so a venue that fails is one failure; empty for all. Lists without venues ignore it.</param>
/// <param name="MaxRows">Stop after about so many records; null for all.</param>
public sealed record ReferenceRequest(string List, IReadOnlyList<string> Exchanges, int? MaxRows = null)
{
    /// <summary>Only these assets, by symbol or id, each asked for by name; empty for all. Lists without assets ignore it.</summary>
    public IReadOnlyList<string> Assets { get; init; } = [];
}

/// <summary>A part of a reference list: rows for one or more tables.</summary>
public sealed record ReferencePart
{
    /// <summary>The request for evidence, as in <see cref="SeriesPage.Request"/>.</summary>
    public required string Request { get; init; }

    /// <summary>Rows by table; valid until the next part is asked for.</summary>
    public required IReadOnlyList<RowBatch> Rows { get; init; }

    /// <summary>
    /// Of tables whose rows are a set for each owner: the owners (values of the first key column) of which <see cref="Rows"/> has all, be it none.
    /// What the store has of them beyond that is there no more.
    /// </summary>
    public IReadOnlyDictionary<Dataset, IReadOnlySet<long>> WholeOf { get; init; } = new Dictionary<Dataset, IReadOnlySet<long>>();

    public IReadOnlyList<RejectedRow> Rejected { get; init; } = [];

    /// <summary>The venue whose records are all in this part, rejected ones included: what the store has of it beyond these has vanished. Null when the part says nothing of that kind.</summary>
    public string? CompleteExchange { get; init; }

    /// <summary>The time of the answer by the server's clock, UTC.</summary>
    public required DateTime RetrievedAt { get; init; }
}

/// <summary>Counts since the source was opened. A snapshot.</summary>
/// <param name="Requests">Requests sent, retries included.</param>
/// <param name="Retries">Requests sent again.</param>
/// <param name="RateLimited">Answers that said the limit is reached.</param>
/// <param name="Waited">Time spent waiting for the budget or for a Retry-After.</param>
/// <param name="Bytes">Bytes of the bodies received, decompressed.</param>
public sealed record SourceStatistics(long Requests, long Retries, long RateLimited, TimeSpan Waited, long Bytes)
{
    /// <summary>The counts of several sources together.</summary>
    public static SourceStatistics Sum(IEnumerable<SourceStatistics> all) => all.Aggregate(
        new SourceStatistics(0, 0, 0, TimeSpan.Zero, 0),
        (sum, one) => new SourceStatistics(
            sum.Requests + one.Requests, sum.Retries + one.Retries, sum.RateLimited + one.RateLimited, sum.Waited + one.Waited, sum.Bytes + one.Bytes));
}
