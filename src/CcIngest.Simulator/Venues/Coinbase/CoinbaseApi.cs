using Microsoft.AspNetCore.Http;

namespace CcIngest.Simulator;

/// <summary>Coinbase Exchange's front: calls a second, errors as a message, no header that tells.</summary>
internal sealed class CoinbaseApi(int? limit) : VenueApi(limit, TimeSpan.FromSeconds(1))
{
    public override void Admit(HttpRequest request)
    {
        if (request.Headers.UserAgent.Count == 0)
        {
            throw Error(400, "User-Agent header is required.");
        }
    }

    public override ApiError Refuse(HttpResponse response, int refusals, TimeSpan rest, DateTimeOffset now) => Error(429, "Public rate limit exceeded");

    public override ApiError Internal() => Error(500, "Internal server error");

    public override ApiError Parameter(ParameterFault fault) => Error(400, fault.Parameter == "granularity" ? "Unsupported granularity" : $"Invalid {fault.Parameter}");

    public static ApiError Product() => Error(404, "NotFound");

    public static ApiError TooMany(int most) =>
        Error(400, $"granularity too small for the requested time range. Count of aggregations requested exceeds {most}");

    private static ApiError Error(int status, string message) => new(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("message", message);
        writer.WriteEndObject();
    });
}
