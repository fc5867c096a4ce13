using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Reliability;

/// <summary>
/// Daily candles of made-up markets with holes of every kind, the same for the same series: listed late, nothing traded, never asked for, not answered,
/// rejected, lost, behind.
/// </summary>
internal static class ReportedStore
{
    public static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Exchanges = ["binance", "bitstamp", "coinbase", "cryptodotcom", "gemini", "kraken", "okex"];

    private static readonly CoverageState?[] Kinds =
        [CoverageState.NoTrades, CoverageState.NoTrades, CoverageState.Pending, CoverageState.Rejected, CoverageState.LostAtSource, null];

    /// <summary>Fills a store series after series; a series that has coverage is left as it is, so a fill that was killed goes on.</summary>
    public static async Task FillAsync(IMarketDataStore store, int series, int days, CancellationToken cancellationToken)
    {
        await store.InitializeAsync(cancellationToken).ConfigureAwait(false);
        RowBatch rows = new(SpotOhlcv.Days, days);
        for (int number = 0; number < series; number++)
        {
            SeriesKey key = new(SpotOhlcv.Name, Exchanges[number % Exchanges.Length], FormattableString.Invariant($"ASSET{number}USD"), Interval.OneDay);
            CoverageMap coverage = (await store.ReadCoverageAsync([key], cancellationToken).ConfigureAwait(false))[0];
            if (coverage.Intervals.Count > 0)
            {
                continue;
            }

            Random random = new(number);
            CoverageState?[] states = StatesOf(random, days);
            rows.Clear();
            double price = 1 + (random.NextDouble() * 40_000);
            for (int day = 0; day < days; day++)
            {
                price *= 1 + ((random.NextDouble() - 0.5) / 20);
                if (states[day] == CoverageState.Complete)
                {
                    Add(rows, key, Start.AddDays(day), price, random);
                }
            }

            DateTime now = Start.AddDays(days);
            await store.WriteAsync(
                new StoreWrite
                {
                    RunId = FormattableString.Invariant($"made-up-{number % 20}"),
                    Now = now,
                    Tables = [new TableWrite(rows, WriteMode.Fresh)],
                    Coverage = [coverage.Set(IntervalsOf(states, number, now))],
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    private static CoverageState?[] StatesOf(Random random, int days)
    {
        CoverageState?[] states = new CoverageState?[days];
        Array.Fill(states, CoverageState.Complete);
        if (random.Next(10) < 3)
        {
            Array.Fill(states, CoverageState.NotListed, 0, random.Next(days / 2));
        }

        int holes = random.Next(20) < 17 ? random.Next(3) * 2 : 20;
        for (int hole = 0; hole < holes; hole++)
        {
            int from = random.Next(days - 20);
            Array.Fill(states, Kinds[random.Next(Kinds.Length)], from, 1 + random.Next(15));
        }

        if (random.Next(20) == 0)
        {
            Array.Fill(states, null, days - 6, 6);
        }

        return states;
    }

    private static IEnumerable<CoverageInterval> IntervalsOf(CoverageState?[] states, int number, DateTime now)
    {
        for (int from = 0, to; from < states.Length; from = to)
        {
            for (to = from + 1; to < states.Length && states[to] == states[from]; to++)
            {
            }

            if (states[from] is { } state)
            {
                yield return new CoverageInterval(
                    new TimeRange(Start.AddDays(from), Start.AddDays(to)), state,
                    new CoverageEvidence(FormattableString.Invariant($"made-up-{number % 20}"), "made up", now.AddSeconds(-number - from)));
            }
        }
    }

    private static void Add(RowBatch rows, SeriesKey key, DateTime time, double price, Random random)
    {
        int row = rows.AddRow();
        Dataset table = rows.Dataset;
        rows.Set(row, table.Ordinal("exchange"), key.Exchange);
        rows.Set(row, table.Ordinal("symbol_unmapped"), key.Symbol);
        rows.Set(row, table.Ordinal("symbol"), key.Symbol);
        rows.Set(row, table.Ordinal("base"), key.Symbol[..^3]);
        rows.Set(row, table.Ordinal("quote"), "USD");
        rows.Set(row, table.Ordinal("datetime"), time);
        rows.Set(row, table.Ordinal("total_trades"), (long)random.Next(100_000));
        foreach ((string column, double value) in new[]
        {
            ("open", price * (1 + ((random.NextDouble() - 0.5) / 30))), ("high", price * 1.04), ("low", price * 0.96), ("close", price), ("volume", random.NextDouble() * 1e6),
        })
        {
            rows.Set(row, table.Ordinal(column), Math.Round(value, 6));
        }
    }
}
