using System.Globalization;
using System.Text.Json.Nodes;

namespace CcIngest.Simulator;

/// <summary>Chance chooses instruments. After some pages of its candles a chosen one is unknown, in the history and in the list of instruments.</summary>
internal static class VanishedInstrumentFault
{
    public static readonly FaultKind Kind = new("vanished-instrument", FaultGroup.Data,
        "An instrument is answered with 404 and is no longer listed after some pages of its candles.")
    {
        Parameter = "after how many pages, 0 to 1000000",
        DefaultParameter = "3",
        Takes = text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int pages) && pages <= 1_000_000,
        ChoosesItself = true,
        Action = (request, next) => request.Period is not null ? HistoryAsync(request, next) : ListAsync(request, next),
    };

    private static Task<Answer> HistoryAsync(FaultyRequest request, Func<FaultyRequest, Task<Answer>> next)
    {
        (string market, string instrument) = (request.Query["market"].ToString(), request.Query["instrument"].ToString());
        string thing = Thing(market, instrument);
        return request.Draw.Strikes(thing, 0) && request.Memory.TimesBefore(thing) >= request.Draw.Number
            ? Task.FromResult(Answer.Of(DataApiErrors.Instruments(request.Route.Markets ?? MarketFamily.Spot, market, [instrument])))
            : next(request);
    }

    private static async Task<Answer> ListAsync(FaultyRequest request, Func<FaultyRequest, Task<Answer>> next)
    {
        Answer answer = await next(request).ConfigureAwait(false);
        return request.Route.Path != request.Route.Markets?.InstrumentsPath ? answer : JsonRows.EditData(answer, data =>
        {
            bool changed = false;
            foreach ((string market, JsonNode? venue) in (JsonObject)data)
            {
                foreach ((string mapped, _) in ((JsonObject?)venue?["instruments"] ?? []).ToArray())
                {
                    string thing = Thing(market, mapped);
                    changed |= request.Draw.Strikes(thing, 0) && request.Memory.Times(thing) >= request.Draw.Number && venue!["instruments"]!.AsObject().Remove(mapped);
                }
            }

            return changed;
        });
    }

    private static string Thing(string market, string instrument) => $"vanished {market.ToLowerInvariant()} {instrument}";
}
