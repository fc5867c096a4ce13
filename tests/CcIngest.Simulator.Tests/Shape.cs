using System.Text.Json;

namespace CcIngest.Simulator.Tests;

/// <summary>Compares the shape of an answer with that of a sample: names, their order, and kinds of values.</summary>
internal static class Shape
{
    /// <param name="sample">What the API answered.</param>
    /// <param name="actual">What the simulator answered.</param>
    /// <param name="maps">Names of objects whose keys are data (venues, instruments): their content is not compared.</param>
    public static void AssertSame(JsonElement sample, JsonElement actual, params string[] maps) => Compare(sample, actual, "$", isOrdered: true, maps);

    /// <summary>The same, but the names may come in another order: where they do so at the API too.</summary>
    public static void AssertSameFields(JsonElement sample, JsonElement actual, params string[] maps) => Compare(sample, actual, "$", isOrdered: false, maps);

    private static IEnumerable<string> Names(JsonElement element, bool isOrdered) =>
        isOrdered ? element.Names() : element.Names().Order(StringComparer.Ordinal);

    private static void Compare(JsonElement sample, JsonElement actual, string path, bool isOrdered, string[] maps)
    {
        Assert.True(Kind(sample) == Kind(actual), $"{path}: the sample has {sample.ValueKind}, the answer {actual.ValueKind}");
        if (maps.Contains(path[(path.LastIndexOf('.') + 1)..]))
        {
            return;
        }

        switch (sample.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.True(Names(sample, isOrdered).SequenceEqual(Names(actual, isOrdered)),
                    $"{path}: the sample has {string.Join(' ', sample.Names())}\nthe answer {string.Join(' ', actual.Names())}");
                foreach (JsonProperty property in sample.EnumerateObject())
                {
                    Compare(property.Value, actual.GetProperty(property.Name), $"{path}.{property.Name}", isOrdered, maps);
                }

                break;
            case JsonValueKind.Array when sample.GetArrayLength() > 0:
                Assert.True(actual.GetArrayLength() > 0, $"{path}: the answer is empty");
                Compare(sample[0], actual[0], $"{path}[0]", isOrdered, maps);
                break;
        }
    }

    private static JsonValueKind Kind(JsonElement element) =>
        element.ValueKind == JsonValueKind.False ? JsonValueKind.True : element.ValueKind;
}
