using System.Net;
using System.Text.Json;

namespace CcIngest.Simulator.Tests;

/// <summary>Asks a server and reads its answers.</summary>
internal static class Answers
{
    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpResponseMessage response = await client.GetAsync(path);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{path}: {(int)response.StatusCode} {text[..Math.Min(text.Length, 500)]}");
        Assert.Equal("application/json; charset=UTF-8", response.Content.Headers.ContentType?.ToString());
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Rows of a historical page.</summary>
    public static async Task<List<JsonElement>> GetRowsAsync(this HttpClient client, string path) =>
        [.. (await client.GetJsonAsync(path)).GetProperty("Data").EnumerateArray()];

    public static long Whole(this JsonElement row, string name) => row.GetProperty(name).GetInt64();

    public static double Number(this JsonElement row, string name) => row.GetProperty(name).GetDouble();

    public static string Text(this JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";

    public static bool Has(this JsonElement row, string name) => row.TryGetProperty(name, out _);

    public static List<string> Names(this JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
