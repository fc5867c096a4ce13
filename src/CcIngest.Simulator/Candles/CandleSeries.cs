namespace CcIngest.Simulator;

/// <summary>The candles of one instrument at any time and length of period. Times are Unix seconds. Safe for several threads.</summary>
internal abstract class CandleSeries
{
    protected CandleSeries(Precision precision, long firstTrade) => (Precision, FirstTrade) = (precision, firstTrade);

    public Precision Precision { get; }

    /// <summary>The second of the very first trade.</summary>
    public long FirstTrade { get; }

    /// <summary>The shortest period there are candles of, in seconds.</summary>
    public virtual int FinestPeriod => 60;

    /// <summary>Whether trading has ended for good, seen from <paramref name="now"/>.</summary>
    public abstract bool HasEnded(long now);

    /// <summary>The second of the last trade before <paramref name="now"/>, which lies after <see cref="FirstTrade"/>.</summary>
    public abstract long LastTrade(long now);

    /// <summary>Roughly how many trades there were up to <paramref name="now"/>.</summary>
    public abstract long TotalTrades(long now);

    /// <summary>The price of the last trade before <paramref name="time"/>; of the first trade when there was none before.</summary>
    public abstract long PriceBefore(long time);

    /// <summary>The candle of the period at <paramref name="start"/> as it stands at <paramref name="now"/>.</summary>
    /// <param name="start">A period start, not before the period of the first trade.</param>
    /// <param name="seconds">The length of the period.</param>
    /// <param name="now">Trades from then on are not known yet.</param>
    /// <param name="previousClose"><see cref="PriceBefore"/> of <paramref name="start"/>: the close of the candle before.</param>
    public abstract Candle Read(long start, int seconds, long now, long previousClose);
}
