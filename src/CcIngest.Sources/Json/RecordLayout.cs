using System.Runtime.CompilerServices;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// How a record was written, so that the next ones can be read without looking at each of their tokens: those of a page have the same names in the
/// same order and repeat their texts, and only numbers differ. Stretches of bytes are compared as they are; a record that differs in anything but
/// plain numbers is left to <see cref="JsonRowReader"/>.
/// </summary>
internal sealed class RecordLayout
{
    private readonly Number[] _numbers;
    private readonly byte[] _ending;

    // The cells that do not differ, by their storage.
    private readonly (int Ordinal, string Text)[] _texts;
    private readonly (int Ordinal, long Value)[] _wholes;
    private readonly (int Ordinal, double Value)[] _doubles;

    private RecordLayout(Number[] numbers, byte[] ending, RowBatch rows, int row)
    {
        _numbers = numbers;
        _ending = ending;
        HashSet<int> differing = [.. numbers.Select(number => number.Ordinal)];
        int[] repeated = [.. Enumerable.Range(0, rows.Dataset.Columns.Count).Where(ordinal => !differing.Contains(ordinal) && !rows.IsNull(row, ordinal))];
        _texts = [.. repeated.Where(ordinal => Storage(ordinal) == ColumnStorage.Text).Select(ordinal => (ordinal, rows.Text(row, ordinal)!))];
        _wholes = [.. repeated.Where(ordinal => Storage(ordinal) == ColumnStorage.Int64).Select(ordinal => (ordinal, rows.Int64(row, ordinal)))];
        _doubles = [.. repeated.Where(ordinal => Storage(ordinal) == ColumnStorage.Double).Select(ordinal => (ordinal, rows.Double(row, ordinal)))];

        ColumnStorage Storage(int ordinal) => rows.Dataset.Columns[ordinal].Storage;
    }

    /// <param name="record">An object that <see cref="JsonRowReader"/> has read into a row without a fault.</param>
    /// <returns>Null for a record of several levels or with exact decimals, and for one that says a name twice or with escapes.</returns>
    public static RecordLayout? Of(ReadOnlySpan<byte> record, JsonNames names, RowBatch rows, int row)
    {
        Utf8JsonReader reader = new(record);
        reader.Read();
        List<Number> numbers = [];
        HashSet<int> seen = [];
        int compared = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int index = names.Find(reader.ValueSpan);
            if (reader.ValueIsEscaped || (index >= 0 && !seen.Add(index)))
            {
                return null;
            }

            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                return null;
            }

            Column? column = index < 0 ? null : names[index].Column;
            if (reader.TokenType == JsonTokenType.Number && column?.Kind == ColumnKind.Decimal)
            {
                return null;
            }

            bool isNumber = reader.TokenType == JsonTokenType.Number || (reader.TokenType == JsonTokenType.Null && column is { Storage: not ColumnStorage.Text });
            if (isNumber && column?.Storage != ColumnStorage.Text)
            {
                numbers.Add(new Number(record[compared..(int)reader.TokenStartIndex].ToArray(), column, column is null ? -1 : names[index].Ordinal, index < 0 ? "" : names[index].Name));
                compared = (int)reader.BytesConsumed;
            }
        }

        return new RecordLayout([.. numbers], record[compared..].ToArray(), rows, row);
    }

    /// <summary>Adds a row from a record that is written as this says.</summary>
    /// <param name="bytes">Begins with the record.</param>
    /// <returns>The record's length in bytes; 0 when it is written in another way, and then there is no row.</returns>
    public int TryRead(ReadOnlySpan<byte> bytes, RowBatch rows)
    {
        int row = rows.AddRow();
        int at = 0;
        foreach (Number number in _numbers)
        {
            ReadOnlySpan<byte> before = number.Before;
            if (bytes.Length - at < before.Length || !bytes.Slice(at, before.Length).SequenceEqual(before))
            {
                return Otherwise(rows);
            }

            at += before.Length;
            int length = number.IsWhole ? TryWhole(bytes[at..], number, rows, row) : TryDouble(bytes[at..], number, rows, row);
            if (length == 0)
            {
                return Otherwise(rows);
            }

            at += length;
        }

        if (!bytes[at..].StartsWith(_ending))
        {
            return Otherwise(rows);
        }

        foreach ((int ordinal, string text) in _texts)
        {
            rows.Set(row, ordinal, text);
        }

        foreach ((int ordinal, long value) in _wholes)
        {
            rows.Set(row, ordinal, value);
        }

        foreach ((int ordinal, double value) in _doubles)
        {
            rows.Set(row, ordinal, value);
        }

        return at + _ending.Length;
    }

    private static int Otherwise(RowBatch rows)
    {
        rows.RemoveLastRow();
        return 0;
    }

    private static int TryDouble(ReadOnlySpan<byte> text, in Number number, RowBatch rows, int row)
    {
        if (!PlainNumber.TryRead(text, out double value, out int length) && !TryLong(text, out value, out length))
        {
            return number.Null(text);
        }

        if (number.Ordinal >= 0)
        {
            rows.Set(row, number.Ordinal, value);
        }

        return length;
    }

    /// <summary>A number of many digits or with a large exponent, as the JSON reader takes it.</summary>
    private static bool TryLong(ReadOnlySpan<byte> text, out double value, out int length)
    {
        (value, length) = (0, text.IndexOfAny(",}"u8));
        if (length <= 0 || text[0] == 'n')
        {
            return false;
        }

        Utf8JsonReader reader = new(text[..length]);
        try
        {
            bool isNumber = reader.Read() && reader.TokenType == JsonTokenType.Number && reader.BytesConsumed == length;
            value = isNumber && JsonValueReader.TryDouble(ref reader, out double? read) ? read ?? double.NaN : double.NaN;
            return double.IsFinite(value);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int TryWhole(ReadOnlySpan<byte> text, in Number number, RowBatch rows, int row)
    {
        if (!PlainNumber.TryRead(text, out long value, out int length))
        {
            return number.Null(text);
        }

        if (!JsonValueReader.TryWhole(value, number.Kind, number.Name, out long? whole) || (whole is null && number.IsRequired))
        {
            return 0;
        }

        if (whole is { } given)
        {
            rows.Set(row, number.Ordinal, given);
        }

        return length;
    }

    /// <summary>A number that differs from record to record.</summary>
    /// <param name="before">All bytes between it and the number before it.</param>
    /// <param name="column">Null for one that nobody wants; it has to be a number all the same.</param>
    /// <param name="ordinal">Below 0 for such a one.</param>
    private readonly struct Number(byte[] before, Column? column, int ordinal, string name)
    {
        public byte[] Before { get; } = before;

        public bool IsWhole { get; } = column?.Storage == ColumnStorage.Int64;

        public ColumnKind Kind { get; } = column?.Kind ?? ColumnKind.Double;

        public int Ordinal { get; } = ordinal;

        public string Name { get; } = name;

        public bool IsRequired { get; } = column is { Nullable: false };

        /// <returns>The length of a null that may stand here, else 0.</returns>
        [MethodImpl(MethodImplOptions.NoInlining)]
        public int Null(ReadOnlySpan<byte> text) => !IsRequired && text.StartsWith("null"u8) ? "null"u8.Length : 0;
    }
}
