namespace CcIngest.Model;

/// <summary>Futures candles: <c>cc_futures_ohlcv_1d</c>, <c>_1h</c>, <c>_1m</c>. Source: <c>/futures/v1/historical/{days|hours|minutes}</c>.</summary>
public static class FuturesOhlcv
{
    /// <summary>The word of the family in series, jobs and coverage.</summary>
    public const string Name = "ohlcv-futures";

    public static readonly Dataset Days = Define(Interval.OneDay);
    public static readonly Dataset Hours = Define(Interval.OneHour);
    public static readonly Dataset Minutes = Define(Interval.OneMinute);

    /// <summary>
    /// For an INVERSE contract <c>volume</c> is in the underlying and <c>quote_volume</c> in USD: contracts times their size.
    /// </summary>
    private static Dataset Define(Interval interval) => FuturesSeries.Define(
        Name, "cc_futures_ohlcv", interval, "/futures/v1/historical", SeriesLife.OfTrades,
        $"One row per {interval} period, venue and contract with trades.",
        [
            Column.Double("open").From("OPEN").In("quote per underlying; last trade before the period"),
            Column.Double("high").From("HIGH").In("quote per underlying"),
            Column.Double("low").From("LOW").In("quote per underlying"),
            Column.Double("close").From("CLOSE").In("quote per underlying"),
            Column.Int64("number_of_contracts").From("NUMBER_OF_CONTRACTS").In("contracts"),
            Column.Double("volume").From("VOLUME").In("underlying"),
            Column.Double("quote_volume").From("QUOTE_VOLUME").In("quote currency"),
            Column.Double("volume_buy").From("VOLUME_BUY").In("underlying"),
            Column.Double("quote_volume_buy").From("QUOTE_VOLUME_BUY").In("quote currency"),
            Column.Double("volume_sell").From("VOLUME_SELL").In("underlying"),
            Column.Double("quote_volume_sell").From("QUOTE_VOLUME_SELL").In("quote currency"),
            Column.Double("volume_unknown").From("VOLUME_UNKNOWN").In("underlying"),
            Column.Double("quote_volume_unknown").From("QUOTE_VOLUME_UNKNOWN").In("quote currency"),
            Column.Int64("total_trades").From("TOTAL_TRADES").In("trades"),
            Column.Int64("total_trades_buy").From("TOTAL_TRADES_BUY").In("trades"),
            Column.Int64("total_trades_sell").From("TOTAL_TRADES_SELL").In("trades"),
            Column.Int64("total_trades_unknown").From("TOTAL_TRADES_UNKNOWN").In("trades"),
            Column.DateTime("first_trade_timestamp").From("FIRST_TRADE_TIMESTAMP"),
            Column.DateTime("last_trade_timestamp").From("LAST_TRADE_TIMESTAMP"),
            Column.Double("first_trade_price").From("FIRST_TRADE_PRICE").In("quote per underlying"),
            Column.Double("high_trade_price").From("HIGH_TRADE_PRICE").In("quote per underlying"),
            Column.DateTime("high_trade_timestamp").From("HIGH_TRADE_TIMESTAMP"),
            Column.Double("low_trade_price").From("LOW_TRADE_PRICE").In("quote per underlying"),
            Column.DateTime("low_trade_timestamp").From("LOW_TRADE_TIMESTAMP"),
            Column.Double("last_trade_price").From("LAST_TRADE_PRICE").In("quote per underlying"),
        ],
        ordinal =>
        [
            SeriesRules.Present(ordinal, SeriesRules.Prices),
            SeriesRules.Order(ordinal, SeriesRules.Prices),
            SeriesRules.NotNegative(ordinal, "total_trades", "volume", "quote_volume", "number_of_contracts"),
            SeriesRules.TradesAddUp(ordinal),
            SeriesRules.VolumesAddUp(ordinal),
        ]);
}
