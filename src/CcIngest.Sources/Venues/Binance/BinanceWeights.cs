using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CcIngest.Sources;

/// <summary>
/// The weights of Binance: <c>X-MBX-USED-WEIGHT-1M: 42</c> says what this address has used of the running minute; what fits into it stands in
/// exchangeInfo. Its windows begin with the server's minute, hour and day.
/// </summary>
internal static class BinanceWeights
{
    private const string Prefix = "X-MBX-USED-WEIGHT-";

    public static IReadOnlyList<RateWindow> Read(HttpResponseHeaders headers, IReadOnlyDictionary<TimeSpan, long> limits, DateTimeOffset serverNow) =>
    [
        .. from header in headers
           where header.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
           let length = LengthOf(header.Key.AsSpan(Prefix.Length))
           where length is not null && limits.ContainsKey(length.Value)
           let used = long.TryParse(header.Value.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : (long?)null
           where used is not null
           select new RateWindow(length.Value)
           {
               Limit = limits[length.Value],
               Remaining = Math.Max(0, limits[length.Value] - used.Value),
               Reset = length.Value - TimeSpan.FromTicks(serverNow.UtcTicks % length.Value.Ticks),
           },
    ];

    /// <summary>The weights allowed by window, from the <c>rateLimits</c> of exchangeInfo; null where there are none.</summary>
    public static IReadOnlyDictionary<TimeSpan, long>? Stated(JsonElement answer)
    {
        Dictionary<TimeSpan, long> limits = [];
        foreach (JsonElement limit in answer.TryGetProperty("rateLimits", out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default)
        {
            if (limit.TextOf("rateLimitType") == "REQUEST_WEIGHT" && limit.TextOf("interval") is { Length: > 0 } unit
                && limit.TryGetProperty("intervalNum", out JsonElement number) && number.TryGetInt32(out int count) && count > 0
                && limit.TryGetProperty("limit", out JsonElement most) && most.TryGetInt64(out long weight) && weight > 0 && Unit(unit[0]) is { } length)
            {
                limits[length * count] = weight;
            }
        }

        return limits.Count > 0 ? limits : null;
    }

    private static TimeSpan? LengthOf(ReadOnlySpan<char> text) =>
        text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is > 0 and <= 1_000
            ? Unit(text[^1]) * count
            : null;

    private static TimeSpan? Unit(char letter) => char.ToUpperInvariant(letter) switch
    {
        'S' => RateWindow.Second,
        'M' => RateWindow.Minute,
        'H' => RateWindow.Hour,
        'D' => RateWindow.Day,
        _ => null,
    };
}
