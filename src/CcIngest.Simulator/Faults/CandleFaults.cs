using System.Text.Json;
using System.Text.Json.Nodes;

namespace CcIngest.Simulator;

/// <summary>
/// Faults in what single rows of a history say: candles, funding rates, open interest or an index. Chance chooses rows in which something happened,
/// and a chosen one is spoilt in every answer.
/// </summary>
internal static class CandleFaults
{
    public static readonly FaultKind NullPrice = Of("null-price", "A candle's close is null.", candle => candle[HistoryFields.Of(candle, "CLOSE")] = null);

    public static readonly FaultKind StringNumbers = Of("string-numbers", "All numbers of a candle are strings.", candle =>
    {
        foreach ((string name, JsonNode? value) in candle.ToArray())
        {
            if (value?.GetValueKind() == JsonValueKind.Number)
            {
                candle[name] = value.ToJsonString();
            }
        }
    });

    public static readonly FaultKind HugeNumbers = Of("huge-numbers", "A candle's high and volume are 1e400, more than a double can hold.", candle =>
    {
        candle[HistoryFields.Of(candle, "HIGH")] = JsonNode.Parse("1e400");
        if (candle.ContainsKey("VOLUME"))
        {
            candle["VOLUME"] = JsonNode.Parse("1e400");
        }
    });

    public static readonly FaultKind TinyNumbers = Of("tiny-numbers", "A candle's low is 1e-400: not zero, but a double would make it so.", candle =>
        candle[HistoryFields.Of(candle, "LOW")] = JsonNode.Parse("1e-400"));

    /// <summary>Which series a request asks for, to draw by.</summary>
    public static string SeriesOf(FaultyRequest request) => $"{request.Query["market"]} {request.Query["instrument"]} {request.Period?.Interval}";

    /// <summary>Changes those candles of an answer that <paramref name="edit"/> takes; it says whether it did.</summary>
    public static Answer Edit(Answer answer, Func<JsonObject, long, bool> edit) => JsonRows.Edit(answer, rows =>
    {
        bool changed = false;
        foreach (JsonObject candle in rows.OfType<JsonObject>())
        {
            changed |= candle["TIMESTAMP"] is JsonValue time && time.TryGetValue(out long start) && HistoryFields.CountOf(candle) != 0 && edit(candle, start);
        }

        return changed;
    });

    private static FaultKind Of(string name, string summary, Action<JsonObject> spoil) => new(name, FaultGroup.Data, summary)
    {
        ChoosesItself = true,
        Action = async (request, next) =>
        {
            Answer answer = await next(request).ConfigureAwait(false);
            return request.Period is null ? answer : Edit(answer, (candle, start) =>
            {
                bool isStruck = request.Draw.Strikes(SeriesOf(request), start);
                if (isStruck)
                {
                    spoil(candle);
                }

                return isStruck;
            });
        },
    };
}
