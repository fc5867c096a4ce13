using System.Globalization;
using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Reliability;

/// <summary>
/// Recorded candles as a store would have them: as klines of an exchange, and in the form that the data API gives candles. Prices, volumes and
/// holes are real; hours and days are made of the minutes, and what was not recorded (quote volume, number and times of trades) is made to fit.
/// </summary>
internal static class RecordedMarket
{
    /// <param name="file">Rows of open time in milliseconds, open, high, low, close, volume.</param>
    /// <param name="most">Only so many of them, the first ones; null for all.</param>
    public static IReadOnlyList<SeriesRows> Load(string file, Interval interval, int? most = null)
    {
        double[][] rows = [.. (JsonSerializer.Deserialize<double[][]>(File.ReadAllText(file)) ?? []).Take(most ?? int.MaxValue)];
        Candle[] candles = [.. rows.Select(row => new Candle(
            DateTimeOffset.FromUnixTimeMilliseconds((long)row[0]).UtcDateTime, row[1], row[2], row[3], row[4], row[5], row[5] * (row[1] + row[4]) / 2, 1 + ((long)row[0] / 60_000 % 7)))
            .Where(candle => candle.Volume > 0)];
        Interval[] all = [interval, .. new[] { Interval.OneHour, Interval.OneDay }.Where(longer => longer > interval)];
        List<SeriesRows> series = [];
        foreach (Interval length in all)
        {
            Candle[] ofLength = length == interval ? candles : Together(candles, length);
            series.Add(ToKlines(ofLength, length));
        }

        Candle[] asGiven = Continued(candles);
        foreach (Interval length in all)
        {
            series.Add(ToCandles(length == interval ? asGiven : Together(asGiven, length), length));
        }

        return series;
    }

    /// <summary>The data API opens a candle at the last trade before it, and high and low have that price too.</summary>
    private static Candle[] Continued(Candle[] candles) =>
    [
        .. candles.Select((candle, i) => i == 0 ? candle : candle with
        {
            Open = candles[i - 1].Close,
            High = Math.Max(candle.High, candles[i - 1].Close),
            Low = Math.Min(candle.Low, candles[i - 1].Close),
        }),
    ];

    /// <summary>Whole longer periods only: the first and the last one are cut by the recording.</summary>
    private static Candle[] Together(Candle[] candles, Interval length)
    {
        IGrouping<DateTime, Candle>[] groups = [.. candles.GroupBy(candle => length.Floor(candle.Time))];
        return [.. groups.Skip(1).SkipLast(1).Select(group => new Candle(group.Key, group.First().Open, group.Max(candle => candle.High), group.Min(candle => candle.Low),
            group.Last().Close, group.Sum(candle => candle.Volume), group.Sum(candle => candle.QuoteVolume), group.Sum(candle => candle.Trades)))];
    }

    private static SeriesRows ToKlines(Candle[] candles, Interval interval)
    {
        Dataset dataset = Klines.At(interval);
        SeriesRows series = new(dataset, new SeriesKey(Klines.Name, "recorded", "ALTBTC", interval), Books(candles, interval));
        foreach (Candle candle in candles)
        {
            object?[] row = New(series, candle);
            Put("exchange", "recorded");
            Put("native_symbol", "ALTBTC");
            Put("interval", interval.ToString());
            Put("open", RowNumbers.ExactText(candle.Open));
            Put("high", RowNumbers.ExactText(candle.High));
            Put("low", RowNumbers.ExactText(candle.Low));
            Put("close", RowNumbers.ExactText(candle.Close));
            Put("volume", RowNumbers.ExactText(candle.Volume));
            Put("quote_volume", RowNumbers.ExactText(candle.QuoteVolume));
            Put("trades", candle.Trades);

            void Put(string column, object value) => row[dataset.Ordinal(column)] = value;
        }

        return series;
    }

    private static SeriesRows ToCandles(Candle[] candles, Interval interval)
    {
        Dataset dataset = DatasetCatalog.TimeSeries(SpotOhlcv.Name, interval);
        SeriesRows series = new(dataset, new SeriesKey(SpotOhlcv.Name, "recorded", "ALTBTC", interval), Books(candles, interval));
        foreach (Candle candle in candles)
        {
            object?[] row = New(series, candle);
            Put("exchange", "recorded");
            Put("symbol_unmapped", "ALTBTC");
            Put("open", candle.Open);
            Put("high", candle.High);
            Put("low", candle.Low);
            Put("close", candle.Close);
            Put("last_trade_price", candle.Close);
            Put("volume", candle.Volume);
            Put("quote_volume", candle.QuoteVolume);
            Put("total_trades", candle.Trades);
            Put("first_trade_timestamp", candle.Time.AddSeconds(3));
            Put("low_trade_timestamp", candle.Time.AddSeconds(11));
            Put("high_trade_timestamp", candle.Time.AddSeconds(23));
            Put("last_trade_timestamp", interval.Next(candle.Time).AddSeconds(-5));

            void Put(string column, object value) => row[dataset.Ordinal(column)] = value;
        }

        return series;
    }

    private static object?[] New(SeriesRows series, Candle candle)
    {
        object?[] row = new object?[series.Dataset.Columns.Count];
        row[series.Dataset.Series!.Time] = candle.Time;
        row[series.Dataset.Ordinal("collected_at")] = candle.Time.AddDays(1);
        series.Rows.Add(row);
        return row;
    }

    /// <summary>Complete where there is a row, without trades where there is none.</summary>
    private static List<CoverageInterval> Books(Candle[] candles, Interval interval)
    {
        CoverageEvidence evidence = new("recorded", "/recorded", candles[^1].Time);
        List<CoverageInterval> books = [];
        foreach (Candle candle in candles)
        {
            DateTime end = interval.Next(candle.Time);
            if (books is [.., { State: CoverageState.Complete } last] && last.Range.To == candle.Time)
            {
                books[^1] = last with { Range = new TimeRange(last.Range.From, end) };
                continue;
            }

            if (books is [.., var before])
            {
                books.Add(new CoverageInterval(new TimeRange(before.Range.To, candle.Time), CoverageState.NoTrades, evidence));
            }

            books.Add(new CoverageInterval(new TimeRange(candle.Time, end), CoverageState.Complete, evidence));
        }

        return books;
    }

    private sealed record Candle(DateTime Time, double Open, double High, double Low, double Close, double Volume, double QuoteVolume, long Trades)
    {
        public override string ToString() => Time.ToString("u", CultureInfo.InvariantCulture);
    }
}
