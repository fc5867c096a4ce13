using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads order books and missed ticks from a store.</summary>
internal static class BookReads
{
    /// <summary>Ascending by time.</summary>
    public static async IAsyncEnumerable<OrderBook> ReadAsync(
        IMarketDataStore store, (string Exchange, string Native) book, DateTime? from, DateTime? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (RowBatch rows in store.ScanAsync(
            OrderBookSnapshots.Dataset, new RowSlice([book.Exchange, book.Native], from, to), cancellationToken).ConfigureAwait(false))
        {
            for (int row = 0; row < rows.Count; row++)
            {
                yield return OrderBook.Of(rows, row);
            }
        }
    }

    /// <summary>The last snapshot of a book up to a moment, inclusive; null when there is none.</summary>
    public static async Task<OrderBook?> LastAsync(
        IMarketDataStore store, (string Exchange, string Native) book, DateTime? moment, CancellationToken cancellationToken)
    {
        RowSlice upTo = new([book.Exchange, book.Native], null, moment?.AddMicroseconds(1));
        if (await store.ReadBoundsAsync(OrderBookSnapshots.Dataset, upTo, cancellationToken).ConfigureAwait(false) is not (_, var last))
        {
            return null;
        }

        OrderBook? found = null;
        await foreach (OrderBook snapshot in ReadAsync(store, book, last, last.AddMicroseconds(1), cancellationToken).ConfigureAwait(false))
        {
            found = snapshot;
        }

        return found;
    }

    /// <summary>Ascending by time.</summary>
    public static async IAsyncEnumerable<MissedTick> MissedAsync(
        IMarketDataStore store, (string Exchange, string Native) book, DateTime? from, DateTime? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (RowBatch rows in store.ScanAsync(
            MissedTicks.Dataset, new RowSlice([book.Exchange, book.Native], from, to), cancellationToken).ConfigureAwait(false))
        {
            for (int row = 0; row < rows.Count; row++)
            {
                yield return MissedTick.Of(rows, row);
            }
        }
    }

    /// <summary>Of one run, by exchange, native symbol and time.</summary>
    public static async Task<IReadOnlyList<MissedTick>> MissedAsync(
        IMarketDataStore store, string runId, DateTime? from, DateTime? to, CancellationToken cancellationToken)
    {
        RowBatch rows = await store.ReadRowsAsync(MissedTicks.Dataset, "run_id", runId, cancellationToken).ConfigureAwait(false);
        return [.. Enumerable.Range(0, rows.Count).Select(row => MissedTick.Of(rows, row))
            .Where(tick => (from is null || tick.TickAt >= from) && (to is null || tick.TickAt < to))];
    }
}
