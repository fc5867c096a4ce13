namespace CcIngest.Simulator;

/// <summary>Open interest as JSON text, in the order of fields that the API has.</summary>
internal sealed class OpenInterestText(RowNames names, RowGroups groups)
{
    /// <summary>Names of the numbers' fields and the numbers themselves; a little generous.</summary>
    private const int NumbersLength = 4_000;

    private readonly byte[] _names = names.ToBytes();

    /// <summary>The most bytes a row takes.</summary>
    public int LongestRow => names.Head.Length + _names.Length + NumbersLength;

    /// <summary>Writes a row and says how many bytes it took.</summary>
    /// <param name="start">The period's.</param>
    /// <param name="states">What stood before, then the period's messages; just the first without any.</param>
    /// <param name="count">How many messages the period had.</param>
    /// <param name="target">At least <see cref="LongestRow"/> bytes.</param>
    public int Write(long start, ReadOnlySpan<OpenInterestState> states, long count, Span<byte> target)
    {
        JsonText text = new(target);
        text.Raw(names.Head);
        text.Number(start);
        text.Raw(_names);
        if (groups.HasFlag(RowGroups.Ohlc))
        {
            Bounds(ref text, new OpenInterestMessages(states));
        }

        if (groups.HasFlag(RowGroups.OhlcMessage) && states.Length > 1)
        {
            Messages(ref text, new OpenInterestMessages(states[1..]));
        }

        if (groups.HasFlag(RowGroups.Message))
        {
            text.Field(",\"TOTAL_OPEN_INTEREST_UPDATES\":"u8, count);
        }

        text.Raw("}"u8);
        return text.Length;
    }

    private static void Bounds(ref JsonText text, in OpenInterestMessages all)
    {
        text.Field(",\"OPEN_SETTLEMENT\":"u8, all.First.Settlement);
        text.Field(",\"OPEN_MARK_PRICE\":"u8, all.First.MarkPrice);
        text.Field(",\"OPEN_QUOTE\":"u8, all.First.Quote);
        text.Field(",\"HIGH_SETTLEMENT\":"u8, all.HighSettlement.Settlement);
        text.Field(",\"HIGH_SETTLEMENT_MARK_PRICE\":"u8, all.HighSettlement.MarkPrice);
        text.Field(",\"HIGH_MARK_PRICE\":"u8, all.HighMarkPrice.MarkPrice);
        text.Field(",\"HIGH_MARK_PRICE_SETTLEMENT\":"u8, all.HighMarkPrice.Settlement);
        text.Field(",\"HIGH_QUOTE\":"u8, all.HighQuote.Quote);
        text.Field(",\"HIGH_QUOTE_MARK_PRICE\":"u8, all.HighQuote.MarkPrice);
        text.Field(",\"LOW_SETTLEMENT\":"u8, all.LowSettlement.Settlement);
        text.Field(",\"LOW_SETTLEMENT_MARK_PRICE\":"u8, all.LowSettlement.MarkPrice);
        text.Field(",\"LOW_MARK_PRICE\":"u8, all.LowMarkPrice.MarkPrice);
        text.Field(",\"LOW_MARK_PRICE_SETTLEMENT\":"u8, all.LowMarkPrice.Settlement);
        text.Field(",\"LOW_QUOTE\":"u8, all.LowQuote.Quote);
        text.Field(",\"LOW_QUOTE_MARK_PRICE\":"u8, all.LowQuote.MarkPrice);
        text.Field(",\"CLOSE_SETTLEMENT\":"u8, all.Last.Settlement);
        text.Field(",\"CLOSE_MARK_PRICE\":"u8, all.Last.MarkPrice);
        text.Field(",\"CLOSE_QUOTE\":"u8, all.Last.Quote);
    }

    private static void Messages(ref JsonText text, in OpenInterestMessages messages)
    {
        text.Field(",\"FIRST_MESSAGE_TIMESTAMP\":"u8, messages.First.Time);
        text.Field(",\"FIRST_MESSAGE_SETTLEMENT\":"u8, messages.First.Settlement);
        text.Field(",\"FIRST_MESSAGE_MARK_PRICE\":"u8, messages.First.MarkPrice);
        text.Field(",\"FIRST_MESSAGE_QUOTE\":"u8, messages.First.Quote);
        text.Field(",\"HIGH_MESSAGE_SETTLEMENT\":"u8, messages.HighSettlement.Settlement);
        text.Field(",\"HIGH_MESSAGE_SETTLEMENT_MARK_PRICE\":"u8, messages.HighSettlement.MarkPrice);
        text.Field(",\"HIGH_MESSAGE_SETTLEMENT_TIMESTAMP\":"u8, messages.HighSettlement.Time);
        text.Field(",\"HIGH_MESSAGE_MARK_PRICE\":"u8, messages.HighMarkPrice.MarkPrice);
        text.Field(",\"HIGH_MESSAGE_MARK_PRICE_SETTLEMENT\":"u8, messages.HighMarkPrice.Settlement);
        text.Field(",\"HIGH_MESSAGE_MARK_PRICE_TIMESTAMP\":"u8, messages.HighMarkPrice.Time);
        text.Field(",\"HIGH_MESSAGE_QUOTE\":"u8, messages.HighQuote.Quote);
        text.Field(",\"HIGH_MESSAGE_QUOTE_MARK_PRICE\":"u8, messages.HighQuote.MarkPrice);
        text.Field(",\"HIGH_MESSAGE_QUOTE_TIMESTAMP\":"u8, messages.HighQuote.Time);
        text.Field(",\"LOW_MESSAGE_SETTLEMENT\":"u8, messages.LowSettlement.Settlement);
        text.Field(",\"LOW_MESSAGE_SETTLEMENT_MARK_PRICE\":"u8, messages.LowSettlement.MarkPrice);
        text.Field(",\"LOW_MESSAGE_SETTLEMENT_TIMESTAMP\":"u8, messages.LowSettlement.Time);
        text.Field(",\"LOW_MESSAGE_MARK_PRICE\":"u8, messages.LowMarkPrice.MarkPrice);
        text.Field(",\"LOW_MESSAGE_MARK_PRICE_SETTLEMENT\":"u8, messages.LowMarkPrice.Settlement);
        text.Field(",\"LOW_MESSAGE_MARK_PRICE_TIMESTAMP\":"u8, messages.LowMarkPrice.Time);
        text.Field(",\"LOW_MESSAGE_QUOTE\":"u8, messages.LowQuote.Quote);
        text.Field(",\"LOW_MESSAGE_QUOTE_MARK_PRICE\":"u8, messages.LowQuote.MarkPrice);
        text.Field(",\"LOW_MESSAGE_QUOTE_TIMESTAMP\":"u8, messages.LowQuote.Time);
        text.Field(",\"LAST_MESSAGE_TIMESTAMP\":"u8, messages.Last.Time);
        text.Field(",\"LAST_MESSAGE_SETTLEMENT\":"u8, messages.Last.Settlement);
        text.Field(",\"LAST_MESSAGE_MARK_PRICE\":"u8, messages.Last.MarkPrice);
        text.Field(",\"LAST_MESSAGE_QUOTE\":"u8, messages.Last.Quote);
    }
}
