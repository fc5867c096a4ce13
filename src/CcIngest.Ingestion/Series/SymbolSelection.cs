using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// Chooses the series of klines from the symbols in the store. Of several native symbols of one standard symbol the preferred one is taken
/// (<see cref="ResolvedSymbol.Rule"/>), unless another is asked for by its own name.
/// </summary>
public static class SymbolSelection
{
    /// <exception cref="IngestException">Nothing is chosen; the advice says what to sync or which filter to widen.</exception>
    public static async Task<IReadOnlyList<TradingPair>> ChooseAsync(IMarketDataStore store, Selection select, CancellationToken cancellationToken)
    {
        HashSet<string> names = [.. select.Instruments];
        HashSet<string> quotes = [.. select.Quotes];
        HashSet<string> statuses = [.. select.Statuses];
        List<TradingPair> chosen = [];
        foreach (IGrouping<(string, string), SymbolRecord> group in (await ReadAsync(store, select.Exchanges, cancellationToken).ConfigureAwait(false))
            .GroupBy(symbol => (symbol.Exchange, symbol.StandardSymbol))
            .OrderBy(group => group.Key.Exchange, StringComparer.Ordinal).ThenBy(group => group.Key.StandardSymbol, StringComparer.Ordinal))
        {
            SymbolRecord[] preferred = [.. ResolvedSymbol.Preferred(group)];
            bool isGroupWanted = names.Count == 0 || names.Contains(preferred[0].StandardSymbol);
            chosen.AddRange(preferred
                .Where((symbol, place) => (isGroupWanted && place == 0) || names.Contains(symbol.NativeSymbol))
                .Where(symbol => (quotes.Count == 0 || quotes.Contains(symbol.Quote)) && (statuses.Count == 0 || statuses.Contains(symbol.Status)))
                .Select(ToPair));
        }

        return chosen.Count > 0 ? [.. chosen.Take(select.Limit ?? int.MaxValue)] : throw new IngestException(
            IngestErrorId.SelectionEmpty, "No symbol in the store fits the selection.",
            "Run Sync-CcSymbol (job step {\"sync\": \"symbols\"}) first, or widen the selection; Get-CcSymbol shows what there is.");
    }

    /// <summary>The symbols of some exchanges, or of all that there are adapters for.</summary>
    public static async Task<IReadOnlyList<SymbolRecord>> ReadAsync(
        IMarketDataStore store, IReadOnlyList<string> exchanges, CancellationToken cancellationToken)
    {
        List<SymbolRecord> symbols = [];
        foreach (string exchange in exchanges.Count > 0 ? exchanges : VenueCatalog.Exchanges)
        {
            RowBatch rows = await store.ReadRowsAsync(Symbols.Dataset, "exchange", exchange, cancellationToken).ConfigureAwait(false);
            symbols.AddRange(Enumerable.Range(0, rows.Count).Select(row => SymbolRecord.Of(rows, row)));
        }

        return symbols;
    }

    /// <summary>The series of a symbol. Where it begins is not known before the exchange is asked: its listing time may lie before its first trade.</summary>
    public static TradingPair ToPair(SymbolRecord symbol) => new()
    {
        Exchange = symbol.Exchange,
        Symbol = symbol.StandardSymbol,
        RawSymbol = symbol.NativeSymbol,
        Base = symbol.Base,
        Quote = symbol.Quote,
        Status = symbol.Status,
        StatusSince = symbol.UpdatedAt,
        ExpiresAt = symbol.Type == StandardSymbol.WordOf(SymbolType.Future) ? symbol.DeliveryTime : null,
    };
}
