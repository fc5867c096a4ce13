using System.Text.Json.Nodes;

namespace CcIngest.Simulator;

/// <summary>Adds the candle of the running period to a page that ends just before it, though the request did not ask so far.</summary>
internal static class OpenCandleFault
{
    public static readonly FaultKind Kind = new("open-candle", FaultGroup.Data, "A page that ends with the last closed candle has the running one as well.")
    {
        ChoosesItself = true,
        Action = async (request, next) =>
        {
            Answer answer = await next(request).ConfigureAwait(false);
            long now = request.Now.ToUnixTimeSeconds();
            if (request.Period is not { } period || !long.TryParse(request.Query["to_ts"], out long toTs) || toTs >= now
                || period.Floor(toTs) + period.Seconds != period.Floor(now) || !request.Draw.Strikes(CandleFaults.SeriesOf(request), period.Floor(now)))
            {
                return answer;
            }

            JsonNode? running = null;
            Answer one = await next(request.With("to_ts", now).With("limit", 1)).ConfigureAwait(false);
            JsonRows.Edit(one, rows =>
            {
                running = rows.Count == 1 ? rows[0]?.DeepClone() : null;
                return false;
            });
            return JsonRows.Edit(answer, rows =>
            {
                rows.Add(running);
                return running is not null;
            });
        },
    };
}
