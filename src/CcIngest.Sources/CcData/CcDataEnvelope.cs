using System.Text.Json;

namespace CcIngest.Sources;

/// <summary>Reads the value of <c>Data</c>; the reader stands on its first token and has to be left on its last one.</summary>
/// <param name="answer">The whole answer, for the text of single records.</param>
internal delegate void ReadData(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer);

/// <summary>The object around every answer: <c>Data</c> with <c>Err</c> (data-api) or with <c>Response</c>, <c>Message</c>, <c>Type</c> (min-api), in any order.</summary>
internal static class CcDataEnvelope
{
    /// <param name="body">A whole answer.</param>
    /// <param name="readData">Gets the data as they come, which may be before an error is found; null to skip them.</param>
    /// <returns>The failure that the answer tells of, or null.</returns>
    /// <exception cref="JsonException">The body is no JSON object.</exception>
    /// <exception cref="SourceException">It is a success without <c>Data</c>.</exception>
    public static SourceError? Read(ReadOnlySpan<byte> body, int status, ReadData? readData)
    {
        try
        {
            return ReadAnswer(body, status, readData);
        }
        catch (JsonException)
        {
            ThrowWhereBroken(body);
            throw;
        }
    }

    /// <summary>Who reads the data may have left stretches of them out of the reader, which then does not know where it is.</summary>
    private static void ThrowWhereBroken(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body);
        while (reader.Read())
        {
        }
    }

    private static SourceError? ReadAnswer(ReadOnlySpan<byte> body, int status, ReadData? readData)
    {
        Utf8JsonReader reader = new(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The answer is no JSON object.");
        }

        CcDataErrorBody errors = new();
        bool hasData = false;
        bool isDeferred = false;
        Utf8JsonReader deferred = default;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString() ?? "";
            reader.Read();
            if (name != "Data")
            {
                errors.ReadProperty(name, ref reader);
            }
            else if (readData is null || errors.ToError(status) is not null)
            {
                reader.Skip();
            }
            else if (IsEmpty(reader))
            {
                // An error may follow, and it says more than the emptiness does.
                hasData = isDeferred = true;
                deferred = reader;
                reader.Skip();
            }
            else if (hasData)
            {
                throw new JsonException("The answer has Data twice.");
            }
            else
            {
                hasData = true;
                readData(ref reader, body);
            }
        }

        // What follows the object would be another one: a broken answer.
        reader.Read();
        SourceError? error = errors.ToError(status);
        if (isDeferred && error is null)
        {
            readData?.Invoke(ref deferred, body);
        }

        return error is null && readData is not null && !hasData
            ? throw new SourceException(new SourceError(SourceErrorKind.Empty, "the answer has no Data") { Status = status })
            : error;
    }

    private static bool IsEmpty(Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null
        || (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
            && reader.Read() && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray);
}
