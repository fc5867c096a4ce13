using System.Text.Json;
using CcIngest.TestSupport;

namespace CcIngest.Sources.Tests;

/// <summary>Real answers of exchanges as they were recorded.</summary>
internal static class RecordedAnswers
{
    /// <summary>The body of a recorded answer; skips the test where the shared data are not there.</summary>
    public static string Body(string file)
    {
        using JsonDocument recorded = JsonDocument.Parse(File.ReadAllText(SharedData.Require("data", "recorded", $"{file}.json")));
        return recorded.RootElement.GetProperty("body").GetRawText();
    }
}
