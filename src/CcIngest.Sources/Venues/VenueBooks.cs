using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Order books of one venue, by the promise of <see cref="IMarketDataSource.FetchBookAsync"/>.</summary>
internal sealed class VenueBooks(VenueAdapter venue, VenueClient client, TimeProvider time)
{
    private static readonly Dataset Snapshots = OrderBookSnapshots.Dataset;

    /// <exception cref="IngestException">The exchange has no books, or none of that depth.</exception>
    public BookSheet Describe(int depth)
    {
        BookSheet sheet = venue.Sheet.Books ?? throw new IngestException(
            IngestErrorId.SettingInvalid, $"{venue.Sheet} is not asked for order books.", "Choose another exchange.", scope: FailureScope.Leg);
        return sheet.Offers(depth) ? sheet : throw new IngestException(
            IngestErrorId.SettingInvalid, FormattableString.Invariant($"{venue.Sheet} has no order books of {depth} levels."), $"Use {sheet.Allowed}.", scope: FailureScope.Leg);
    }

    public async Task<OrderBookAnswer> FetchAsync(OrderBookRequest request, RowBatch rows, CancellationToken cancellationToken)
    {
        Describe(request.Depth);
        SourceRequest http = venue.BookRequest(request.NativeSymbol, request.Depth);
        int before = rows.Count;
        VenueAnswer answer = await client.ReadWithinAsync(http, request.Within, root =>
        {
            while (rows.Count > before)
            {
                rows.RemoveLastRow();
            }

            Add(request, venue.ReadBook(root), rows);
        }, cancellationToken).ConfigureAwait(false);
        return new OrderBookAnswer(http.Text, answer.Bytes);
    }

    private void Add(OrderBookRequest request, VenueBook book, RowBatch rows)
    {
        if (book.Bids.ValueKind != JsonValueKind.Array || book.Asks.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("The sides of the book are no lists.");
        }

        DateTime receivedAt = Cut(time.GetUtcNow().UtcDateTime);
        int row = rows.AddRow();
        rows.Set(row, Snapshots.Ordinal("exchange"), request.Exchange);
        rows.Set(row, Snapshots.Ordinal("native_symbol"), request.NativeSymbol);
        rows.Set(row, Snapshots.Ordinal("retrieved_at"), book.Time ?? receivedAt);
        rows.Set(row, Snapshots.Ordinal("last_update_id"), book.LastUpdateId);
        if (book.Time is { } told)
        {
            rows.Set(row, Snapshots.Ordinal("exchange_ts"), told);
        }

        rows.Set(row, Snapshots.Ordinal("received_at"), receivedAt);
        rows.Set(row, Snapshots.Ordinal("tick_at"), request.TickAt);
        rows.Set(row, Snapshots.Ordinal("depth"), (long)request.Depth);
        rows.Set(row, Snapshots.Ordinal("bids"), book.Bids.GetRawText());
        rows.Set(row, Snapshots.Ordinal("asks"), book.Asks.GetRawText());
    }

    /// <summary>To the microsecond, which is what the columns keep.</summary>
    private static DateTime Cut(DateTime moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
}
