using System.Globalization;
using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>The error answers of the data-api. Texts are those of the real one where they are known.</summary>
internal static class DataApiErrors
{
    private const string RealApi = "https://data-api.cryptocompare.com";

    public static ApiError Path() => New(404, "Path does not exist", null);

    public static ApiError Verb() => New(405, "Method not allowed", null);

    public static ApiError Key() => Parameter(401, "You need a valid auth key or api key to access this endpoint", "api_key");

    public static ApiError RateLimit() => Parameter(429, "You are over your rate limit please upgrade your account!", "");

    public static ApiError Internal() => New(500, "An internal error occurred while processing your request, please try again later.", null);

    public static ApiError Parameter(ParameterFault fault) => Parameter(400, fault.Message, fault.Parameter, fault.Value);

    public static ApiError Market(MarketFamily family, string market) => Parameter(404,
        $"Not found: market parameter. Value {market} not integrated yet. We list all markets in lowercase and transform the parameter sent, "
        + $"make sure you check the {RealApi}{family.MarketsPath} endpoint for a list of all the supported {family.Word} markets",
        "market", market);

    public static ApiError Instruments(MarketFamily family, string market, IReadOnlyList<string> instruments) => Parameter(404,
        $"Not found: instruments parameter. One or multiple instruments on {market} not integrated yet or not supported. Instruments are case "
        + $"sensitive, make sure you check the {RealApi}{family.InstrumentsPath} endpoint for a list of all the supported {family.Word} market "
        + $"and instrument combinations. Invalid instruments: {string.Join(',', instruments)}",
        "instruments", [.. instruments]);

    public static ApiError Assets(IReadOnlyList<string> assets) => Parameter(404,
        $"Not found: assets parameter. One or multiple assets not integrated yet. Invalid assets: {string.Join(',', assets)}", "assets", [.. assets]);

    /// <summary>The page lies wholly before the first record: the normal end of a walk backwards.</summary>
    /// <param name="unit">DAY, HOUR or MINUTE.</param>
    /// <param name="period">Its length in seconds.</param>
    /// <param name="toTs">Where the page ends, as it was asked for.</param>
    /// <param name="status">The instrument's.</param>
    /// <param name="known">Null for an instrument without records: then first, last and bucket are missing.</param>
    public static ApiError BeforeFirst(string unit, int period, long toTs, string status, HistorySpan? known) => New(404,
        string.Create(CultureInfo.InvariantCulture, $"No {unit} entries available on or before {toTs}"),
        writer =>
        {
            writer.WriteString("param", "to_ts");
            writer.WriteStartArray("values");
            writer.WriteNumberValue(toTs);
            writer.WriteEndArray();
            writer.WriteString("instrument_status", status);
            if (known is HistorySpan span)
            {
                writer.WriteNumber("first", span.First);
                writer.WriteNumber("last", span.Last);
                writer.WriteNumber("first_bucket", span.First - (span.First % period));
            }
        });

    private static ApiError Parameter(int status, string message, string parameter, params object[] values) => New(status, message, writer =>
    {
        writer.WriteString("param", parameter);
        writer.WriteStartArray("values");
        foreach (object value in values)
        {
            if (value is long number)
            {
                writer.WriteNumberValue(number);
            }
            else
            {
                writer.WriteStringValue((string)value);
            }
        }

        writer.WriteEndArray();
    });

    private static ApiError New(int status, string message, Action<Utf8JsonWriter>? otherInfo) => new(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("Data");
        writer.WriteEndObject();
        writer.WriteStartObject("Err");
        writer.WriteNumber("type", 1);
        writer.WriteString("message", message);
        if (otherInfo is null)
        {
            writer.WriteNull("other_info");
        }
        else
        {
            writer.WriteStartObject("other_info");
            otherInfo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
