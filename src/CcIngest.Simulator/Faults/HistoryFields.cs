using System.Text.Json.Nodes;

namespace CcIngest.Simulator;

/// <summary>The fields that rows of every kind of history have, under the name that each kind has for them.</summary>
internal static class HistoryFields
{
    private static readonly string[] Counts = ["TOTAL_TRADES", "TOTAL_INDEX_UPDATES", "TOTAL_FUNDING_RATE_UPDATES", "TOTAL_OPEN_INTEREST_UPDATES"];

    /// <summary>The row's name for its open, high, low or close: open interest has three of each, of which this is the amount.</summary>
    public static string Of(JsonObject row, string name) => row.ContainsKey(name) ? name : $"{name}_SETTLEMENT";

    /// <summary>The row's name for how much happened in its period; null when the field was not asked for.</summary>
    public static string? CountNameOf(JsonObject row) => Array.Find(Counts, row.ContainsKey);

    /// <summary>How much happened in the row's period; null when it does not tell.</summary>
    public static long? CountOf(JsonObject row) =>
        CountNameOf(row) is { } name && row[name] is JsonValue value && value.TryGetValue(out long count) ? count : null;
}
