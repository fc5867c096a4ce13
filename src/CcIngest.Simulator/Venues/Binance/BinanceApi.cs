using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CcIngest.Simulator;

/// <summary>Binance's front: weights by the minute, 429 and then 418, errors as code and msg.</summary>
internal sealed class BinanceApi(int? limit) : VenueApi(limit, TimeSpan.FromMinutes(1))
{
    /// <summary>Who goes on so often after a refusal is banned.</summary>
    private const int Patience = 5;

    private static readonly TimeSpan Ban = TimeSpan.FromMinutes(2);

    public override ApiError Refuse(HttpResponse response, int refusals, TimeSpan rest, DateTimeOffset now)
    {
        bool isBan = refusals > Patience;
        TimeSpan wait = isBan ? Ban : rest;
        response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return isBan
            ? Error(418, -1003, $"Way too much request weight used; IP banned until {(now + Ban).ToUnixTimeMilliseconds()}. Please use WebSocket Streams for live updates to avoid bans.")
            : Error(429, -1003, $"Too much request weight used; current limit is {Limit} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.");
    }

    public override ApiError Internal() => Error(500, -1000, "An unknown error occurred while processing the request.");

    public override ApiError Parameter(ParameterFault fault) => fault.Value.Length == 0
        ? Error(400, -1102, $"Mandatory parameter '{fault.Parameter}' was not sent, was empty/null, or malformed.")
        : Error(400, -1100, $"Illegal characters found in parameter '{fault.Parameter}'; legal range is '^[0-9]{{1,20}}$'.");

    public static ApiError Symbol() => Error(400, -1121, "Invalid symbol.");

    public static ApiError Interval() => Error(400, -1120, "Invalid interval.");

    protected override void TellUsed(HttpResponse response, long used)
    {
        response.Headers["X-MBX-USED-WEIGHT"] = used.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-MBX-USED-WEIGHT-1M"] = used.ToString(CultureInfo.InvariantCulture);
    }

    private static ApiError Error(int status, int code, string message) => new(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("code", code);
        writer.WriteString("msg", message);
        writer.WriteEndObject();
    });
}
