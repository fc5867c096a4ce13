namespace CcIngest.Model;

/// <summary>
/// Open interest of contracts: <c>cc_futures_open_interest_ohlc_1d</c>, <c>_1h</c>, <c>_1m</c>. Source:
/// <c>/futures/v1/historical/open-interest/{days|hours|minutes}</c>.
/// </summary>
public static class FuturesOpenInterest
{
    /// <summary>The word of the family in series, jobs and coverage.</summary>
    public const string Name = "open-interest-futures";

    // Before the datasets: fields are initialised in the order in which they stand.
    // Of the answer's SETTLEMENT series, an amount in units of the settlement currency; the tables know it as contracts.
    private static readonly string[] Contracts = ["open_oi_contracts", "high_oi_contracts", "low_oi_contracts", "close_oi_contracts"];
    private static readonly string[] Quotes = ["open_oi_quote", "high_oi_quote", "low_oi_quote", "close_oi_quote"];
    private static readonly string[] MarkPrices = ["open_mark_price", "high_mark_price", "low_mark_price", "close_mark_price"];

    public static readonly Dataset Days = Define(Interval.OneDay);
    public static readonly Dataset Hours = Define(Interval.OneHour);
    public static readonly Dataset Minutes = Define(Interval.OneMinute);

    private static Dataset Define(Interval interval) => FuturesSeries.Define(
        Name, "cc_futures_open_interest_ohlc", interval, "/futures/v1/historical/open-interest", new SeriesLife("open_interest_update"),
        $"One row per {interval} period, venue and contract with updates of its open interest.",
        [
            Amount("open_oi_contracts", "OPEN_SETTLEMENT"),
            Amount("high_oi_contracts", "HIGH_SETTLEMENT"),
            Amount("low_oi_contracts", "LOW_SETTLEMENT"),
            Amount("close_oi_contracts", "CLOSE_SETTLEMENT"),
            Value("open_oi_quote", "OPEN_QUOTE"),
            Value("high_oi_quote", "HIGH_QUOTE"),
            Value("low_oi_quote", "LOW_QUOTE"),
            Value("close_oi_quote", "CLOSE_QUOTE"),
            Price("open_mark_price", "OPEN_MARK_PRICE"),
            Price("high_oi_mark_price", "HIGH_SETTLEMENT_MARK_PRICE", ", when the amount was highest"),
            Price("high_mark_price", "HIGH_MARK_PRICE"),
            Amount("high_mark_price_oi", "HIGH_MARK_PRICE_SETTLEMENT", ", when the mark price was highest"),
            Price("high_quote_mark_price", "HIGH_QUOTE_MARK_PRICE", ", when the value was highest"),
            Price("low_oi_mark_price", "LOW_SETTLEMENT_MARK_PRICE", ", when the amount was lowest"),
            Price("low_mark_price", "LOW_MARK_PRICE"),
            Amount("low_mark_price_oi", "LOW_MARK_PRICE_SETTLEMENT", ", when the mark price was lowest"),
            Price("low_quote_mark_price", "LOW_QUOTE_MARK_PRICE", ", when the value was lowest"),
            Price("close_mark_price", "CLOSE_MARK_PRICE"),
            Column.Int64("total_open_interest_updates").From("TOTAL_OPEN_INTEREST_UPDATES").In("updates"),
        ],
        ordinal =>
        [
            SeriesRules.Present(ordinal, [.. Contracts, .. Quotes], "amount-missing"),
            SeriesRules.Order(ordinal, Contracts),
            SeriesRules.Order(ordinal, Quotes),
            SeriesRules.Order(ordinal, MarkPrices),
            SeriesRules.NotNegative(ordinal, "low_oi_contracts", "low_oi_quote", "low_mark_price", "total_open_interest_updates"),
        ]);

    private static Column Amount(string name, string source, string when = "") => Column.Double(name).From(source).In("units of settlement" + when);

    private static Column Value(string name, string source) => Column.Double(name).From(source).In("quote currency");

    private static Column Price(string name, string source, string when = "") => Column.Double(name).From(source).In("quote per underlying" + when);
}
