using System.Text;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Makes rows of <see cref="Symbols"/> from what a venue lists. Every record becomes a row or a rejection.</summary>
internal sealed class SymbolRecords(string exchange, string request, DateTime retrievedAt)
{
    private const string NoStandardName = "standard-symbol";

    private readonly HashSet<string> _natives = new(StringComparer.Ordinal);
    private readonly List<RejectedRow> _rejected = [];

    public RowBatch Rows { get; } = new(Symbols.Dataset);

    public IReadOnlyList<RejectedRow> Rejected => _rejected;

    /// <param name="record">As it came: the text of a rejection.</param>
    /// <param name="name">The key under which the record stands in its map; null in a list.</param>
    public void Add(ListedSymbol symbol, JsonElement record, string? name = null)
    {
        if (Fault(symbol) is { } fault)
        {
            string text = record.GetRawText();
            _rejected.Add(new RejectedRow(
                Symbols.Dataset, name is null ? text : $"\"{name}\":{text}", fault.Rule, fault.Reason, request) { Exchange = exchange });
        }
    }

    /// <summary>Adds the row, or says what is wrong with it.</summary>
    private RowFault? Fault(ListedSymbol symbol)
    {
        if (symbol.Refusal is { } refusal)
        {
            return new RowFault(NoStandardName, $"{symbol.Native}: {refusal}");
        }

        DateOnly? day = symbol is { Type: SymbolType.Future, Delivery: { } delivery } ? DateOnly.FromDateTime(delivery) : null;
        if (!StandardSymbol.TryCreate(symbol.Base, symbol.Quote, symbol.Type, day, out StandardSymbol? standard, out string? reason))
        {
            return new RowFault(NoStandardName, $"{symbol.Native}: {reason}");
        }

        if (!_natives.Add(symbol.Native))
        {
            return new RowFault("key-clash", $"{symbol.Native} is listed twice.");
        }

        int row = Rows.AddRow();
        Set("exchange", exchange);
        Set("native_symbol", symbol.Native);
        Set("standard_symbol", standard.ToString());
        Set("base", standard.Base);
        Set("quote", standard.Quote);
        Set("type", standard.TypeWord);
        Set("status", symbol.Status);
        Set("native_status", symbol.NativeStatus);
        SetTime("listing_time", symbol.Listing);
        SetTime("delivery_time", symbol.Delivery);
        SetTime("last_seen", retrievedAt);
        RowFault? fault = Decimal("tick_size", symbol.Tick) ?? Decimal("lot_size", symbol.Lot) ?? Decimal("contract_size", symbol.ContractSize)
            ?? RowFault.ByRules(Rows, row);
        if (fault is not null)
        {
            Rows.RemoveLastRow();
        }

        return fault;

        void Set(string column, string? text) => Rows.Set(row, Rows.Dataset.Ordinal(column), text);

        void SetTime(string column, DateTime? time)
        {
            if (time is { } at)
            {
                Rows.Set(row, Rows.Dataset.Ordinal(column), at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond));
            }
        }

        RowFault? Decimal(string name, string? text)
        {
            int ordinal = Rows.Dataset.Ordinal(name);
            Column column = Rows.Dataset.Columns[ordinal];
            if (text is not null && !DecimalText.TryCanonical(Encoding.UTF8.GetBytes(text), column.Precision, column.Scale, out text))
            {
                return new RowFault(RowFit.OutOfRange, $"{symbol.Native}: {name} is no decimal that its column holds.");
            }

            Rows.Set(row, ordinal, text);
            return null;
        }
    }
}
