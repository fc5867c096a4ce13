using System.Text.Json;

namespace CcIngest.Ingestion;

/// <summary>The words of a job file for the members of an enumeration: the same in camel case.</summary>
internal static class JobWords
{
    public static IReadOnlyList<string> Of<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <param name="word">A word that was checked, or null for the first member.</param>
    public static T Read<T>(string? word)
        where T : struct, Enum => word is null ? default : Enum.Parse<T>(word, ignoreCase: true);
}
