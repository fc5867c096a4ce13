namespace CcIngest.Model;

/// <summary>
/// Candles of price indices: <c>cc_ohlcv_spot_indices_1d_raw</c>, <c>_1h_raw</c>, <c>_1m_raw</c>. Source:
/// <c>/index/cc/v1/historical/{days|hours|minutes}</c>. The answer names the instrument (<c>BTC-USD</c>); the table keeps its two halves.
/// </summary>
public static class IndexOhlcv
{
    /// <summary>The word of the family in series, jobs and coverage.</summary>
    public const string Name = "ohlcv-index";

    /// <summary>The index family that is meant when none is named.</summary>
    public const string DefaultFamily = "cadli";

    public static readonly Dataset Days = Define(Interval.OneDay);
    public static readonly Dataset Hours = Define(Interval.OneHour);
    public static readonly Dataset Minutes = Define(Interval.OneMinute);

    private static Dataset Define(Interval interval)
    {
        IReadOnlyList<Column> columns =
        [
            Column.Text("unit", 64).From("UNIT").In("DAY, HOUR, MINUTE"),
            Column.DateTime("datetime").Required().From("TIMESTAMP").In("UTC, start of the period"),
            Column.Text("type", 64).From("TYPE"),
            Column.Text("market", 64).Required().From("MARKET").In("index family, lower case"),
            Column.Text("asset", 128).Required().From("INSTRUMENT").In("asset symbol, the instrument before its last hyphen"),
            Column.Text("quote", 128).Required().From("@quote").In("asset symbol, the instrument behind its last hyphen"),
            Column.Double("open").From("OPEN").In("quote per asset"),
            Column.Double("high").From("HIGH").In("quote per asset"),
            Column.Double("low").From("LOW").In("quote per asset"),
            Column.Double("close").From("CLOSE").In("quote per asset"),
            Column.DateTime("first_message_timestamp").From("FIRST_MESSAGE_TIMESTAMP"),
            Column.DateTime("last_message_timestamp").From("LAST_MESSAGE_TIMESTAMP"),
            Column.Double("first_message_value").From("FIRST_MESSAGE_VALUE").In("quote per asset"),
            Column.Double("high_message_value").From("HIGH_MESSAGE_VALUE").In("quote per asset"),
            Column.DateTime("high_message_timestamp").From("HIGH_MESSAGE_TIMESTAMP"),
            Column.Double("low_message_value").From("LOW_MESSAGE_VALUE").In("quote per asset"),
            Column.DateTime("low_message_timestamp").From("LOW_MESSAGE_TIMESTAMP"),
            Column.Double("last_message_value").From("LAST_MESSAGE_VALUE").In("quote per asset"),
            Column.Int64("total_index_updates").From("TOTAL_INDEX_UPDATES").In("updates"),
            Column.Double("volume").From("VOLUME").In("asset"),
            Column.Double("quote_volume").From("QUOTE_VOLUME").In("quote asset"),
            Column.Double("volume_top_tier").From("VOLUME_TOP_TIER").In("asset"),
            Column.Double("quote_volume_top_tier").From("QUOTE_VOLUME_TOP_TIER").In("quote asset"),
            Column.Double("volume_direct").From("VOLUME_DIRECT").In("asset"),
            Column.Double("quote_volume_direct").From("QUOTE_VOLUME_DIRECT").In("quote asset"),
            Column.Double("volume_top_tier_direct").From("VOLUME_TOP_TIER_DIRECT").In("asset"),
            Column.Double("quote_volume_top_tier_direct").From("QUOTE_VOLUME_TOP_TIER_DIRECT").In("quote asset"),
            Column.CollectedAt(),
        ];
        int Ordinal(string name) => columns.Index().First(column => column.Item.Name == name).Index;
        return new Dataset(Name, $"cc_ohlcv_spot_indices_{interval}_raw", columns, "market", "asset", "quote", "datetime")
        {
            Description = $"One row per {interval} period, index family, asset and quote with updates of the index.",
            Origin = $"/index/cc/v1/historical/{SeriesPath.Of(interval)}",
            Market = Model.Market.Index,
            Interval = interval,
            Since = 3,
            Series = new SeriesColumns(Ordinal("market"), Ordinal("asset"), Ordinal("datetime")) { Quote = Ordinal("quote") },
            Rules =
            [
                SeriesRules.OnGrid(Ordinal, interval),
                SeriesRules.Present(Ordinal, SeriesRules.Prices),
                SeriesRules.Order(Ordinal, SeriesRules.Prices),
                SeriesRules.NotNegative(Ordinal, "total_index_updates", "volume", "quote_volume"),
            ],
        }.Shard("market", "asset").Sort("datetime").Index("datetime");
    }
}
