using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CcIngest.Sources;

/// <summary>Failures of Binance: a status, and <c>{"code": -1121, "msg": "Invalid symbol."}</c>.</summary>
internal static partial class BinanceErrors
{
    private const int TooManyRequests = -1003;
    private const int InvalidSymbol = -1121;

    public static SourceError? Of(int status, JsonElement? answer, DateTimeOffset now)
    {
        int? code = answer is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("code", out JsonElement value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;
        if (status is >= 200 and < 300 && code is null or >= 0)
        {
            return null;
        }

        string message = answer?.TextOf("msg") is { Length: > 0 } text ? text : string.Create(CultureInfo.InvariantCulture, $"HTTP status {status} without a message");
        SourceErrorKind kind = (status, code) switch
        {
            (418 or 429, _) or (_, TooManyRequests) => SourceErrorKind.RateLimited,
            (403 or 451, _) => SourceErrorKind.KeyRefused,
            (>= 500 or 408, _) => SourceErrorKind.ServerFault,
            (_, InvalidSymbol) => SourceErrorKind.UnknownInstrument,
            (404, _) => SourceErrorKind.UnknownPath,
            _ => SourceErrorKind.Refused,
        };
        return new SourceError(kind, message) { Wait = kind == SourceErrorKind.RateLimited ? BannedFor(message, now) : null };
    }

    /// <summary>A ban names its end in the text too, for where no header does.</summary>
    private static TimeSpan? BannedFor(string message, DateTimeOffset now) =>
        BanEnd().Match(message) is { Success: true } end && long.TryParse(end.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out long milliseconds)
            && milliseconds - now.ToUnixTimeMilliseconds() is > 0 and < 30L * 86_400_000 and var wait ? TimeSpan.FromMilliseconds(wait) : null;

    [GeneratedRegex("banned until ([0-9]{13})", RegexOptions.CultureInvariant)]
    private static partial Regex BanEnd();
}
