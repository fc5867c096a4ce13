using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>The windows by the names the min-api gives them.</summary>
internal static class MinApiWindows
{
    private static readonly string[] Names = ["second", "minute", "hour", "day", "month"];

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<long> values)
    {
        foreach ((int index, string name) in Names.Index())
        {
            writer.WriteNumber(name, values[index]);
        }
    }
}
