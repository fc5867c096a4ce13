using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>The envelope of a min-api answer that succeeded.</summary>
internal static class MinApiAnswer
{
    /// <summary>Writes what stands before <c>Data</c>; the caller writes that and closes the object.</summary>
    public static void Begin(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("Response", "Success");
        writer.WriteString("Message", "");
        writer.WriteBoolean("HasWarning", false);
        writer.WriteNumber("Type", 100);
        writer.WriteStartObject("RateLimit");
        writer.WriteEndObject();
    }
}
