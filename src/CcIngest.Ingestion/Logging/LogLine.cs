using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>A log line as one JSON object, UTF-8, with a line feed at its end. What a line does not have is left out.</summary>
internal static class LogLine
{
    private const string Template = "{OriginalFormat}";

    private static readonly string[] Places = [LogScope.RunName, LogScope.StepName, LogScope.SeriesName, LogScope.AttemptName];

    // For files, not for pages of HTML: names stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="time">UTC.</param>
    /// <param name="environment">The installation's name.</param>
    /// <param name="scopes">What the line belongs to; of two scopes of one name the inner one counts.</param>
    public static byte[] Write<TState>(
        DateTime time, string environment, string category, LogLevel level, EventId id, TState state, string message, Exception? exception, IExternalScopeProvider scopes)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", level.ToString());
            json.WriteString("category", category);
            WriteEvent(json, id);
            json.WriteString("environment", environment);
            json.WriteNumber("process", Environment.ProcessId);
            WritePlaces(json, scopes);
            json.WriteString("message", message);
            WriteValues(json, state);
            if (exception is not null)
            {
                json.WriteString("exception", exception.ToString());
            }

            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static void WriteEvent(Utf8JsonWriter json, EventId id)
    {
        if (id.Id != 0)
        {
            json.WriteNumber("eventId", id.Id);
        }

        if (id.Name is { } name)
        {
            json.WriteString("event", name);
        }
    }

    private static void WritePlaces(Utf8JsonWriter json, IExternalScopeProvider scopes)
    {
        object?[] found = new object?[Places.Length];
        scopes.ForEachScope(
            static (scope, found) =>
            {
                foreach ((string name, object? value) in scope as IEnumerable<KeyValuePair<string, object?>> ?? [])
                {
                    if (Array.IndexOf(Places, name) is >= 0 and var place)
                    {
                        found[place] = value;
                    }
                }
            },
            found);
        foreach ((string name, object? value) in Places.Zip(found))
        {
            if (value is not null)
            {
                json.WritePropertyName(name);
                WriteValue(json, value);
            }
        }
    }

    private static void WriteValues<TState>(Utf8JsonWriter json, TState state)
    {
        KeyValuePair<string, object?>[] values = state is IEnumerable<KeyValuePair<string, object?>> named ? [.. named.Where(value => value.Key != Template)] : [];
        if (values.Length > 0)
        {
            json.WriteStartObject("values");
            foreach ((string name, object? value) in values)
            {
                json.WritePropertyName(name);
                WriteValue(json, value);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int or long or short or byte or uint:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case DateTime time:
                json.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture));
                break;
            default:
                // A lone surrogate, as in the text of a broken answer, would be refused.
                json.WriteStringValue(Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                break;
        }
    }
}
