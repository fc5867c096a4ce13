namespace CcIngest.Simulator;

/// <summary>Candles of an index as JSON text, in the words of the API: what a venue calls trades are updates here.</summary>
internal sealed class IndexRowText(RowNames names, Precision precision, RowGroups groups, bool hasTiers) : ICandleText
{
    /// <summary>Names of the numbers' fields and the numbers themselves; a little generous.</summary>
    private const int NumbersLength = 1_600;

    /// <summary>Shares of the volume on venues of the top tier, of pairs in the very quote, and of both: about those of the API's example.</summary>
    private const double TopTierShare = 0.5632, DirectShare = 0.1403, TopTierDirectShare = 0.1209;

    private readonly byte[] _names = names.ToBytes();

    public int LongestRow => names.Head.Length + _names.Length + NumbersLength;

    public int Write(in Candle candle, Span<byte> target)
    {
        JsonText text = new(target);
        text.Raw(names.Head);
        text.Number(candle.Start);
        text.Raw(_names);
        if (groups.HasFlag(RowGroups.Ohlc))
        {
            text.Field(",\"OPEN\":"u8, candle.Open, precision.PriceDecimals);
            text.Field(",\"HIGH\":"u8, candle.High, precision.PriceDecimals);
            text.Field(",\"LOW\":"u8, candle.Low, precision.PriceDecimals);
            text.Field(",\"CLOSE\":"u8, candle.Close, precision.PriceDecimals);
        }

        if (groups.HasFlag(RowGroups.OhlcMessage) && candle.HasTrades)
        {
            Messages(ref text, candle);
        }

        if (groups.HasFlag(RowGroups.Message))
        {
            text.Field(",\"TOTAL_INDEX_UPDATES\":"u8, candle.Trades);
        }

        if (groups.HasFlag(RowGroups.Volume))
        {
            Volumes(ref text, candle);
        }

        text.Raw("}"u8);
        return text.Length;
    }

    private void Messages(ref JsonText text, in Candle candle)
    {
        text.Field(",\"FIRST_MESSAGE_TIMESTAMP\":"u8, candle.FirstTime);
        text.Field(",\"LAST_MESSAGE_TIMESTAMP\":"u8, candle.LastTime);
        text.Field(",\"FIRST_MESSAGE_VALUE\":"u8, candle.FirstPrice, precision.PriceDecimals);
        text.Field(",\"HIGH_MESSAGE_VALUE\":"u8, candle.HighPrice, precision.PriceDecimals);
        text.Field(",\"HIGH_MESSAGE_TIMESTAMP\":"u8, candle.HighTime);
        text.Field(",\"LOW_MESSAGE_VALUE\":"u8, candle.LowPrice, precision.PriceDecimals);
        text.Field(",\"LOW_MESSAGE_TIMESTAMP\":"u8, candle.LowTime);
        text.Field(",\"LAST_MESSAGE_VALUE\":"u8, candle.LastPrice, precision.PriceDecimals);
    }

    private void Volumes(ref JsonText text, in Candle candle)
    {
        text.Field(",\"VOLUME\":"u8, candle.Volume, precision.VolumeDecimals);
        text.Field(",\"QUOTE_VOLUME\":"u8, candle.QuoteVolume);
        if (!hasTiers)
        {
            return;
        }

        text.Field(",\"VOLUME_TOP_TIER\":"u8, (long)(candle.Volume * TopTierShare), precision.VolumeDecimals);
        text.Field(",\"QUOTE_VOLUME_TOP_TIER\":"u8, candle.QuoteVolume * TopTierShare);
        text.Field(",\"VOLUME_DIRECT\":"u8, (long)(candle.Volume * DirectShare), precision.VolumeDecimals);
        text.Field(",\"QUOTE_VOLUME_DIRECT\":"u8, candle.QuoteVolume * DirectShare);
        text.Field(",\"VOLUME_TOP_TIER_DIRECT\":"u8, (long)(candle.Volume * TopTierDirectShare), precision.VolumeDecimals);
        text.Field(",\"QUOTE_VOLUME_TOP_TIER_DIRECT\":"u8, candle.QuoteVolume * TopTierDirectShare);
    }
}
