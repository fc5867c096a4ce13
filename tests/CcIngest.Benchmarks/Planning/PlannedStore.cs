using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Benchmarks;

/// <summary>A store whose books say that ten years of days of many made-up series are had up to yesterday; no row of them is there, because no plan reads any.</summary>
internal static class PlannedStore
{
    /// <summary>The time of the plan: what has closed before it is had.</summary>
    public static readonly DateTime Now = new(2026, 1, 15, 12, 0, 0, DateTimeKind.Utc);

    private const int Years = 10;
    private const int ChunkSeries = 2_000;

    private static readonly string[] Exchanges = ["binance", "bitfinex", "bitstamp", "coinbase", "gemini", "kraken", "kucoin", "okx"];

    public static async Task FillAsync(IMarketDataStore store, int series, CancellationToken cancellationToken)
    {
        await store.InitializeAsync(cancellationToken).ConfigureAwait(false);
        RowBatch instruments = new(InstrumentsSpot.Dataset, ChunkSeries);
        List<CoverageDelta> coverage = [];
        for (int number = 0; number < series; number++)
        {
            string exchange = Exchanges[number % Exchanges.Length];
            string symbol = FormattableString.Invariant($"ASSET{number}");
            DateTime from = Now.Date.AddYears(-Years).AddDays(number % 1000);
            Add(instruments, exchange, symbol, from);
            coverage.Add(CoverageOf(new SeriesKey(SpotOhlcv.Name, exchange, symbol + "USD", Interval.OneDay), from));
            if (coverage.Count == ChunkSeries || number == series - 1)
            {
                await store.WriteAsync(
                    new StoreWrite { RunId = "made-up", Now = Now, Tables = [new TableWrite(instruments, WriteMode.Merge)], Coverage = coverage }, cancellationToken).ConfigureAwait(false);
                instruments.Clear();
                coverage = [];
            }
        }
    }

    private static void Add(RowBatch rows, string exchange, string symbol, DateTime from)
    {
        int row = rows.AddRow();
        foreach ((string column, string value) in new[]
        {
            ("exchange_internal_name", exchange), ("mapped_instrument_symbol", symbol + "-USD"), ("exchange_instrument_symbol_raw", symbol + "USD"),
            ("base_asset_symbol", symbol), ("quote_asset_symbol", "USD"), ("instrument_status_on_exchange", "ACTIVE"),
        })
        {
            rows.Set(row, rows.Dataset.Ordinal(column), value);
        }

        rows.Set(row, rows.Dataset.Ordinal("first_trade_datetime"), from);
    }

    /// <summary>Listed some day, had since, with two holes in which nothing was traded.</summary>
    private static CoverageDelta CoverageOf(SeriesKey key, DateTime from)
    {
        CoverageEvidence evidence = new("made-up", "/spot/v1/historical/days", Now.AddHours(-12));
        DateTime[] edges = [from, from.AddDays(400), from.AddDays(403), from.AddDays(1500), from.AddDays(1501), Now.Date];
        return new CoverageMap(key).Set(edges.Zip(edges.Skip(1)).Select((edge, i) => new CoverageInterval(
            new TimeRange(edge.First, edge.Second), i % 2 == 0 ? CoverageState.Complete : CoverageState.NoTrades, evidence)));
    }
}
