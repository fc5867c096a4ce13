using System.Globalization;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion.Tests;

/// <summary>All that a store has of a market, without clocks and run ids: candles by their key, what is known of which time, and dead letters.</summary>
/// <param name="Rows">The values of a candle by <see cref="Key"/>.</param>
/// <param name="Letters">The keys of rejected candles.</param>
internal sealed record StoredMarket(IReadOnlyDictionary<string, string> Rows, IReadOnlyList<CoverageRecord> Coverage, IReadOnlyList<string> Letters)
{
    public static async Task<StoredMarket> ReadAsync(IngestSession session)
    {
        Dictionary<string, string> rows = [];
        List<string> letters = [];
        IReadOnlyList<CoverageRecord> coverage = await SimulatedMarket.CoverageAsync(session);
        foreach (string exchange in coverage.Select(record => record.Exchange).Distinct())
        {
            foreach (Dataset dataset in DatasetCatalog.All.Where(dataset => dataset is { Series: not null, Interval: not null }))
            {
                RowBatch candles = await session.Store.ReadRowsAsync(dataset, dataset.Columns[dataset.Series!.Exchange].Name, exchange, CancellationToken.None);
                int[] values = [.. dataset.Columns.Index().Where(column => column.Item.Role == ColumnRole.Value).Select(column => column.Index)];
                for (int row = 0; row < candles.Count; row++)
                {
                    string text = string.Join('|', values.Select(ordinal => Convert.ToString(candles.Value(row, ordinal), CultureInfo.InvariantCulture)));
                    rows.Add(Key(exchange, dataset.Series.SymbolOf(candles, row), dataset.Interval!.ToString(), candles.Time(row, dataset.Series.Time)), text);
                }
            }

            RowBatch rejected = await session.Store.ReadRowsAsync(Bookkeeping.DeadLetters, "exchange", exchange, CancellationToken.None);
            int Ordinal(string column) => Bookkeeping.DeadLetters.Ordinal(column);
            letters.AddRange(Enumerable.Range(0, rejected.Count).Select(row => Key(exchange, rejected.Text(row, Ordinal("symbol_unmapped")),
                rejected.Text(row, Ordinal("interval_name")), rejected.Time(row, Ordinal("period_start")))));
        }

        return new StoredMarket(rows, coverage, letters);
    }

    /// <summary>Candles that one has and the other has not, or has with other values.</summary>
    public IReadOnlyList<string> DifferencesTo(StoredMarket other) =>
        [.. Rows.Keys.Union(other.Rows.Keys).Where(key => Rows.GetValueOrDefault(key) != other.Rows.GetValueOrDefault(key)).Order(StringComparer.Ordinal)];

    /// <summary>What is known of the period of a candle; null when nothing is.</summary>
    public CoverageState? StateOf(string key)
    {
        string[] parts = key.Split('|');
        DateTime time = DateTime.Parse(parts[3], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        return Coverage.FirstOrDefault(record => record.Exchange == parts[0] && record.RawSymbol == parts[1] && record.Interval == parts[2]
            && record.From <= time && time < record.To)?.State;
    }

    /// <summary>The keys of the periods of a stretch.</summary>
    public static IEnumerable<string> Periods(CoverageRecord record)
    {
        Interval interval = Interval.Parse(record.Interval);
        for (DateTime period = record.From; period < record.To; period = interval.Next(period))
        {
            yield return Key(record.Exchange, record.RawSymbol, record.Interval, period);
        }
    }

    /// <summary>The stretches of all series that are in a state.</summary>
    public IEnumerable<CoverageRecord> In(CoverageState state) => Coverage.Where(record => record.State == state);

    private static string Key(string exchange, string? symbol, string? interval, DateTime time) =>
        FormattableString.Invariant($"{exchange}|{symbol}|{interval}|{time:O}");
}
