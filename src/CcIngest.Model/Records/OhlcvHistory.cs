namespace CcIngest.Model;

/// <summary>Candles as they were known at a moment.</summary>
public static class OhlcvHistory
{
    /// <param name="candle">As it is stored now.</param>
    /// <param name="revisions">Its revisions, in any order.</param>
    /// <param name="moment">UTC.</param>
    /// <returns>Null when the candle was not known then.</returns>
    public static Ohlcv? AsOf(this Ohlcv candle, IEnumerable<RevisionRecord> revisions, DateTime moment)
    {
        if (KnownVersion.At(candle.CollectedAt, revisions, moment) is not { } version)
        {
            return null;
        }

        return candle with
        {
            Symbol = Known("symbol", candle.Symbol),
            Open = Known("open", candle.Open),
            High = Known("high", candle.High),
            Low = Known("low", candle.Low),
            Close = Known("close", candle.Close),
            Volume = Known("volume", candle.Volume),
            QuoteVolume = Known("quote_volume", candle.QuoteVolume),
            TotalTrades = Known("total_trades", candle.TotalTrades),
            CollectedAt = version.KnownFrom,
        };

        T Known<T>(string column, T now) => version.OldValues.TryGetValue(column, out object? old) ? (T)old! : now;
    }
}
