using System.Globalization;
using System.Text.Json;

namespace CcIngest.Sources;

/// <summary>Failures of Coinbase Exchange: a status, and <c>{"message": "NotFound"}</c>.</summary>
internal static class CoinbaseErrors
{
    /// <summary>The products' paths say this of a product that is not there; a path that is not there says something else.</summary>
    private const string NoProduct = "NotFound";

    /// <summary>No answer says how long to wait; what is allowed comes back within seconds.</summary>
    private static readonly TimeSpan Throttle = TimeSpan.FromSeconds(3);

    public static SourceError? Of(int status, JsonElement? answer)
    {
        string? said = answer?.TextOf("message");
        if (status is >= 200 and < 300 && said is null)
        {
            return null;
        }

        SourceErrorKind kind = status switch
        {
            429 => SourceErrorKind.RateLimited,
            401 or 403 or 451 => SourceErrorKind.KeyRefused,
            404 => said == NoProduct ? SourceErrorKind.UnknownInstrument : SourceErrorKind.UnknownPath,
            // A body that is only a message is no data, whatever its status says.
            >= 500 or 408 or (>= 200 and < 300) => SourceErrorKind.ServerFault,
            _ => SourceErrorKind.Refused,
        };
        string message = said is { Length: > 0 } ? said : string.Create(CultureInfo.InvariantCulture, $"HTTP status {status} without a message");
        return new SourceError(kind, message) { Wait = kind == SourceErrorKind.RateLimited ? Throttle : null };
    }
}
