using System.Text;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Reads one kline, an array, into a row. Decimals stay the digits that came: no number type is between.</summary>
internal sealed class KlineRowReader
{
    /// <summary>More digits than any column has: tells a number that is too long from what is no number.</summary>
    private const int AnyPrecision = 2_000;

    private readonly KlineShape _shape;
    private readonly SeriesKey _series;
    private readonly int[] _ordinals;
    private readonly int _exchange;
    private readonly int _symbol;
    private readonly int _interval;
    private readonly int _time;

    /// <param name="dataset">The klines, at the series' interval.</param>
    public KlineRowReader(KlineShape shape, Dataset dataset, SeriesKey series)
    {
        SeriesColumns columns = dataset.Series ?? throw new ArgumentException($"{dataset} is no time series.", nameof(dataset));
        (_shape, _series) = (shape, series);
        (_exchange, _symbol, _time) = (columns.Exchange, columns.Symbol, columns.Time);
        _interval = columns.Interval ?? throw new ArgumentException($"{dataset} has no column for the interval.", nameof(dataset));
        _ordinals = [.. shape.Columns.Select(column => column is null ? -1 : dataset.Ordinal(column))];
    }

    /// <summary>Adds a row, also when a fault comes back, with what could be read of it: the caller takes it away again.</summary>
    /// <returns>The first value that cannot be taken, or null. The dataset's rules are not asked.</returns>
    public RowFault? Read(JsonElement record, RowBatch rows)
    {
        int row = rows.AddRow();
        rows.Set(row, _exchange, _series.Exchange);
        rows.Set(row, _symbol, _series.Symbol);
        rows.Set(row, _interval, _series.Interval.ToString());
        if (record.ValueKind != JsonValueKind.Array)
        {
            return new RowFault(RowFault.Unreadable, "The record is no array.");
        }

        // The time first: by it a record with another fault still finds its period.
        RowFault? fault = null;
        int length = record.GetArrayLength();
        foreach (int position in Enumerable.Range(0, _ordinals.Length).Where(index => _ordinals[index] >= 0).OrderBy(index => _ordinals[index] != _time))
        {
            Column column = rows.Dataset.Columns[_ordinals[position]];
            fault ??= position >= length
                ? new RowFault(RowFault.Required, FormattableString.Invariant($"The record has {length} values; {column} would be the one at {position}."))
                : Set(rows, row, _ordinals[position], column, record[position]);
        }

        return fault;
    }

    private RowFault? Set(RowBatch rows, int row, int ordinal, Column column, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return column.Nullable ? null : new RowFault(RowFault.Required, $"{column} is null.");
        }

        string? text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        switch (column.Kind)
        {
            case ColumnKind.DateTime when text is not null && Whole(text) is { } count && _shape.TryTime(count, out DateTime time):
                rows.Set(row, ordinal, time);
                return null;
            case ColumnKind.Int64 when text is not null && Whole(text) is { } number:
                rows.Set(row, ordinal, number);
                return null;
            case ColumnKind.Decimal when text is not null:
                byte[] digits = Encoding.UTF8.GetBytes(text);
                if (DecimalText.TryCanonical(digits, column.Precision, column.Scale, out string? canonical))
                {
                    rows.Set(row, ordinal, canonical);
                    return null;
                }

                return DecimalText.TryCanonical(digits, 2 * AnyPrecision, AnyPrecision, out _)
                    ? new RowFault(RowFit.OutOfRange, FormattableString.Invariant(
                        $"{column} is {text}; its column holds {column.Precision - column.Scale} digits before the point and {column.Scale} behind it, and nothing is rounded."))
                    : Unreadable(column, value);
            default:
                return Unreadable(column, value);
        }
    }

    private static RowFault Unreadable(Column column, JsonElement value) => new(RowFault.Unreadable, $"{column} is {Cut(value.GetRawText())}, no {Wanted(column)}.");

    private static string Wanted(Column column) => column.Kind switch
    {
        ColumnKind.Decimal => "decimal",
        ColumnKind.Int64 => "whole number",
        _ => "time",
    };

    private static string Cut(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private static long? Whole(string text) =>
        long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out long value) ? value : null;
}
