using System.Globalization;
using System.Text.Json.Nodes;

namespace CcIngest.Simulator;

/// <summary>
/// A late trade: a candle that has just closed is served once as it stood without its last trades, and from the second time on as it is. Older
/// candles are final.
/// </summary>
internal static class RevisedCandleFault
{
    public static readonly FaultKind Kind = new("revised-candle", FaultGroup.Data,
        "A candle that closed not long ago has other values the first time it is answered.")
    {
        Parameter = "how many closed periods before the simulated time can be struck, 1 to 1000",
        DefaultParameter = "2",
        Takes = text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int periods) && periods is >= 1 and <= 1_000,
        ChoosesItself = true,
        Action = async (request, next) =>
        {
            Answer answer = await next(request).ConfigureAwait(false);
            if (request.Period is not { } period)
            {
                return answer;
            }

            string series = CandleFaults.SeriesOf(request);
            long running = period.Floor(request.Now.ToUnixTimeSeconds());
            long first = running - ((long)request.Draw.Number * period.Seconds);
            return CandleFaults.Edit(answer, (candle, start) =>
            {
                bool isPreliminary = start >= first && start < running && request.Draw.Strikes(series, start)
                    && request.Memory.TimesBefore(FormattableString.Invariant($"revised {series} {start}")) == 0;
                if (isPreliminary)
                {
                    Take(candle);
                }

                return isPreliminary;
            });
        },
    };

    /// <summary>Takes back the last trades or messages; what is left keeps the rules of its kind.</summary>
    private static void Take(JsonObject candle)
    {
        string close = HistoryFields.Of(candle, "CLOSE");
        string high = HistoryFields.Of(candle, "HIGH");
        string low = HistoryFields.Of(candle, "LOW");
        candle[close] = candle[candle[high]?.ToJsonString() == candle[close]?.ToJsonString() ? low : high]?.DeepClone();
        if (candle.ContainsKey("QUOTE_VOLUME"))
        {
            candle["QUOTE_VOLUME"] = 0;
        }
        else if (HistoryFields.CountOf(candle) is > 1 and { } count && HistoryFields.CountNameOf(candle) is { } name)
        {
            candle[name] = count - 1;
        }
    }
}
