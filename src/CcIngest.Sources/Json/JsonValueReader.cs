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
    private const double TicksPerSecond = TimeSpan.TicksPerSecond;

    // Non-ASCII text stays as it is: the result is stored, never put into HTML.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A finite double; NaN and infinities are no values.</summary>
    public static bool TryDouble(ref Utf8JsonReader reader, out double? value)
    {
        value = null;
        double number;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (!reader.TryGetDouble(out number))
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
        return double.IsFinite(number);
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

        if (!TryDecimal(ref reader, out decimal? number))
        {
            return false;
        }

        if (number is not { } given)
        {
            return true;
        }

        if (kind is ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds)
        {
            return TryTicks(given, kind, !name.EndsWith("_DATE", StringComparison.Ordinal), out value);
        }

        (decimal least, decimal most) = kind switch
        {
            ColumnKind.Boolean => (0, 1),
            ColumnKind.Int32 => (int.MinValue, int.MaxValue),
            _ => (long.MinValue, (decimal)long.MaxValue),
        };
        if (given != decimal.Truncate(given) || given < least || given > most)
        {
            return false;
        }

        value = (long)given;
        return true;
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
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long whole))
        {
            value = whole;
            return true;
        }

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

    private static bool TryTicks(decimal seconds, ColumnKind kind, bool zeroIsNone, out long? ticks)
    {
        ticks = null;
        if (seconds == 0 && zeroIsNone)
        {
            return true;
        }

        decimal unit = kind == ColumnKind.DateTime ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMicrosecond;
        decimal whole = decimal.Floor(seconds * (TimeSpan.TicksPerSecond / unit)) * unit + DateTime.UnixEpoch.Ticks;
        if (Math.Abs((double)seconds) * TicksPerSecond > DateTime.MaxValue.Ticks || whole < DateTime.MinValue.Ticks || whole > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        ticks = (long)whole;
        return true;
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
