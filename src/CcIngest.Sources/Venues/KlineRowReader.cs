using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Reads one kline, an array, into a row. Decimals stay the digits that came: no number type is between. For one thread.</summary>
internal sealed class KlineRowReader
{
    /// <summary>More digits than any column has: tells a number that is too long from what is no number.</summary>
    private const int AnyPrecision = 2_000;

    private readonly KlineShape _shape;
    private readonly SeriesKey _series;
    private readonly string _intervalText;
    private readonly (int Position, int Ordinal)[] _taken;
    private readonly JsonElement[] _values;
    private readonly int _exchange;
    private readonly int _symbol;
    private readonly int _interval;

    /// <param name="dataset">The klines, at the series' interval.</param>
    public KlineRowReader(KlineShape shape, Dataset dataset, SeriesKey series)
    {
        SeriesColumns columns = dataset.Series ?? throw new ArgumentException($"{dataset} is no time series.", nameof(dataset));
        (_shape, _series, _intervalText) = (shape, series, series.Interval.ToString());
        (_exchange, _symbol) = (columns.Exchange, columns.Symbol);
        _interval = columns.Interval ?? throw new ArgumentException($"{dataset} has no column for the interval.", nameof(dataset));
        _values = new JsonElement[shape.Columns.Count];

        // The time first: by it a record with another fault still finds its period.
        _taken = [.. shape.Columns.Index().Where(column => column.Item is not null)
            .Select(column => (column.Index, Ordinal: dataset.Ordinal(column.Item!)))
            .OrderBy(column => column.Ordinal != columns.Time)];
    }

    /// <summary>Adds a row, also when a fault comes back, with what could be read of it: the caller takes it away again.</summary>
    /// <returns>The first value that cannot be taken, or null. The dataset's rules are not asked.</returns>
    public RowFault? Read(JsonElement record, RowBatch rows)
    {
        int row = rows.AddRow();
        rows.Set(row, _exchange, _series.Exchange);
        rows.Set(row, _symbol, _series.Symbol);
        rows.Set(row, _interval, _intervalText);
        if (record.ValueKind != JsonValueKind.Array)
        {
            return new RowFault(RowFault.Unreadable, "The record is no array.");
        }

        // Once through: the document looks for an element of an array from the array's beginning.
        int length = 0;
        foreach (JsonElement value in record.EnumerateArray())
        {
            if (length < _values.Length)
            {
                _values[length] = value;
            }

            length++;
        }

        foreach ((int position, int ordinal) in _taken)
        {
            Column column = rows.Dataset.Columns[ordinal];
            RowFault? fault = position >= length
                ? new RowFault(RowFault.Required, FormattableString.Invariant($"The record has {length} values; {column} would be the one at {position}."))
                : Set(rows, row, ordinal, column, _values[position]);
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private RowFault? Set(RowBatch rows, int row, int ordinal, Column column, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return column.Nullable ? null : new RowFault(RowFault.Required, $"{column} is null.");
            case not (JsonValueKind.String or JsonValueKind.Number):
                return Unreadable(column, value);
        }

        ReadOnlySpan<byte> text = TextOf(value);
        switch (column.Kind)
        {
            case ColumnKind.DateTime when TryWhole(text, out long count) && _shape.TryTime(count, out DateTime time):
                rows.Set(row, ordinal, time);
                return null;
            case ColumnKind.Int64 when TryWhole(text, out long number):
                rows.Set(row, ordinal, number);
                return null;
            case ColumnKind.Decimal:
                if (DecimalText.TryCanonical(text, column.Precision, column.Scale, out string? canonical))
                {
                    rows.Set(row, ordinal, canonical);
                    return null;
                }

                return DecimalText.TryCanonical(text, 2 * AnyPrecision, AnyPrecision, out _)
                    ? new RowFault(RowFit.OutOfRange, FormattableString.Invariant(
                        $"{column} is {Encoding.UTF8.GetString(text)}; its column holds {column.Precision - column.Scale} digits before the point and {column.Scale} behind it, and nothing is rounded."))
                    : Unreadable(column, value);
            default:
                return Unreadable(column, value);
        }
    }

    /// <summary>What stands in the answer, without quotes and escapes.</summary>
    private static ReadOnlySpan<byte> TextOf(JsonElement value)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        if (value.ValueKind == JsonValueKind.Number)
        {
            return raw;
        }

        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(value.GetString() ?? "") : raw[1..^1];
    }

    private static RowFault Unreadable(Column column, JsonElement value) => new(RowFault.Unreadable, $"{column} is {Cut(value.GetRawText())}, no {Wanted(column)}.");

    private static string Wanted(Column column) => column.Kind switch
    {
        ColumnKind.Decimal => "decimal",
        ColumnKind.Int64 => "whole number",
        _ => "time",
    };

    private static string Cut(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private static bool TryWhole(ReadOnlySpan<byte> text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
