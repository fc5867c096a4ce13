using System.Globalization;
using System.Text.Json;

namespace CcIngest.Sources;

/// <summary>
/// Failures of Kraken: status 200 and texts in <c>error</c>, as <c>EQuery:Unknown asset pair</c>. Texts that begin with W are warnings; the result
/// beside them holds.
/// </summary>
internal static class KrakenErrors
{
    private static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Throttle = TimeSpan.FromSeconds(5);

    public static SourceError? Of(int status, JsonElement? answer, DateTimeOffset now)
    {
        if (answer is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("error", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement error in errors.EnumerateArray())
            {
                if (error.ValueKind == JsonValueKind.String && error.GetString() is { } text && text.StartsWith('E'))
                {
                    return Of(text, now);
                }
            }
        }

        return status switch
        {
            >= 200 and < 300 => null,
            429 => new SourceError(SourceErrorKind.RateLimited, "HTTP status 429"),
            403 or 451 => new SourceError(SourceErrorKind.KeyRefused, string.Create(CultureInfo.InvariantCulture, $"HTTP status {status}")),
            404 => new SourceError(SourceErrorKind.UnknownPath, "HTTP status 404"),
            >= 500 or 408 => new SourceError(SourceErrorKind.ServerFault, string.Create(CultureInfo.InvariantCulture, $"HTTP status {status}")),
            _ => new SourceError(SourceErrorKind.Refused, string.Create(CultureInfo.InvariantCulture, $"HTTP status {status}")),
        };
    }

    private static SourceError Of(string text, DateTimeOffset now)
    {
        if (text.StartsWith("EService: Throttled", StringComparison.Ordinal) || text.StartsWith("EService:Throttled", StringComparison.Ordinal))
        {
            return new SourceError(SourceErrorKind.RateLimited, text) { Wait = Until(text[(text.LastIndexOf(':') + 1)..], now) ?? Throttle };
        }

        return text switch
        {
            "EQuery:Unknown asset pair" or "EQuery:Invalid asset pair" => new SourceError(SourceErrorKind.UnknownInstrument, text),
            "EGeneral:Too many requests" or "EAPI:Rate limit exceeded" => new SourceError(SourceErrorKind.RateLimited, text) { Wait = Throttle },
            "EGeneral:Temporary lockout" => new SourceError(SourceErrorKind.RateLimited, text) { Wait = Lockout },
            _ when text.StartsWith("EService:", StringComparison.Ordinal) || text == "EGeneral:Internal error" => new SourceError(SourceErrorKind.ServerFault, text),
            _ => new SourceError(SourceErrorKind.Refused, text),
        };
    }

    private static TimeSpan? Until(string seconds, DateTimeOffset now) =>
        long.TryParse(seconds, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out long end) && end - now.ToUnixTimeSeconds() is > 0 and < 86_400 and var wait
            ? TimeSpan.FromSeconds(wait)
            : null;
}
