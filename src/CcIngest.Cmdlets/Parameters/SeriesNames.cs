using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Venues and instruments as people name them, as a table of series has them.</summary>
internal static class SeriesNames
{
    public static IReadOnlyList<string> Exchanges(IEnumerable<string> names) => [.. names.Select(name => name.Trim().ToLowerInvariant()).Distinct()];

    /// <summary>Names on exchanges: those that are given, and those of the instruments whose mapped names are given.</summary>
    public static async Task<IReadOnlyList<string>> SymbolsAsync(
        IMarketDataStore store, IReadOnlyList<string> exchanges, IReadOnlyCollection<string> instruments, CancellationToken cancellationToken)
    {
        HashSet<string> symbols = new(instruments, StringComparer.Ordinal);
        foreach (string instrument in instruments)
        {
            foreach (string? exchange in exchanges.DefaultIfEmpty())
            {
                symbols.UnionWith(await StoreReads.RawSymbolsAsync(store, exchange, instrument, cancellationToken).ConfigureAwait(false));
            }
        }

        return [.. symbols.Order(StringComparer.Ordinal)];
    }
}
