namespace CcIngest.Simulator;

/// <summary>How lively trading in an instrument is.</summary>
/// <param name="TradesPerDay">On average.</param>
/// <param name="TradeSize">The average trade in the quote asset's reference, USD.</param>
/// <param name="UnknownShare">The share of trades whose side the venue does not tell, 0 to 1.</param>
internal sealed record Liveliness(double TradesPerDay, double TradeSize, double UnknownShare);

/// <summary>
/// Candles computed from a seed. Opens, closes, first and last trades of days, hours and minutes agree with each other; the highs, lows, counts
/// and volumes of a day are of the right size but not the sum of its minutes, which would have to be computed one by one.
/// </summary>
internal sealed class GeneratedSeries : CandleSeries
{
    private const int SecondsPerMinute = 60;

    // What a hash is for; each draws its own numbers for the same period.
    private const string ForPrices = "prices", ForVolumes = "volumes";

    private readonly PairPrice _price;
    private readonly Liveliness _liveliness;
    private readonly EventTimes _times;
    private readonly ulong _prices;
    private readonly ulong _volumes;

    /// <param name="seed">The instrument.</param>
    /// <param name="price">Its price over time.</param>
    /// <param name="liveliness">How often it trades.</param>
    /// <param name="firstTrade">Unix seconds.</param>
    /// <param name="lastTrade">Unix seconds; null while trading goes on.</param>
    /// <param name="volumeDecimals">The decimals of amounts; null for those that suit the price.</param>
    public GeneratedSeries(ulong seed, PairPrice price, Liveliness liveliness, long firstTrade, long? lastTrade, int? volumeDecimals = null)
        : base(PrecisionFor(price, volumeDecimals), firstTrade)
    {
        _price = price;
        _liveliness = liveliness;
        _prices = CounterHash.Seed(seed, ForPrices);
        _volumes = CounterHash.Seed(seed, ForVolumes);
        _times = new EventTimes(seed, liveliness.TradesPerDay, firstTrade, lastTrade);
    }

    public override bool HasEnded(long now) => _times.HasEnded(now);

    public override long LastTrade(long now) => _times.LastBefore(now);

    public override long TotalTrades(long now) => _times.Total(now);

    public override long PriceBefore(long time) =>
        time > FirstTrade && _times.MinuteBefore(time) is long traded ? PriceAfter(traded, time) : PriceAt(FirstTrade);

    public override Candle Read(long start, int seconds, long now, long previousClose)
    {
        Candle candle = Candle.WithoutTrades(start, previousClose);
        if (!_times.TryRead(start, seconds, now, out Events trades))
        {
            return candle;
        }

        candle.Trades = trades.Count;
        candle.LastTime = trades.Last;
        candle.FirstTime = trades.First;
        candle.LastPrice = PriceAfter(trades.LastMinute, trades.End);
        candle.FirstPrice = FirstPriceOf(trades.FirstMinute, previousClose, trades.End);
        AddExtremes(ref candle, seconds);
        candle.High = Math.Max(candle.HighPrice, candle.Open);
        candle.Low = Math.Min(candle.LowPrice, candle.Open);
        candle.Close = candle.LastPrice;
        TradeSplit.Fill(ref candle, _volumes ^ (ulong)seconds, Precision, TotalVolume(candle, seconds), _liveliness.UnknownShare);
        return candle;
    }

    // Amounts of coins worth less than a cent run into 10^16 a day: fewer decimals keep them in 64 bits.
    private static Precision PrecisionFor(PairPrice price, int? volumeDecimals) =>
        new(PowersOfTen.DecimalsFor(price.Reference, significantDigits: 6), volumeDecimals ?? (price.Base.Reference < 0.01 ? 2 : 8));

    private void AddExtremes(ref Candle candle, int seconds)
    {
        candle.HighPrice = Math.Max(candle.FirstPrice, candle.LastPrice);
        candle.LowPrice = Math.Min(candle.FirstPrice, candle.LastPrice);
        ulong seed = _prices ^ (ulong)seconds;
        if (candle.Trades > 2)
        {
            double reach = 0.6 * _price.Swing * Math.Sqrt(seconds / (double)(1L << LogNoise.LongestShift));
            candle.HighPrice += (long)(candle.HighPrice * reach * CounterHash.Unit(seed, candle.Start));
            candle.LowPrice = Math.Max(1, candle.LowPrice - (long)(candle.LowPrice * reach * CounterHash.Unit(seed, candle.Start + 1)));
        }

        candle.HighTime = TimeOf(candle.HighPrice, candle, seed, candle.Start + 2);
        candle.LowTime = TimeOf(candle.LowPrice, candle, seed, candle.Start + 3);
    }

    private static long TimeOf(long price, in Candle candle, ulong seed, long counter)
    {
        if (price == candle.FirstPrice)
        {
            return candle.FirstTime;
        }

        return price == candle.LastPrice
            ? candle.LastTime
            : candle.FirstTime + CounterHash.Below(seed, counter, candle.LastTime - candle.FirstTime + 1);
    }

    private long TotalVolume(in Candle candle, int seconds)
    {
        double coin = Precision.Price(candle.Close) * _price.Quote.Reference;
        double size = _liveliness.TradeSize * (0.5 + CounterHash.Unit(_volumes, candle.Start + seconds));
        double total = candle.Trades * size / coin * PowersOfTen.Of(Precision.VolumeDecimals);
        return Math.Max(3 * candle.Trades, (long)Math.Min(total, 4e18));
    }

    private long FirstPriceOf(long minute, long previousClose, long end)
    {
        if (minute == _times.FirstMinute)
        {
            return PriceAt(FirstTrade);
        }

        return _times.CountIn(minute) == 1
            ? PriceAfter(minute, end)
            : Math.Max(1, previousClose + (long)(previousClose * 0.0004 * _price.Swing * CounterHash.Signed(_prices, minute)));
    }

    /// <summary>The price of the last trade of a trading minute, of those before <paramref name="end"/>.</summary>
    private long PriceAfter(long minute, long end) =>
        minute == _times.FirstMinute && _times.CountIn(minute) == 1 ? PriceAt(FirstTrade) : PriceAt(Math.Min((minute + 1) * SecondsPerMinute, end));

    private long PriceAt(long time) => Math.Max(1, (long)Math.Round(_price.At(time) * PowersOfTen.Of(Precision.PriceDecimals)));
}
