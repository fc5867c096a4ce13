namespace CcIngest.Simulator;

/// <summary>
/// One period of a series. Prices are whole numbers of the series' smallest price step, amounts of its smallest amount step, so that sums are
/// exact; times are Unix seconds. Without trades all counts and volumes are zero and open, high, low and close are the last price before.
/// </summary>
internal struct Candle
{
    public long Start;
    public long Open;
    public long High;
    public long Low;
    public long Close;
    public long FirstTime;
    public long LastTime;
    public long HighTime;
    public long LowTime;
    public long FirstPrice;
    public long LastPrice;
    public long HighPrice;
    public long LowPrice;
    public long Trades;
    public long TradesBuy;
    public long TradesSell;
    public long TradesUnknown;
    public long Volume;
    public long VolumeBuy;
    public long VolumeSell;
    public long VolumeUnknown;

    /// <summary>Of a derivative, the contracts that changed hands.</summary>
    public long Contracts;

    /// <summary>In the quote asset.</summary>
    public double QuoteVolumeBuy;
    public double QuoteVolumeSell;
    public double QuoteVolumeUnknown;

    public readonly bool HasTrades => Trades > 0;

    public readonly double QuoteVolume => QuoteVolumeBuy + QuoteVolumeSell + QuoteVolumeUnknown;

    public static Candle WithoutTrades(long start, long price) => new() { Start = start, Open = price, High = price, Low = price, Close = price };
}
