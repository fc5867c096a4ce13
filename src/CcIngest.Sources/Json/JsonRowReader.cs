using System.Globalization;
using System.Text;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Reads records of one answer into rows. Learns in which order the names come, so that most are found with one comparison. Not safe for several threads.</summary>
internal sealed class JsonRowReader
{
    private const int LongestExcerpt = 80;

    private readonly JsonRowMapping _mapping;
    private readonly JsonValueReader _values;

    // For each level and each name: the name that came after it last time. Index 0 stands for the record's start.
    private readonly int[][] _following;
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);
    private RowFault? _fault;

    public JsonRowReader(Dataset dataset, TextCache texts)
    {
        _mapping = JsonRowMapping.For(dataset);
        _values = new JsonValueReader(texts);
        _following = new int[_mapping.Levels][];
    }

    /// <summary>The time of the answer, UTC, whole seconds; for the column that says it.</summary>
    public DateTime? RetrievedAt { get; set; }

    /// <summary>Sets a value that the endpoint gives, for example <c>@exchange</c>, for the records to come.</summary>
    public void Give(string name, string value) => _given[name] = value;

    /// <summary>What <see cref="Give"/> set, or null.</summary>
    public string? Given(string name) => _given.GetValueOrDefault(name);

    /// <summary>
    /// Adds a row from the value that <paramref name="reader"/> stands on, and moves to the value's end. The row is there also when a fault
    /// comes back, with what could be read of it: the caller takes it away again.
    /// </summary>
    /// <returns>The first value that cannot be taken, or null. The dataset's rules are not asked.</returns>
    public RowFault? Read(ref Utf8JsonReader reader, RowBatch batch)
    {
        int row = batch.AddRow();
        _fault = null;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadObject(ref reader, _mapping.Root, batch, row);
        }
        else
        {
            Fault(RowFault.Unreadable, $"The record is {Excerpt(ref reader)}, no object.");
            reader.Skip();
        }

        foreach ((string name, int ordinal) in _mapping.Given)
        {
            if (_given.TryGetValue(name, out string? value))
            {
                SetText(batch, row, batch.Dataset.Columns[ordinal], ordinal, name, value);
            }
        }

        if (RetrievedAt is { } retrievedAt && _mapping.RetrievedAt >= 0)
        {
            batch.Set(row, _mapping.RetrievedAt, retrievedAt);
        }

        return _fault ?? Missing(batch, row);
    }

    /// <summary>How the record of the last row is written, which <see cref="Read"/> has read without a fault; null when that is of no use for the next.</summary>
    public RecordLayout? LayoutOf(ReadOnlySpan<byte> record, RowBatch batch) => RecordLayout.Of(record, _mapping.Root, batch, batch.Count - 1);

    private void ReadObject(ref Utf8JsonReader reader, JsonNames names, RowBatch batch, int row)
    {
        int[] following = _following[names.Id] ??= new int[names.Count + 1];
        int previous = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            int index = following[previous];
            if (!reader.ValueTextEquals(names[index].Utf8))
            {
                index = Find(ref reader, names);
            }

            reader.Read();
            if (index < 0)
            {
                reader.Skip();
                continue;
            }

            following[previous] = index;
            previous = index + 1;
            JsonNames.Entry entry = names[index];
            if (entry.Children is { } children)
            {
                ReadNested(ref reader, entry.Name, children, batch, row);
            }
            else if (entry.Column is { } column && reader.TokenType != JsonTokenType.Null)
            {
                ReadValue(ref reader, entry, column, batch, row);
            }
        }
    }

    private static int Find(ref Utf8JsonReader reader, JsonNames names)
    {
        if (!reader.ValueIsEscaped)
        {
            return names.Find(reader.ValueSpan);
        }

        Span<byte> unescaped = reader.ValueSpan.Length <= 256 ? stackalloc byte[reader.ValueSpan.Length] : new byte[reader.ValueSpan.Length];
        return names.Find(unescaped[..reader.CopyString(unescaped)]);
    }

    private void ReadNested(ref Utf8JsonReader reader, string name, JsonNames children, RowBatch batch, int row)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadObject(ref reader, children, batch, row);
                return;
            case JsonTokenType.Null:
                return;
            default:
                // An empty object can come as an empty array.
                Utf8JsonReader peek = reader;
                if (reader.TokenType != JsonTokenType.StartArray || !peek.Read() || peek.TokenType != JsonTokenType.EndArray)
                {
                    Fault(RowFault.Unreadable, $"{name} is {Excerpt(ref reader)}, no object.");
                }

                reader.Skip();
                return;
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, JsonNames.Entry entry, Column column, RowBatch batch, int row)
    {
        switch (entry.Storage)
        {
            case ColumnStorage.Double:
                if (JsonValueReader.TryDouble(ref reader, out double? number))
                {
                    if (number is { } value)
                    {
                        batch.Set(row, entry.Ordinal, value);
                    }

                    return;
                }

                break;
            case ColumnStorage.Int64:
                if (JsonValueReader.TryInt64(ref reader, column.Kind, entry.Name, out long? whole))
                {
                    if (whole is { } value)
                    {
                        batch.Set(row, entry.Ordinal, value);
                    }

                    return;
                }

                break;
            default:
                if (_values.TryText(ref reader, column, out string? text))
                {
                    SetText(batch, row, column, entry.Ordinal, entry.Name, text);
                    return;
                }

                break;
        }

        Fault(RowFault.Unreadable, $"{entry.Name} is {Excerpt(ref reader)}, no {Wanted(column)}.");
        reader.Skip();
    }

    private void SetText(RowBatch batch, int row, Column column, int ordinal, string name, string? text)
    {
        if (column.Storage == ColumnStorage.Int64)
        {
            SetWhole(batch, row, ordinal, name, text);
            return;
        }

        if (column.Kind == ColumnKind.Text && text?.Length > column.Length && text.EnumerateRunes().Count() is int characters && characters > column.Length)
        {
            Fault(RowFault.TooLong, $"{name} has {characters} characters, {column.Name} takes {column.Length}.");
            return;
        }

        batch.Set(row, ordinal, text);
    }

    /// <summary>A whole number that the endpoint gives, for example the id of the asset that a record belongs to.</summary>
    private void SetWhole(RowBatch batch, int row, int ordinal, string name, string? text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            batch.Set(row, ordinal, number);
        }
        else
        {
            Fault(RowFault.Unreadable, $"{name} is '{text}', no whole number.");
        }
    }

    private RowFault? Missing(RowBatch batch, int row)
    {
        foreach ((string source, int ordinal) in _mapping.Required)
        {
            if (batch.IsNull(row, ordinal) && (source[0] != '@' || _given.ContainsKey(source)))
            {
                return new RowFault(RowFault.Required, $"{source} is missing; {batch.Dataset.Columns[ordinal].Name} must have a value.");
            }
        }

        return null;
    }

    private void Fault(string rule, string reason) => _fault ??= new RowFault(rule, reason);

    private static string Wanted(Column column) => column.Kind switch
    {
        ColumnKind.Double => "finite number",
        ColumnKind.Int32 => "32-bit integer",
        ColumnKind.Int64 => "64-bit integer",
        ColumnKind.Boolean => "boolean",
        ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds => "time in Unix seconds",
        ColumnKind.Decimal => $"decimal of {column.Precision} digits with {column.Scale} behind the point",
        _ => "text",
    };

    private static string Excerpt(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => $"\"{Cut(reader.ValueSpan)}\"",
        _ => Cut(reader.ValueSpan),
    };

    private static string Cut(ReadOnlySpan<byte> utf8) =>
        utf8.Length <= LongestExcerpt ? Encoding.UTF8.GetString(utf8) : Encoding.UTF8.GetString(utf8[..LongestExcerpt]) + "…";
}
