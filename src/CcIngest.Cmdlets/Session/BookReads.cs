using System.Runtime.CompilerServices;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads order books and missed ticks from a store.</summary>
internal static class BookReads
{
    /// <summary>Columns of the key before the time: exchange and native symbol.</summary>
    private const int Prefix = 2;

    /// <summary>The books, by exchange and native symbol, of which a table has rows and that are wanted.</summary>
    /// <param name="names">Standard or native symbols with wildcards; of the standard ones the preferred native symbol is not chosen: all are.</param>
    public static async Task<IReadOnlyList<(string Exchange, string Native)>> ChooseAsync(
        IMarketDataStore store, Dataset dataset, IReadOnlyList<string> exchanges, NamePatterns names, CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyList<string>> stored = await store.ReadPrefixesAsync(dataset, Prefix, cancellationToken).ConfigureAwait(false);
        (string Exchange, string Native)[] books = [.. stored.Select(prefix => (prefix[0], prefix[1])).Where(book => exchanges.Count == 0 || exchanges.Contains(book.Item1))];
        if (books.Length == 0 || names.Count == 0)
        {
            return books;
        }

        Dictionary<(string, string), string> standard = (await SymbolSelection
            .ReadAsync(store, [.. books.Select(book => book.Exchange).Distinct()], cancellationToken).ConfigureAwait(false))
            .ToDictionary(symbol => (symbol.Exchange, symbol.NativeSymbol), symbol => symbol.StandardSymbol);
        return [.. books.Where(book => names.Match(book.Native) || (standard.GetValueOrDefault(book) is { } name && names.Match(name)))];
    }

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
}
