using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Reliability;

/// <summary>
/// Minute candles of made-up markets, the same for the same series: prices that walk by cents, volumes of eight digits, a column for each that the API fills.
/// </summary>
internal static class BulkRows
{
    public static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private const int BatchRows = 10_000;

    /// <summary>Fills a store up to so many rows of each series; what is there stays.</summary>
    public static async Task FillAsync(IMarketDataStore store, int series, int rowsEach, CancellationToken cancellationToken)
    {
        await store.InitializeAsync(cancellationToken).ConfigureAwait(false);
        RowBatch rows = new(SpotOhlcv.Minutes, BatchRows);
        for (int number = 0; number < series; number++)
        {
            (string exchange, string symbol) = NameOf(number);
            (DateTime First, DateTime Last)? there = await store.ReadBoundsAsync(SpotOhlcv.Minutes, new RowSlice([exchange, symbol]), cancellationToken).ConfigureAwait(false);
            int done = there is { } bounds ? (int)(bounds.Last - Start).TotalMinutes + 1 : 0;
            Walk walk = new(number);
            for (int row = 0; row < rowsEach; row++)
            {
                walk.Step();
                if (row < done)
                {
                    continue;
                }

                Add(rows, exchange, symbol, Start.AddMinutes(row), walk);
                if (rows.Count == BatchRows || row == rowsEach - 1)
                {
                    await WriteAsync(store, new SeriesKey(SpotOhlcv.Name, exchange, symbol, Interval.OneMinute), rows, cancellationToken).ConfigureAwait(false);
                    rows.Clear();
                }
            }
        }
    }

    private static async Task WriteAsync(IMarketDataStore store, SeriesKey series, RowBatch rows, CancellationToken cancellationToken)
    {
        DateTime from = rows.Time(0, SpotOhlcv.Minutes.Series!.Time);
        DateTime to = rows.Time(rows.Count - 1, SpotOhlcv.Minutes.Series.Time).AddMinutes(1);
        CoverageMap coverage = (await store.ReadCoverageAsync([series], cancellationToken).ConfigureAwait(false))[0];
        await store.WriteAsync(
            new StoreWrite
            {
                RunId = "bulk",
                Now = to,
                Tables = [new TableWrite(rows, WriteMode.Fresh)],
                Coverage = [coverage.Set(new CoverageInterval(new TimeRange(from, to), CoverageState.Complete, new CoverageEvidence("bulk", "made up", to)))],
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static (string Exchange, string Symbol) NameOf(int number) => (number % 2 == 0 ? "kraken" : "bitstamp", FormattableString.Invariant($"ASSET{number}USD"));

    private static void Add(RowBatch rows, string exchange, string symbol, DateTime time, Walk walk)
    {
        int row = rows.AddRow();
        Set("exchange", exchange);
        Set("symbol_unmapped", symbol);
        Set("symbol", symbol.Insert(symbol.Length - 3, "-"));
        Set("base", symbol[..^3]);
        Set("quote", "USD");
        Set("base_id", 7);
        Set("quote_id", 5);
        foreach (string column in new[] { "datetime", "first_trade_timestamp", "last_trade_timestamp", "high_trade_timestamp", "low_trade_timestamp" })
        {
            rows.Set(row, rows.Dataset.Ordinal(column), column == "datetime" ? time : time.AddSeconds(walk.Next(60)));
        }

        foreach ((string column, double price) in new[]
        {
            ("open", walk.Open), ("high", walk.High), ("low", walk.Low), ("close", walk.Close), ("first_trade_price", walk.Open),
            ("high_trade_price", walk.High), ("low_trade_price", walk.Low), ("last_trade_price", walk.Close),
        })
        {
            SetDouble(column, price);
        }

        (int buys, int sells) = (walk.Next(20), walk.Next(20));
        Set("total_trades", buys + sells);
        Set("total_trades_buy", buys);
        Set("total_trades_sell", sells);
        Set("total_trades_unknown", 0);
        (double bought, double sold) = (walk.Volume(), walk.Volume());
        SetDouble("volume", bought + sold);
        SetDouble("quote_volume", (bought + sold) * walk.Close);
        SetDouble("volume_buy", bought);
        SetDouble("quote_volume_buy", bought * walk.Close);
        SetDouble("volume_sell", sold);
        SetDouble("quote_volume_sell", sold * walk.Close);
        SetDouble("volume_unknown", 0);
        SetDouble("quote_volume_unknown", 0);

        void SetDouble(string column, double value) => rows.Set(row, rows.Dataset.Ordinal(column), value);

        void Set(string column, object value)
        {
            if (value is string text)
            {
                rows.Set(row, rows.Dataset.Ordinal(column), text);
            }
            else
            {
                rows.Set(row, rows.Dataset.Ordinal(column), (long)(int)value);
            }
        }
    }

    /// <summary>A price that goes from minute to minute.</summary>
    private sealed class Walk(int seed)
    {
        private readonly Random _random = new(seed);
        private int _cents = 100_000 + (seed * 7_919);

        public double Open { get; private set; }

        public double High { get; private set; }

        public double Low { get; private set; }

        public double Close { get; private set; }

        public int Next(int limit) => _random.Next(limit);

        public double Volume() => Math.Round(_random.NextDouble() * 3, 8);

        public void Step()
        {
            Open = _cents / 100d;
            _cents = Math.Max(1_000, _cents + _random.Next(-200, 201));
            Close = _cents / 100d;
            High = Math.Round(Math.Max(Open, Close) + (_random.Next(100) / 100d), 2);
            Low = Math.Round(Math.Min(Open, Close) - (_random.Next(100) / 100d), 2);
        }
    }
}
