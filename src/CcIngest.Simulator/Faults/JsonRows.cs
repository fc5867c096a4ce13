using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcIngest.Simulator;

/// <summary>The list of rows in an answer: <c>Data</c> itself, or the one list directly below it. What is not touched stays byte for byte.</summary>
internal static class JsonRows
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The answer with other rows; the answer itself where it has no list of rows, or nothing was changed.</summary>
    /// <param name="edit">Changes the rows; says whether it did.</param>
    public static Answer Edit(Answer answer, Func<List<JsonNode?>, bool> edit) => EditData(answer, data =>
    {
        if (ListIn(data) is not { } list)
        {
            return false;
        }

        List<JsonNode?> rows = [.. list];
        bool changed = edit(rows);
        if (changed)
        {
            list.Clear();
            rows.ForEach(list.Add);
        }

        return changed;
    });

    /// <summary>The answer with other <c>Data</c>; the answer itself where it has none, or nothing was changed.</summary>
    public static Answer EditData(Answer answer, Func<JsonNode, bool> edit)
    {
        if (answer.Status != 200 || JsonNode.Parse(answer.Body.Span) is not JsonObject root || root["Data"] is not { } data || !edit(data))
        {
            return answer;
        }

        using MemoryStream body = new();
        using (Utf8JsonWriter writer = new(body, Options))
        {
            root.WriteTo(writer);
        }

        return answer with { Body = body.ToArray() };
    }

    private static JsonArray? ListIn(JsonNode data) => data switch
    {
        JsonArray list => list,
        JsonObject map => map.Select(property => property.Value).OfType<JsonArray>().FirstOrDefault(),
        _ => null,
    };
}
