namespace CcIngest.Model;

/// <summary>
/// Funding rates of perpetual contracts: <c>cc_futures_funding_rate_ohlc_1d</c>, <c>_1h</c>, <c>_1m</c>. Source:
/// <c>/futures/v1/historical/funding-rate/{days|hours|minutes}</c>. Samples of the announced rate during the period, no settled payments.
/// </summary>
public static class FuturesFundingRate
{
    /// <summary>The word of the family in series, jobs and coverage.</summary>
    public const string Name = "funding-rate-futures";

    // Before the datasets: fields are initialised in the order in which they stand.
    private static readonly string[] Rates = ["open_fr", "high_fr", "low_fr", "close_fr"];

    public static readonly Dataset Days = Define(Interval.OneDay);
    public static readonly Dataset Hours = Define(Interval.OneHour);
    public static readonly Dataset Minutes = Define(Interval.OneMinute);

    private static Dataset Define(Interval interval) => FuturesSeries.Define(
        Name, "cc_futures_funding_rate_ohlc", interval, "/futures/v1/historical/funding-rate", new SeriesLife("funding_rate_update"),
        $"One row per {interval} period, venue and perpetual contract with updates of its funding rate.",
        [
            Column.Int64("interval_ms").From("INTERVAL_MS").In("milliseconds from one funding to the next; can change over time"),
            Column.Double("open_fr").From("OPEN").In("fraction per funding interval, can be negative"),
            Column.Double("high_fr").From("HIGH").In("fraction per funding interval"),
            Column.Double("low_fr").From("LOW").In("fraction per funding interval"),
            Column.Double("close_fr").From("CLOSE").In("fraction per funding interval"),
            Column.Int64("total_funding_rate_updates").From("TOTAL_FUNDING_RATE_UPDATES").In("updates"),
        ],
        ordinal =>
        [
            SeriesRules.Present(ordinal, Rates, "rate-missing"),
            SeriesRules.Order(ordinal, Rates),
            SeriesRules.NotNegative(ordinal, "interval_ms", "total_funding_rate_updates"),
        ]);
}
