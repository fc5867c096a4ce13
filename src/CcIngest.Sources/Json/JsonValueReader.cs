using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>
/// Single values, whatever form they come in: numbers as integers, fractions, exponents or text ("71"), booleans also as 0 and 1, times as
/// Unix seconds. Each method returns false for what it cannot take, and null for a value that says "nothing there". None moves past the value.
/// </summary>
internal sealed class JsonValueReader(TextCache texts)
{
    private const int MicrosecondsPerSecond = 1_000_000;

    // 0001-01-01 00:00:00 to 9999-12-31 23:59:59, all that a DateTime holds.
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    // Non-ASCII text stays as it is: the result is stored, never put into HTML.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A finite double; NaN and infinities are no values, nor is a number so small that it would become zero.</summary>
    public static bool TryDouble(ref Utf8JsonReader reader, out double? value)
    {
        value = null;
        double number;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (!PlainNumber.TryRead(reader.ValueSpan, out number) && !reader.TryGetDouble(out number))
            {
                return false;
            }
        }
        else if (reader.TokenType != JsonTokenType.String || !TryNumberText(ref reader, out ReadOnlySpan<byte> text))
        {
            return false;
        }
        else if (text.IsEmpty)
        {
            return true;
        }
        else if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            return false;
        }

        value = number;
        return double.IsFinite(number) && (number != 0 || IsZero(reader.ValueSpan));
    }

    /// <summary>An integer, a boolean or a time, as a <see cref="RowBatch"/> keeps it.</summary>
    /// <param name="name">The JSON name: a time of 0 means "none", but in a <c>…_DATE</c> it is the first of January 1970.</param>
    public static bool TryInt64(ref Utf8JsonReader reader, ColumnKind kind, string name, out long? value)
    {
        value = null;
        if (kind == ColumnKind.Boolean && reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            value = reader.TokenType == JsonTokenType.True ? 1 : 0;
            return kind == ColumnKind.Boolean;
        }

        bool isTime = kind is ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long whole))
        {
            // Nearly all numbers come this way.
            return TryWhole(whole, kind, name, out value);
        }

        if (!TryDecimal(ref reader, out decimal? number))
        {
            return false;
        }

        if (number is not { } given)
        {
            return true;
        }

        decimal rounded = decimal.Floor(given);
        if (rounded is < long.MinValue or > long.MaxValue || (!isTime && rounded != given))
        {
            return false;
        }

        bool isInRange = TryWhole((long)rounded, kind, name, out value);
        if (value is not null && kind == ColumnKind.DateTimeMicroseconds)
        {
            value += (long)decimal.Floor((given - rounded) * MicrosecondsPerSecond) * TimeSpan.TicksPerMicrosecond;
        }

        return isInRange;
    }

    /// <summary>What <see cref="TryInt64"/> makes of a number without a fraction.</summary>
    public static bool TryWhole(long number, ColumnKind kind, string name, out long? value)
    {
        value = number;
        return kind switch
        {
            ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds => TrySeconds(number, name, out value),
            ColumnKind.Boolean => number is 0 or 1,
            ColumnKind.Int32 => number is >= int.MinValue and <= int.MaxValue,
            _ => true,
        };
    }

    /// <summary>A text, a JSON document or an exact decimal, as the column's kind asks.</summary>
    public bool TryText(ref Utf8JsonReader reader, Column column, out string? value)
    {
        value = null;
        switch (column.Kind)
        {
            case ColumnKind.Json:
                value = CompactJson(ref reader);
                return true;
            case ColumnKind.Decimal:
                return reader.TokenType is JsonTokenType.Number or JsonTokenType.String && TryNumberText(ref reader, out ReadOnlySpan<byte> number)
                    && (number.IsEmpty || DecimalText.TryCanonical(number, column.Precision, column.Scale, out value));
            default:
                return TryText(ref reader, out value);
        }
    }

    private bool TryText(ref Utf8JsonReader reader, out string? value)
    {
        value = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
            case JsonTokenType.String when !reader.ValueIsEscaped:
                return texts.TryGet(reader.ValueSpan, out value);
            case JsonTokenType.String:
                try
                {
                    value = reader.GetString();
                    return true;
                }
                catch (InvalidOperationException)
                {
                    return false;       // half a surrogate pair is no text
                }

            default:
                return false;
        }
    }

    private static bool TryDecimal(ref Utf8JsonReader reader, out decimal? value)
    {
        value = null;
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String) || !TryNumberText(ref reader, out ReadOnlySpan<byte> text))
        {
            return false;
        }

        if (text.IsEmpty)
        {
            return true;
        }

        bool read = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number);
        value = number;
        return read;
    }

    private static bool TrySeconds(long seconds, string name, out long? ticks)
    {
        if (seconds == 0 && !name.EndsWith("_DATE", StringComparison.Ordinal))
        {
            ticks = null;
            return true;
        }

        ticks = seconds is >= FirstSecond and <= LastSecond ? DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond) : null;
        return ticks is not null;
    }

    private static bool IsZero(ReadOnlySpan<byte> number)
    {
        int exponent = number.IndexOfAny((byte)'e', (byte)'E');
        return !(exponent < 0 ? number : number[..exponent]).ContainsAnyInRange((byte)'1', (byte)'9');
    }

    /// <summary>The characters of a number or of a text that should be one; an empty text stands for no value.</summary>
    private static bool TryNumberText(ref Utf8JsonReader reader, out ReadOnlySpan<byte> text)
    {
        text = reader.ValueSpan;
        return !reader.ValueIsEscaped;
    }

    private static string CompactJson(ref Utf8JsonReader reader)
    {
        Utf8JsonReader value = reader;
        using JsonDocument document = JsonDocument.ParseValue(ref value);
        reader.Skip();
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Compact))
        {
            document.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
