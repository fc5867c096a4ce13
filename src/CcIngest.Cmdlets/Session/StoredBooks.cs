using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>The books of which a table has rows, read once, to choose from by exchange and by either name.</summary>
internal sealed class StoredBooks
{
    /// <summary>Columns of the key before the time: exchange and native symbol.</summary>
    private const int Prefix = 2;

    private readonly IReadOnlyList<(string Exchange, string Native)> _books;
    private readonly IReadOnlyDictionary<(string Exchange, string Native), string> _standard;

    private StoredBooks(IReadOnlyList<(string Exchange, string Native)> books, IReadOnlyDictionary<(string Exchange, string Native), string> standard) =>
        (_books, _standard) = (books, standard);

    /// <param name="isNamed">Whether books are chosen by name: else standard names are not read.</param>
    public static async Task<StoredBooks> ReadAsync(IMarketDataStore store, Dataset dataset, bool isNamed, CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyList<string>> prefixes = await store.ReadPrefixesAsync(dataset, Prefix, cancellationToken).ConfigureAwait(false);
        (string Exchange, string Native)[] books = [.. prefixes.Select(prefix => (prefix[0], prefix[1]))];
        return new StoredBooks(books, !isNamed || books.Length == 0 ? new Dictionary<(string, string), string>()
            : await StandardAsync(store, [.. books.Select(book => book.Exchange).Distinct()], cancellationToken).ConfigureAwait(false));
    }

    /// <param name="exchange">Null for any.</param>
    /// <param name="symbol">A standard or native symbol, with wildcards; all native symbols of a standard one are chosen. Null for any.</param>
    public IEnumerable<(string Exchange, string Native)> Choose(string? exchange, string? symbol)
    {
        NamePatterns names = new();
        names.Add(symbol is null ? null : [symbol]);
        return _books.Where(book => (exchange is null || book.Exchange == exchange)
            && (names.Count == 0 || names.Match(book.Native) || (_standard.GetValueOrDefault(book) is { } name && names.Match(name))));
    }

    private static async Task<Dictionary<(string, string), string>> StandardAsync(
        IMarketDataStore store, IReadOnlyList<string> exchanges, CancellationToken cancellationToken) =>
        (await SymbolSelection.ReadAsync(store, exchanges, cancellationToken).ConfigureAwait(false))
            .ToDictionary(symbol => (symbol.Exchange, symbol.NativeSymbol), symbol => symbol.StandardSymbol);
}
