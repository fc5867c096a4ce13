using System.Collections.Concurrent;

namespace CcIngest.Model;

/// <summary>Candles straight from exchanges, with their exact decimals: <c>klines</c>, one table for all intervals.</summary>
public static class Klines
{
    /// <summary>The word of the family in series, jobs and coverage.</summary>
    public const string Name = "klines";

    private static readonly ConcurrentDictionary<Interval, Dataset> ByInterval = new();

    /// <summary>The whole table, of all intervals.</summary>
    public static readonly Dataset Dataset = Define(null);

    /// <summary>The table as it holds the klines of one interval.</summary>
    public static Dataset At(Interval interval) => ByInterval.GetOrAdd(interval, Define);

    private static Dataset Define(Interval? interval)
    {
        IReadOnlyList<Column> columns =
        [
            Column.Text("exchange", 64).Required().Exactly().In("venue, lower case"),
            Column.Text("native_symbol", 128).Required().Exactly().In("name on the exchange"),
            Column.Text("interval", 8).Required().Exactly().In("1m, 5m, 1h, 1d, 1M, …"),
            Column.DateTime("open_time").Required().In("UTC, start of the period"),
            Exact("open").Required().In("quote per base; first trade in the period"),
            Exact("high").Required().In("quote per base"),
            Exact("low").Required().In("quote per base"),
            Exact("close").Required().In("quote per base"),
            Exact("volume").Required().In("base asset"),
            Exact("quote_volume").In("quote asset; null where the venue does not say"),
            Column.Int64("trades").In("trades"),
            Exact("taker_buy_volume").In("base asset bought by takers; null where the venue does not say"),
            Exact("taker_buy_quote_volume").In("quote asset paid by takers; null where the venue does not say"),
            Exact("vwap").In("quote per base, weighted by volume; null where the venue does not say"),
            Column.CollectedAt(),
        ];
        int Ordinal(string name) => columns.Index().First(column => column.Item.Name == name).Index;
        return new Dataset(Name, "klines", columns, "exchange", "native_symbol", "interval", "open_time")
        {
            Description = "One row per period, exchange and native symbol with trades, as the exchange gives it: decimals exact, never a double.",
            Origin = "the exchange's own klines",
            Interval = interval,
            AtInterval = At,
            Series = new SeriesColumns(Ordinal("exchange"), Ordinal("native_symbol"), Ordinal("open_time")) { Interval = Ordinal("interval") },
            Since = 3,
            Rules =
            [
                KlineRules.Order(Ordinal),
                KlineRules.NotNegative(Ordinal, "open", "high", "low", "close", "volume", "quote_volume", "trades", "taker_buy_volume", "taker_buy_quote_volume", "vwap"),
                KlineRules.TakersWithinAll(Ordinal),
                KlineRules.OnGrid(Ordinal),
            ],
        }.Shard("exchange", "native_symbol").Sort("open_time").Index("open_time");
    }

    private static Column Exact(string name) => Column.Decimal(name, Symbols.Precision, Symbols.Scale);
}
