using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CcIngest.Model;

namespace CcIngest.Runner;

/// <summary>A run's summary as one line of JSON, camel-cased; times in ISO 8601 UTC.</summary>
internal static class SummaryJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(RunSummary summary) => JsonSerializer.Serialize(summary, Options);
}
