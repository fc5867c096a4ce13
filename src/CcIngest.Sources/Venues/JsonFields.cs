using System.Globalization;
using System.Text.Json;

namespace CcIngest.Sources;

/// <summary>Values of a record that may be missing or of another type.</summary>
internal static class JsonFields
{
    /// <summary>The value of a name that an answer must have.</summary>
    /// <exception cref="JsonException">It is not there.</exception>
    public static JsonElement MemberOf(this JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out JsonElement value) ? value : throw new JsonException($"The answer has no {name}.");

    /// <summary>The text of a name; null where it is missing or no text.</summary>
    public static string? TextOf(this JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Whether the value of a name is true; one that is missing or of another type is not.</summary>
    public static bool IsTrue(this JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    /// <summary>Unix milliseconds as a UTC time; null where they are missing, or out of a calendar's range.</summary>
    public static DateTime? MillisecondsOf(this JsonElement record, string name) =>
        record.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long count)
            && count is > 0 and < 253_402_300_800_000 ? DateTime.UnixEpoch.AddMilliseconds(count) : null;

    /// <summary>One over ten to a number of digits, as text: 2 gives 0.01.</summary>
    public static string? StepOf(this JsonElement record, string name) =>
        record.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int digits) && digits is >= 0 and <= 18
            ? (digits == 0 ? "1" : string.Create(CultureInfo.InvariantCulture, $"0.{new string('0', digits - 1)}1"))
            : null;
}
