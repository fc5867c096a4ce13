namespace CcIngest.Simulator;

/// <summary>Open interest as one message tells it.</summary>
/// <param name="Time">Unix seconds.</param>
/// <param name="Settlement">All open positions, in coins.</param>
/// <param name="MarkPrice">The price they are valued at.</param>
/// <param name="Quote">What they are worth, in the quote currency.</param>
internal readonly record struct OpenInterestState(long Time, double Settlement, double MarkPrice, double Quote);

/// <summary>The first, the last and the extreme messages of some; each extreme is a message of its own, with all that it tells.</summary>
internal readonly struct OpenInterestMessages
{
    public OpenInterestMessages(ReadOnlySpan<OpenInterestState> messages)
    {
        First = HighSettlement = HighMarkPrice = HighQuote = LowSettlement = LowMarkPrice = LowQuote = messages[0];
        Last = messages[^1];
        foreach (OpenInterestState message in messages[1..])
        {
            HighSettlement = message.Settlement > HighSettlement.Settlement ? message : HighSettlement;
            HighMarkPrice = message.MarkPrice > HighMarkPrice.MarkPrice ? message : HighMarkPrice;
            HighQuote = message.Quote > HighQuote.Quote ? message : HighQuote;
            LowSettlement = message.Settlement < LowSettlement.Settlement ? message : LowSettlement;
            LowMarkPrice = message.MarkPrice < LowMarkPrice.MarkPrice ? message : LowMarkPrice;
            LowQuote = message.Quote < LowQuote.Quote ? message : LowQuote;
        }
    }

    public OpenInterestState First { get; }

    public OpenInterestState Last { get; }

    public OpenInterestState HighSettlement { get; }

    public OpenInterestState HighMarkPrice { get; }

    public OpenInterestState HighQuote { get; }

    public OpenInterestState LowSettlement { get; }

    public OpenInterestState LowMarkPrice { get; }

    public OpenInterestState LowQuote { get; }
}
