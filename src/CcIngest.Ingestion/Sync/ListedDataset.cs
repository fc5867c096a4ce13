using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// A table whose rows are listed venue by venue, so that one which the source no longer lists is noticed. One line for each such table.
/// </summary>
/// <param name="List">The reference list that fills it.</param>
/// <param name="Dataset">The table.</param>
/// <param name="Exchange">The column with the venue.</param>
/// <param name="Symbol">The column that tells the records of a venue apart.</param>
/// <param name="Raw">The column with the name on the exchange, by which a rejected record is recognised; it is in the record's raw
/// text.</param>
/// <param name="Status">The column that says whether a record is still listed.</param>
/// <param name="Vanished">What it says of one that is not.</param>
/// <param name="Stored">Reads what is stored, as <see cref="Instrument"/>; null where every venue is a list of its own.</param>
internal sealed record ListedDataset(
    string List, Dataset Dataset, string Exchange, string Symbol, string Raw, string Status, string Vanished, StoredQuery? Stored)
{
    public static IReadOnlyList<ListedDataset> All { get; } =
    [
        OfInstruments(ReferenceList.SpotInstruments, InstrumentsSpot.Dataset, StoredQuery.Instruments),
        OfInstruments(ReferenceList.FuturesInstruments, InstrumentsFutures.Dataset, StoredQuery.FuturesInstruments),
        new(ReferenceList.Symbols, Symbols.Dataset, "exchange", "native_symbol", "native_symbol", "status", Symbols.Vanished, null),
    ];

    /// <summary>The listed table of a reference list, or null: the list has no venues.</summary>
    public static ListedDataset? Of(string list) => All.FirstOrDefault(listed => listed.List == list);

    /// <summary>The tables of instruments name these columns alike.</summary>
    private static ListedDataset OfInstruments(string list, Dataset dataset, StoredQuery stored) => new(
        list, dataset, "exchange_internal_name", "mapped_instrument_symbol", "exchange_instrument_symbol_raw",
        "instrument_status_on_exchange", InstrumentStatus.Vanished, stored);
}
