using System.Text.Json;

namespace CcIngest.Sources;

/// <summary>Tells JSON that was cut off from JSON that is wrong.</summary>
internal static class JsonEnding
{
    /// <summary>Whether a text is sound JSON as far as it goes, but ends within an object or array.</summary>
    /// <param name="text">All there is, or the rest that follows what <paramref name="state"/> has seen.</param>
    public static bool IsMissing(ReadOnlySpan<byte> text, JsonReaderState state)
    {
        // "Not the final block" makes a reader stop at a half token instead of calling it wrong.
        Utf8JsonReader reader = new(text, isFinalBlock: false, state);
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
    }
}
