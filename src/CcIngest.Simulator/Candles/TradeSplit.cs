namespace CcIngest.Simulator;

/// <summary>Splits a candle's trades and volume by side; the parts add up to the last digit.</summary>
internal static class TradeSplit
{
    /// <param name="candle">Has its trade count, low and high trade price.</param>
    /// <param name="seed">The instrument and length of period.</param>
    /// <param name="precision">The steps of prices and amounts.</param>
    /// <param name="volume">All of it, in steps.</param>
    /// <param name="unknownShare">The share of trades of unknown side.</param>
    public static void Fill(ref Candle candle, ulong seed, Precision precision, long volume, double unknownShare)
    {
        long start = candle.Start;
        candle.TradesUnknown = (long)(candle.Trades * unknownShare);
        long sided = candle.Trades - candle.TradesUnknown;
        candle.TradesBuy = (long)((sided * (0.35 + (0.3 * CounterHash.Unit(seed, start)))) + CounterHash.Unit(seed, start + 1));
        candle.TradesSell = sided - candle.TradesBuy;

        candle.Volume = volume;
        candle.VolumeUnknown = sided == 0 ? volume : Portion(volume, candle.TradesUnknown, candle.Trades, 1);
        long sidedVolume = volume - candle.VolumeUnknown;
        candle.VolumeBuy = Portion(sidedVolume, candle.TradesBuy, sided, 0.7 + (0.6 * CounterHash.Unit(seed, start + 2)));
        candle.VolumeSell = sidedVolume - candle.VolumeBuy;

        candle.QuoteVolumeBuy = Worth(candle, precision, candle.VolumeBuy, CounterHash.Unit(seed, start + 3));
        candle.QuoteVolumeSell = Worth(candle, precision, candle.VolumeSell, CounterHash.Unit(seed, start + 4));
        candle.QuoteVolumeUnknown = Worth(candle, precision, candle.VolumeUnknown, CounterHash.Unit(seed, start + 5));
    }

    private static long Portion(long volume, long trades, long of, double weight)
    {
        if (trades == 0 || volume == 0)
        {
            return 0;
        }

        // One step cannot be split: the side with most of the trades has it.
        if (volume == 1)
        {
            return trades * 2 > of ? 1 : 0;
        }

        return trades == of ? volume : Math.Clamp((long)(volume * (trades / (double)of) * weight), 1, volume - 1);
    }

    /// <summary>An average price between the lowest and the highest trade, so that the sum lies between the candle's bounds.</summary>
    private static double Worth(in Candle candle, Precision precision, long volume, double where)
    {
        double average = candle.LowPrice + ((candle.HighPrice - candle.LowPrice) * (0.25 + (0.5 * where)));
        return precision.Volume(volume) * (average / PowersOfTen.Of(precision.PriceDecimals));
    }
}
