using System.Globalization;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Offers names that instruments of the store have: of the exchange on the line, else of all.</summary>
public abstract class InstrumentWordsCompleter : StoreCompleter
{
    // A bound on memory: some 15 MB of words.
    private const int MostRead = 100_000;

    internal sealed override async Task<IReadOnlyList<CompletionWord>> ReadAsync(IMarketDataStore store, string exchange, CancellationToken cancellationToken)
    {
        InstrumentFilter filter = new() { Exchanges = exchange.Length == 0 ? [] : [exchange], Limit = MostRead };
        Dictionary<string, CompletionWord> words = new(StringComparer.Ordinal);
        foreach (Market market in Enum.GetValues<Market>())
        {
            await foreach (Instrument instrument in StoreReads.InstrumentsAsync(store, market, filter, cancellationToken).ConfigureAwait(false))
            {
                if (Word(instrument, exchange.Length > 0) is { Text.Length: > 0 } word)
                {
                    words.TryAdd(word.Text, word);
                }
            }
        }

        return [.. words.Values.OrderBy(word => word.Text, StringComparer.Ordinal)];
    }

    /// <param name="isOfExchange">Whether all instruments are of one exchange; else a name may be that of several.</param>
    internal abstract CompletionWord? Word(Instrument instrument, bool isOfExchange);

    private protected static string Life(Instrument instrument) => string.Create(
        CultureInfo.InvariantCulture, $"{instrument.Status}, first trade {(instrument.FirstTrade is { } first ? first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "unknown")}");
}

/// <summary>Mapped names.</summary>
public sealed class InstrumentCompleter : InstrumentWordsCompleter
{
    internal override CompletionWord Word(Instrument instrument, bool isOfExchange) =>
        new(instrument.Symbol, isOfExchange ? $"{instrument.RawSymbol} on {instrument.Exchange}, {Life(instrument)}" : instrument.Symbol);
}

/// <summary>Names on the exchange.</summary>
public sealed class RawSymbolCompleter : InstrumentWordsCompleter
{
    internal override CompletionWord Word(Instrument instrument, bool isOfExchange) =>
        new(instrument.RawSymbol, isOfExchange ? $"{instrument.Symbol} on {instrument.Exchange}, {Life(instrument)}" : instrument.RawSymbol);
}

/// <summary>Quote assets.</summary>
public sealed class QuoteCompleter : InstrumentWordsCompleter
{
    internal override CompletionWord? Word(Instrument instrument, bool isOfExchange) =>
        instrument.Quote is { } quote ? new CompletionWord(quote, $"Instruments quoted in {quote}") : null;
}
