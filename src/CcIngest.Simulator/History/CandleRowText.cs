namespace CcIngest.Simulator;

/// <summary>Candles of one instrument, spot or derivative, in the order of fields that the API has.</summary>
internal sealed class CandleRowText : ICandleText
{
    /// <summary>Names of the numbers' fields and the numbers themselves; a little generous.</summary>
    private const int NumbersLength = 1_600;

    private readonly byte[] _head;
    private readonly byte[] _names;
    private readonly RowGroups _groups;
    private readonly Precision _precision;
    private readonly bool _ofContracts;

    /// <param name="names">What is the same in every row.</param>
    /// <param name="precision">The steps of prices and amounts.</param>
    /// <param name="groups">The fields that were asked for.</param>
    /// <param name="ofContracts">Whether the rows tell how many contracts changed hands.</param>
    public CandleRowText(RowNames names, Precision precision, RowGroups groups, bool ofContracts = false)
    {
        _groups = groups;
        _precision = precision;
        _ofContracts = ofContracts;
        _head = names.Head;
        _names = names.ToBytes();
    }

    /// <summary>The most bytes a row takes.</summary>
    public int LongestRow => _head.Length + _names.Length + NumbersLength;

    /// <summary>Writes a row and says how many bytes it took.</summary>
    public int Write(in Candle candle, Span<byte> target)
    {
        JsonText text = new(target);
        text.Raw(_head);
        text.Number(candle.Start);
        text.Raw(_names);
        if (_groups.HasFlag(RowGroups.Ohlc))
        {
            Prices(ref text, candle);
        }

        if (_groups.HasFlag(RowGroups.OhlcTrade) && candle.HasTrades)
        {
            TradePrices(ref text, candle);
        }

        if (_groups.HasFlag(RowGroups.Trade))
        {
            Counts(ref text, candle);
        }

        if (_groups.HasFlag(RowGroups.Volume))
        {
            Volumes(ref text, candle);
        }

        text.Raw("}"u8);
        return text.Length;
    }

    private void Prices(ref JsonText text, in Candle candle)
    {
        int decimals = _precision.PriceDecimals;
        text.Raw(",\"OPEN\":"u8);
        text.Number(candle.Open, decimals);
        text.Raw(",\"HIGH\":"u8);
        text.Number(candle.High, decimals);
        text.Raw(",\"LOW\":"u8);
        text.Number(candle.Low, decimals);
        text.Raw(",\"CLOSE\":"u8);
        text.Number(candle.Close, decimals);
    }

    private void TradePrices(ref JsonText text, in Candle candle)
    {
        int decimals = _precision.PriceDecimals;
        text.Raw(",\"FIRST_TRADE_TIMESTAMP\":"u8);
        text.Number(candle.FirstTime);
        text.Raw(",\"LAST_TRADE_TIMESTAMP\":"u8);
        text.Number(candle.LastTime);
        text.Raw(",\"FIRST_TRADE_PRICE\":"u8);
        text.Number(candle.FirstPrice, decimals);
        text.Raw(",\"HIGH_TRADE_PRICE\":"u8);
        text.Number(candle.HighPrice, decimals);
        text.Raw(",\"HIGH_TRADE_TIMESTAMP\":"u8);
        text.Number(candle.HighTime);
        text.Raw(",\"LOW_TRADE_PRICE\":"u8);
        text.Number(candle.LowPrice, decimals);
        text.Raw(",\"LOW_TRADE_TIMESTAMP\":"u8);
        text.Number(candle.LowTime);
        text.Raw(",\"LAST_TRADE_PRICE\":"u8);
        text.Number(candle.LastPrice, decimals);
    }

    private static void Counts(ref JsonText text, in Candle candle)
    {
        text.Raw(",\"TOTAL_TRADES\":"u8);
        text.Number(candle.Trades);
        text.Raw(",\"TOTAL_TRADES_BUY\":"u8);
        text.Number(candle.TradesBuy);
        text.Raw(",\"TOTAL_TRADES_SELL\":"u8);
        text.Number(candle.TradesSell);
        text.Raw(",\"TOTAL_TRADES_UNKNOWN\":"u8);
        text.Number(candle.TradesUnknown);
    }

    private void Volumes(ref JsonText text, in Candle candle)
    {
        int decimals = _precision.VolumeDecimals;
        if (_ofContracts)
        {
            text.Raw(",\"NUMBER_OF_CONTRACTS\":"u8);
            text.Number(candle.Contracts);
        }

        text.Raw(",\"VOLUME\":"u8);
        text.Number(candle.Volume, decimals);
        text.Raw(",\"QUOTE_VOLUME\":"u8);
        text.Number(candle.QuoteVolume);
        text.Raw(",\"VOLUME_BUY\":"u8);
        text.Number(candle.VolumeBuy, decimals);
        text.Raw(",\"QUOTE_VOLUME_BUY\":"u8);
        text.Number(candle.QuoteVolumeBuy);
        text.Raw(",\"VOLUME_SELL\":"u8);
        text.Number(candle.VolumeSell, decimals);
        text.Raw(",\"QUOTE_VOLUME_SELL\":"u8);
        text.Number(candle.QuoteVolumeSell);
        text.Raw(",\"VOLUME_UNKNOWN\":"u8);
        text.Number(candle.VolumeUnknown, decimals);
        text.Raw(",\"QUOTE_VOLUME_UNKNOWN\":"u8);
        text.Number(candle.QuoteVolumeUnknown);
    }
}
