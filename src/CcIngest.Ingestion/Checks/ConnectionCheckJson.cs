using System.Text.Json;
using System.Text.Json.Serialization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Checks as a JSON array, for a process that had another one look. The names are those that <c>ConvertTo-Json</c> gives them.</summary>
public static class ConnectionCheckJson
{
    private static readonly JsonSerializerOptions Rows = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>One line.</summary>
    public static string Write(IReadOnlyList<ConnectionCheck> checks) =>
        JsonSerializer.Serialize(checks.Select(check => new Row(check.Check, check.Target, check.Verdict, check.Message, check.Advice)), Rows);

    /// <summary>The checks in the last line that is such an array; null when there is none.</summary>
    public static IReadOnlyList<ConnectionCheck>? Read(string output)
    {
        if (output.Split('\n').LastOrDefault(line => line.StartsWith('[')) is not { } array)
        {
            return null;
        }

        try
        {
            return [.. (JsonSerializer.Deserialize<Row[]>(array, Rows) ?? []).Select(row =>
                new ConnectionCheck { Check = row.Check, Target = row.Target, Verdict = row.Verdict, Message = row.Message, Advice = row.Advice })];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Row(string Check, string Target, CheckVerdict Verdict, string Message, string? Advice);
}
