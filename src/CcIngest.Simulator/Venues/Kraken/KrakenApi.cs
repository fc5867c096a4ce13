using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CcIngest.Simulator;

/// <summary>Kraken's front: about a call a second, status 200 with every failure, no header that tells.</summary>
internal sealed class KrakenApi(int? limit) : VenueApi(limit, TimeSpan.FromSeconds(1))
{
    public override ApiError Refuse(HttpResponse response, int refusals, TimeSpan rest, DateTimeOffset now) => Error("EGeneral:Too many requests");

    public override ApiError Internal() => Error("EGeneral:Internal error");

    public override ApiError Parameter(ParameterFault fault) => Error($"EGeneral:Invalid arguments:{fault.Parameter}");

    public static ApiError Pair() => Error("EQuery:Unknown asset pair");

    private static ApiError Error(string text) => new(200, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("error");
        writer.WriteStringValue(text);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
