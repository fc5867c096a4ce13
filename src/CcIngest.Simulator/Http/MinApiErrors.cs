using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>The error answers of the min-api: HTTP 200 with a body that says so.</summary>
internal static class MinApiErrors
{
    public static ApiError Path() => new(200, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("Response", "Error");
        writer.WriteString("Message", "Path does not exist");
        writer.WriteNumber("Type", 0);
        writer.WriteStartObject("Data");
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    public static ApiError Key() => New(1, "You need a valid auth key or api key to access this endpoint");

    public static ApiError Internal() => New(2, "An internal error occurred while processing your request, please try again later.");

    public static ApiError Parameter(ParameterFault fault) => New(2, fault.Message, parameter: fault.Parameter);

    public static ApiError Pair(string market, string fsym, string tsym) => New(2, $"{market} market does not exist for this coin pair ({fsym}-{tsym})");

    public static ApiError RateLimit(BudgetState state) => New(99, "You are over your rate limit please upgrade your account!", writer =>
    {
        writer.WriteStartObject("calls_made");
        MinApiWindows.Write(writer, state.Used);
        writer.WriteNumber("total_calls", state.TotalCalls);
        writer.WriteEndObject();
        writer.WriteStartObject("max_calls");
        MinApiWindows.Write(writer, state.Max);
        writer.WriteEndObject();
    });

    private static ApiError New(int type, string message, Action<Utf8JsonWriter>? rateLimit = null, string? parameter = null) => new(200, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("Response", "Error");
        writer.WriteString("Message", message);
        writer.WriteBoolean("HasWarning", false);
        writer.WriteNumber("Type", type);
        writer.WriteStartObject("RateLimit");
        rateLimit?.Invoke(writer);
        writer.WriteEndObject();
        writer.WriteStartObject("Data");
        writer.WriteEndObject();
        if (parameter is not null)
        {
            writer.WriteString("ParamWithError", parameter);
        }

        writer.WriteEndObject();
    });
}
