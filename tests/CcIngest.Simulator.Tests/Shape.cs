using System.Text.Json;

namespace CcIngest.Simulator.Tests;

/// <summary>Compares the shape of an answer with that of a sample: names, their order, and kinds of values.</summary>
internal static class Shape
{
    /// <param name="sample">What the API answered.</param>
    /// <param name="actual">What the simulator answered.</param>
    /// <param name="maps">Names of objects whose keys are data (venues, instruments): their content is not compared.</param>
    public static void AssertSame(JsonElement sample, JsonElement actual, params string[] maps) => Compare(sample, actual, "$", maps);

    private static void Compare(JsonElement sample, JsonElement actual, string path, string[] maps)
    {
        Assert.True(Kind(sample) == Kind(actual), $"{path}: the sample has {sample.ValueKind}, the answer {actual.ValueKind}");
        if (maps.Contains(path[(path.LastIndexOf('.') + 1)..]))
        {
            return;
        }

        switch (sample.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.True(sample.Names().SequenceEqual(actual.Names()),
                    $"{path}: the sample has {string.Join(' ', sample.Names())}\nthe answer {string.Join(' ', actual.Names())}");
                foreach (JsonProperty property in sample.EnumerateObject())
                {
                    Compare(property.Value, actual.GetProperty(property.Name), $"{path}.{property.Name}", maps);
                }

                break;
            case JsonValueKind.Array when sample.GetArrayLength() > 0:
                Assert.True(actual.GetArrayLength() > 0, $"{path}: the answer is empty");
                Compare(sample[0], actual[0], $"{path}[0]", maps);
                break;
        }
    }

    private static JsonValueKind Kind(JsonElement element) =>
        element.ValueKind == JsonValueKind.False ? JsonValueKind.True : element.ValueKind;
}
