using Microsoft.AspNetCore.Http;

namespace CcIngest.Simulator;

/// <summary>Whether a request carries the key: in the header Authorization or x-api-key, else as api_key in the query; the header wins.</summary>
internal static class KeyCheck
{
    private static readonly string[] DataApiSchemes = ["Apikey", "Basic", "Bearer"];
    private static readonly string[] MinApiSchemes = ["Apikey"];

    /// <summary>Whether the caller sent a key of any kind.</summary>
    public static bool IsGiven(HttpRequest request) =>
        request.Headers.Authorization.Count > 0 || request.Headers.ContainsKey("x-api-key") || request.Query.ContainsKey("api_key");

    public static bool Passes(HttpRequest request, ApiFamily family, string? key)
    {
        if (key is null)
        {
            return true;
        }

        string header = request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            string[] schemes = family == ApiFamily.DataApi ? DataApiSchemes : MinApiSchemes;
            return schemes.Any(scheme => string.Equals(header, $"{scheme} {key}", StringComparison.Ordinal));
        }

        if (family == ApiFamily.DataApi && request.Headers.TryGetValue("x-api-key", out var given))
        {
            return given.ToString() == key;
        }

        return request.Query["api_key"].ToString() == key;
    }
}
