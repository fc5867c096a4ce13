using System.Collections;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Offers the exchanges that are asked directly.</summary>
public sealed class VenueCompleter : WordCompleter
{
    protected override IEnumerable<CompletionWord> Words(IDictionary boundParameters) =>
        VenueCatalog.All.Select(venue => new CompletionWord(venue.Exchange, venue.Title));
}

/// <summary>Offers the intervals that some exchange has klines of.</summary>
public sealed class KlineIntervalCompleter : WordCompleter
{
    protected override IEnumerable<CompletionWord> Words(IDictionary boundParameters) => VenueCatalog.All
        .SelectMany(venue => venue.Intervals.Keys.Select(interval => (Interval: interval, venue.Title)))
        .GroupBy(one => one.Interval, one => one.Title).OrderBy(group => group.Key)
        .Select(group => new CompletionWord(group.Key.ToString(), $"Klines of {string.Join(", ", group)}"));
}

public sealed class SymbolStatusCompleter : WordCompleter
{
    private static readonly CompletionWord[] Statuses =
    [
        new(Symbols.Active, "Trades now"), new(Symbols.Restricted, "Only some orders are taken"), new(Symbols.Halted, "Listed, and trading rests"),
        new(Symbols.Pending, "Listed, and trading has not begun"), new(Symbols.Closed, "Settled or delisted"),
        new(Symbols.Other, "The exchange says a word that this program does not know"), new(Symbols.Vanished, "The exchange lists it no more"),
    ];

    protected override IEnumerable<CompletionWord> Words(IDictionary boundParameters) => Statuses;
}

/// <summary>Offers the standard symbols of the exchange on the line, else of all.</summary>
public sealed class SymbolCompleter : StoreCompleter
{
    internal override async Task<IReadOnlyList<CompletionWord>> ReadAsync(IMarketDataStore store, string exchange, CancellationToken cancellationToken) =>
    [
        .. ResolvedSymbol.Choose(await SymbolSelection.ReadAsync(store, exchange.Length > 0 ? [exchange] : [], cancellationToken).ConfigureAwait(false))
            .GroupBy(symbol => symbol.StandardSymbol).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new CompletionWord(group.Key, string.Join(", ", group.Select(symbol => $"{symbol.Exchange} {symbol.NativeSymbol}")))),
    ];
}
