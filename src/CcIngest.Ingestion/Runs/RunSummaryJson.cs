using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// The one JSON form of a run's summary: in <c>cc_runs.summary</c> and on the console. Names in camel case, outcomes as words.
/// </summary>
public static class RunSummaryJson
{
    // The text goes to files and databases, never into a page of HTML: names of venues stay readable.
    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true, NewLine = "\n" };

    /// <returns>Null for a text that is no summary, such as one of a later version.</returns>
    public static RunSummary? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<RunSummary>(text, Compact);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Write(RunSummary summary, bool indented = false) =>
        JsonSerializer.Serialize(summary, indented ? Indented : Compact);
}
