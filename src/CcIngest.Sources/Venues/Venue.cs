using System.Text.Json;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Sources;

/// <summary>One exchange that can be asked: its adapter, the connection to it, and what was learned of it.</summary>
internal sealed class Venue : IAsyncDisposable
{
    private readonly VenueKlines _klines;
    private readonly VenueBooks _books;

    public Venue(VenueAdapter adapter, SourceOptions options, TimeProvider time, ILogger log)
    {
        Adapter = adapter;
        Client = new VenueClient(adapter, options, time, log);
        _klines = new VenueKlines(adapter, Client);
        _books = new VenueBooks(adapter, Client, time);
    }

    public VenueAdapter Adapter { get; }

    public VenueSheet Sheet => Adapter.Sheet;

    public VenueClient Client { get; }

    /// <exception cref="IngestException">The exchange has no klines of that interval.</exception>
    public SeriesCapabilities Describe(Interval interval, int? maxFetchLimit) => Sheet.Intervals.ContainsKey(interval)
        ? new SeriesCapabilities(
            Sheet.NewestOnly ?? Math.Min(Sheet.PageSize, maxFetchLimit ?? int.MaxValue), Sheet.MaxConcurrency, Sheet.BytesPerRow) 
        {
            HasNewestOnly = Sheet.NewestOnly is not null,
            MostBeginRequests = _klines.MostBeginRequests(interval),
        }
        : throw new IngestException(IngestErrorId.SettingInvalid, $"{Sheet} has no klines of {interval}.",
            $"Use one of {string.Join(", ", Sheet.Intervals.Keys.Order())}.", scope: FailureScope.Leg);

    public Task<SeriesPage> FetchAsync(SeriesRequest request, RowBatch rows, CancellationToken cancellationToken) =>
        _klines.FetchAsync(request, rows, cancellationToken);

    /// <exception cref="IngestException">The exchange has no order books of that depth.</exception>
    public VenueSheet DescribeBooks(int depth)
    {
        _books.Describe(depth);
        return Sheet with { Limits = Client.Limits };
    }

    public Task<OrderBookAnswer> FetchBookAsync(OrderBookRequest request, RowBatch rows, CancellationToken cancellationToken) =>
        _books.FetchAsync(request, rows, cancellationToken);

    /// <summary>All symbols, in one part.</summary>
    public async Task<ReferencePart> ReadSymbolsAsync(CancellationToken cancellationToken)
    {
        SourceRequest request = Adapter.SymbolsRequest();
        SymbolRecords? records = null;
        VenueAnswer answer = await Client.ReadAsync(request, (root, retrievedAt) =>
        {
            if (Adapter.StatedLimits(root) is { } limits)
            {
                Client.Learn(limits);
            }

            records = new SymbolRecords(Sheet.Exchange, request.Text, retrievedAt);
            Adapter.ReadSymbols(root, records);
            if (records.Rows.Count + records.Rejected.Count == 0)
            {
                // An empty list would make every symbol that is stored look vanished.
                throw new JsonException("The list of symbols is empty.");
            }
        }, cancellationToken).ConfigureAwait(false);
        return new ReferencePart
        {
            Request = request.Text,
            Rows = [records!.Rows],     // it was read
            Rejected = records.Rejected,
            CompleteExchange = Sheet.Exchange,
            RetrievedAt = answer.RetrievedAt,
        };
    }

    /// <summary>Has the server tell its clock and the state of its limits.</summary>
    public Task AskTimeAsync(CancellationToken cancellationToken) => Client.ReadAsync(Adapter.TimeRequest(), (_, _) => { }, cancellationToken);

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
