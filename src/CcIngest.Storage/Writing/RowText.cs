using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// A row as JSON: for the dead letter of a row that the store itself refused, whose raw text stayed with the source, and for what a row said before.
/// </summary>
internal static class RowText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The source's values that are there; clocks are left out, so that the same row gives the same text in every run.</summary>
    public static string Json(RowBatch batch, int row)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Options))
        {
            writer.WriteStartObject();
            for (int ordinal = 0; ordinal < batch.Dataset.Columns.Count; ordinal++)
            {
                if (batch.Dataset.Columns[ordinal].Role == ColumnRole.Value && !batch.IsNull(row, ordinal))
                {
                    writer.WritePropertyName(batch.Dataset.Columns[ordinal].Name);
                    WriteValue(writer, batch, row, ordinal);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The values of some columns, null where they are null.</summary>
    public static string Json(RowBatch batch, int row, IEnumerable<int> ordinals)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Options))
        {
            writer.WriteStartObject();
            foreach (int ordinal in ordinals)
            {
                writer.WritePropertyName(batch.Dataset.Columns[ordinal].Name);
                if (batch.IsNull(row, ordinal))
                {
                    writer.WriteNullValue();
                }
                else
                {
                    WriteValue(writer, batch, row, ordinal);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The key for people: <c>kraken, XXBTZUSD, 2024-01-01 00:00:00</c>.</summary>
    public static string Key(RowBatch batch, int row) => string.Join(", ", batch.Dataset.Key.Select(ordinal => batch.Value(row, ordinal) switch
    {
        DateTime time => SqlTime.Text(time, TimeSpan.TicksPerSecond),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null",
    }));

    private static void WriteValue(Utf8JsonWriter writer, RowBatch batch, int row, int ordinal)
    {
        switch (batch.Dataset.Columns[ordinal].Kind)
        {
            case ColumnKind.Double when double.IsFinite(batch.Double(row, ordinal)):
                writer.WriteNumberValue(batch.Double(row, ordinal));
                break;
            case ColumnKind.Double:
                writer.WriteStringValue(batch.Double(row, ordinal).ToString(CultureInfo.InvariantCulture));
                break;
            case ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Boolean:
                writer.WriteNumberValue(batch.Int64(row, ordinal));
                break;
            case ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds when batch.Int64(row, ordinal) >= 0 && batch.Int64(row, ordinal) <= DateTime.MaxValue.Ticks:
                writer.WriteStringValue(SqlTime.Text(batch.Time(row, ordinal), batch.Dataset.Columns[ordinal].Resolution()));
                break;
            case ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds:
                writer.WriteNumberValue(batch.Int64(row, ordinal));
                break;
            default:
                // The writer throws on half surrogate pairs, which may be the very reason for the letter.
                writer.WriteStringValue(Encoding.UTF8.GetBytes(batch.Text(row, ordinal)!));
                break;
        }
    }
}
