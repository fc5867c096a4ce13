using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcIngest.Ingestion;

/// <summary>The published JSON schema of job files, <c>docs/job.schema.json</c>, written from the form that the parser checks by.</summary>
public static class JobSchema
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write()
    {
        JsonObject schema = JobShapes.Root.Schema();
        schema.Insert(0, "title", "CcIngest job");
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema.ToJsonString(Form) + "\n";
    }
}
