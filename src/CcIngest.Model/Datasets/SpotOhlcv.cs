namespace CcIngest.Model;

/// <summary>Spot candles: <c>cc_ohlcv_spot_1d_raw</c>, <c>_1h_raw</c>, <c>_1m_raw</c>. Source: <c>/spot/v1/historical/{days|hours|minutes}</c>.</summary>
public static class SpotOhlcv
{
    /// <summary>The word of the family in series, jobs and coverage.</summary>
    public const string Name = "ohlcv-spot";

    public static readonly Dataset Days = Define(Interval.OneDay);
    public static readonly Dataset Hours = Define(Interval.OneHour);
    public static readonly Dataset Minutes = Define(Interval.OneMinute);

    private static Dataset Define(Interval interval)
    {
        IReadOnlyList<Column> columns =
        [
            Column.DateTime("datetime").Required().From("TIMESTAMP").In("UTC, start of the period"),
            Column.Text("exchange", 64).Required().From("MARKET").In("venue, lower case"),
            Column.Text("symbol_unmapped", 128).Required().From("INSTRUMENT").In("name on the exchange"),
            Column.Text("symbol", 128).From("MAPPED_INSTRUMENT").In("mapped name"),
            Column.Text("base", 128).From("BASE").In("asset symbol"),
            Column.Text("quote", 128).From("QUOTE").In("asset symbol"),
            Column.Int64("base_id").From("BASE_ID").In("asset id"),
            Column.Int64("quote_id").From("QUOTE_ID").In("asset id"),
            Column.Text("transform_function").From("TRANSFORM_FUNCTION"),
            Column.Double("open").From("OPEN").In("quote per base; last trade before the period"),
            Column.Double("high").From("HIGH").In("quote per base"),
            Column.Double("low").From("LOW").In("quote per base"),
            Column.Double("close").From("CLOSE").In("quote per base"),
            Column.DateTime("first_trade_timestamp").From("FIRST_TRADE_TIMESTAMP"),
            Column.DateTime("last_trade_timestamp").From("LAST_TRADE_TIMESTAMP"),
            Column.Double("first_trade_price").From("FIRST_TRADE_PRICE").In("quote per base"),
            Column.Double("high_trade_price").From("HIGH_TRADE_PRICE").In("quote per base"),
            Column.DateTime("high_trade_timestamp").From("HIGH_TRADE_TIMESTAMP"),
            Column.Double("low_trade_price").From("LOW_TRADE_PRICE").In("quote per base"),
            Column.DateTime("low_trade_timestamp").From("LOW_TRADE_TIMESTAMP"),
            Column.Double("last_trade_price").From("LAST_TRADE_PRICE").In("quote per base"),
            Column.Int64("total_trades").From("TOTAL_TRADES").In("trades"),
            Column.Int64("total_trades_buy").From("TOTAL_TRADES_BUY").In("trades"),
            Column.Int64("total_trades_sell").From("TOTAL_TRADES_SELL").In("trades"),
            Column.Int64("total_trades_unknown").From("TOTAL_TRADES_UNKNOWN").In("trades"),
            Column.Double("volume").From("VOLUME").In("base asset"),
            Column.Double("quote_volume").From("QUOTE_VOLUME").In("quote asset"),
            Column.Double("volume_buy").From("VOLUME_BUY").In("base asset"),
            Column.Double("quote_volume_buy").From("QUOTE_VOLUME_BUY").In("quote asset"),
            Column.Double("volume_sell").From("VOLUME_SELL").In("base asset"),
            Column.Double("quote_volume_sell").From("QUOTE_VOLUME_SELL").In("quote asset"),
            Column.Double("volume_unknown").From("VOLUME_UNKNOWN").In("base asset"),
            Column.Double("quote_volume_unknown").From("QUOTE_VOLUME_UNKNOWN").In("quote asset"),
            Column.CollectedAt(),
        ];
        int Ordinal(string name) => columns.Index().First(column => column.Item.Name == name).Index;
        return new Dataset(Name, $"cc_ohlcv_spot_{interval}_raw", columns, "exchange", "symbol_unmapped", "datetime")
        {
            Description = $"One row per {interval} period, exchange and instrument with trades.",
            Origin = $"/spot/v1/historical/{SeriesPath.Of(interval)}",
            Market = Model.Market.Spot,
            Interval = interval,
            Life = SeriesLife.OfTrades,
            Series = new SeriesColumns(Ordinal("exchange"), Ordinal("symbol_unmapped"), Ordinal("datetime")),
            Rules =
            [
                SeriesRules.Present(Ordinal, SeriesRules.Prices),
                SeriesRules.Order(Ordinal, SeriesRules.Prices),
                SeriesRules.OnGrid(Ordinal, interval),
                SeriesRules.NotNegative(Ordinal, "total_trades", "volume", "quote_volume"),
                SeriesRules.TradesAddUp(Ordinal),
                SeriesRules.VolumesAddUp(Ordinal),
            ],
        }.Shard("exchange", "symbol_unmapped").Sort("datetime").Index("datetime");
    }
}
