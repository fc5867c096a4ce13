namespace CcIngest.Simulator;

/// <summary>
/// Recorded candles as a series. A period that the recording lacks had no trades; longer periods are put together from the recorded ones.
/// Open, high, low, close and volume are the recorded numbers, so an open may differ from the close before it; trade counts, sides and
/// times, which the recording does not have, are made up within its bounds.
/// </summary>
internal sealed class ReplayedSeries : CandleSeries
{
    private readonly int _period;
    private readonly Candle[] _candles;
    private readonly long[] _starts;

    /// <param name="period">What a recorded candle is, in seconds.</param>
    /// <param name="candles">Ascending; at least one, each with trades.</param>
    public ReplayedSeries(int period, Candle[] candles, Precision precision)
        : base(precision, candles[0].FirstTime)
    {
        _period = period;
        _candles = candles;
        _starts = Array.ConvertAll(candles, candle => candle.Start);
    }

    public override int FinestPeriod => _period;

    /// <summary>A recording that stops more than a day ago has ended.</summary>
    public override bool HasEnded(long now) => now > _candles[^1].Start + _period + 86400;

    public override long LastTrade(long now) => _candles[Math.Max(0, CountBefore(now - _period + 1) - 1)].LastTime;

    public override long TotalTrades(long now)
    {
        long trades = 0;
        foreach (ref readonly Candle candle in _candles.AsSpan(0, CountBefore(now - _period + 1)))
        {
            trades += candle.Trades;
        }

        return trades;
    }

    public override long PriceBefore(long time)
    {
        int count = CountBefore(time);
        return count == 0 ? _candles[0].FirstPrice : _candles[count - 1].Close;
    }

    /// <summary>Of the running period, the recorded candles that are closed at <paramref name="now"/>.</summary>
    public override Candle Read(long start, int seconds, long now, long previousClose)
    {
        int from = CountBefore(start);
        int to = CountBefore(Math.Min(start + seconds, now - _period + 1));
        if (to <= from)
        {
            return Candle.WithoutTrades(start, previousClose);
        }

        Candle whole = _candles[from];
        foreach (ref readonly Candle part in _candles.AsSpan(from + 1, to - from - 1))
        {
            Append(ref whole, part);
        }

        whole.Start = start;
        return whole;
    }

    private static void Append(ref Candle whole, in Candle part)
    {
        if (part.HighPrice > whole.HighPrice)
        {
            (whole.HighPrice, whole.HighTime) = (part.HighPrice, part.HighTime);
        }

        if (part.LowPrice < whole.LowPrice)
        {
            (whole.LowPrice, whole.LowTime) = (part.LowPrice, part.LowTime);
        }

        whole.High = Math.Max(whole.High, part.High);
        whole.Low = Math.Min(whole.Low, part.Low);
        whole.Close = part.Close;
        whole.LastPrice = part.LastPrice;
        whole.LastTime = part.LastTime;
        whole.Trades += part.Trades;
        whole.TradesBuy += part.TradesBuy;
        whole.TradesSell += part.TradesSell;
        whole.TradesUnknown += part.TradesUnknown;
        whole.Volume += part.Volume;
        whole.VolumeBuy += part.VolumeBuy;
        whole.VolumeSell += part.VolumeSell;
        whole.VolumeUnknown += part.VolumeUnknown;
        whole.QuoteVolumeBuy += part.QuoteVolumeBuy;
        whole.QuoteVolumeSell += part.QuoteVolumeSell;
        whole.QuoteVolumeUnknown += part.QuoteVolumeUnknown;
    }

    private int CountBefore(long time)
    {
        int index = Array.BinarySearch(_starts, time);
        return index < 0 ? ~index : index;
    }
}
