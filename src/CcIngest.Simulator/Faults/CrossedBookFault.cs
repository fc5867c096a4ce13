using System.Text;

namespace CcIngest.Simulator;

/// <summary>Lets the sides of an order book change places: the best bid is above the best ask then. Other answers stay as they are.</summary>
internal static class CrossedBookFault
{
    private const string Bids = "\"bids\":";
    private const string Asks = "\"asks\":";

    public static readonly FaultKind Kind = new("crossed-book", FaultGroup.Data, "The bids and asks of an order book have changed places.")
    {
        Action = async (request, next) =>
        {
            Answer answer = await next(request).ConfigureAwait(false);
            string body = Encoding.UTF8.GetString(answer.Body.Span);
            int bids = body.IndexOf(Bids, StringComparison.Ordinal);
            int asks = body.IndexOf(Asks, StringComparison.Ordinal);
            return bids < 0 || asks < 0 ? answer : answer with
            {
                Body = Encoding.UTF8.GetBytes(bids < asks
                    ? string.Concat(body.AsSpan(0, bids), Asks, body.AsSpan(bids + Bids.Length, asks - bids - Bids.Length), string.Concat(Bids, body.AsSpan(asks + Asks.Length)))
                    : string.Concat(body.AsSpan(0, asks), Bids, body.AsSpan(asks + Asks.Length, bids - asks - Asks.Length), string.Concat(Asks, body.AsSpan(bids + Bids.Length)))),
            };
        },
    };
}
