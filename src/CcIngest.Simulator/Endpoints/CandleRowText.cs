using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CcIngest.Simulator;

/// <summary>Historical rows of one instrument as JSON text, in the order of fields that the API has.</summary>
internal sealed class CandleRowText
{
    /// <summary>Names of the numbers' fields and the numbers themselves; a little generous.</summary>
    private const int NumbersLength = 1_600;

    private readonly byte[] _head;
    private readonly byte[] _names;
    private readonly CandleGroups _groups;
    private readonly Precision _precision;

    /// <param name="unit">DAY, HOUR or MINUTE.</param>
    public CandleRowText(SimulatedInstrument instrument, Precision precision, string unit, CandleGroups groups)
    {
        _groups = groups;
        _precision = precision;
        _head = Encoding.UTF8.GetBytes($$"""{"UNIT":"{{unit}}","TIMESTAMP":""");
        _names = Encoding.UTF8.GetBytes(Names(instrument, groups));
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
        if (_groups.HasFlag(CandleGroups.Ohlc))
        {
            Prices(ref text, candle);
        }

        if (_groups.HasFlag(CandleGroups.OhlcTrade) && candle.HasTrades)
        {
            TradePrices(ref text, candle);
        }

        if (_groups.HasFlag(CandleGroups.Trade))
        {
            Counts(ref text, candle);
        }

        if (_groups.HasFlag(CandleGroups.Volume))
        {
            Volumes(ref text, candle);
        }

        text.Raw("}"u8);
        return text.Length;
    }

    private static string Names(SimulatedInstrument instrument, CandleGroups groups)
    {
        StringBuilder names = new(",\"TYPE\":\"954\"");
        if (groups.HasFlag(CandleGroups.Id))
        {
            names.Append(CultureInfo.InvariantCulture, $",\"MARKET\":{Quoted(instrument.Market)},\"INSTRUMENT\":{Quoted(instrument.Raw)}");
        }

        if (groups.HasFlag(CandleGroups.Mapping))
        {
            names.Append(CultureInfo.InvariantCulture, $",\"MAPPED_INSTRUMENT\":{Quoted(instrument.Mapped)},\"BASE\":{Quoted(instrument.Base.Symbol)},\"QUOTE\":{Quoted(instrument.Quote.Symbol)}");
        }

        if (groups.HasFlag(CandleGroups.MappingAdvanced))
        {
            names.Append(CultureInfo.InvariantCulture,
                $",\"BASE_ID\":{instrument.Base.Id},\"QUOTE_ID\":{instrument.Quote.Id},\"TRANSFORM_FUNCTION\":\"\"");
        }

        return names.ToString();
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

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
