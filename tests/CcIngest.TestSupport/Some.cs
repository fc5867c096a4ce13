using System.Globalization;
using CcIngest.Model;

namespace CcIngest.TestSupport;

/// <summary>Valid rows of any dataset, the same for the same seed.</summary>
public static class Some
{
    /// <summary>A whole second, so that every column kind keeps it.</summary>
    public static readonly DateTime Now = new(2025, 3, 4, 5, 6, 7, DateTimeKind.Utc);

    /// <summary>Where series begin, unless a test says otherwise.</summary>
    public static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Rows that keep every rule of their dataset, with unique keys and nulls here and there in what may be null.</summary>
    public static RowBatch Rows(Dataset dataset, int count, int seed = 1)
    {
        RowBatch rows = new(dataset, count);
        Random random = new(seed);
        for (int i = 0; i < count; i++)
        {
            int row = rows.AddRow();
            for (int ordinal = 0; ordinal < dataset.Columns.Count; ordinal++)
            {
                Fill(rows, row, ordinal, random, seed);
            }

            if (dataset.Series is { Interval: { } interval })
            {
                rows.Set(row, interval, (dataset.Interval ?? Interval.OneHour).ToString());
                MakeKline(rows, row, random);
            }
            else if (dataset.Series is not null)
            {
                MakeCandle(rows, row, random);
            }

            if (dataset == OrderBookSnapshots.Dataset)
            {
                rows.Set(row, dataset.Ordinal("bids"), string.Create(CultureInfo.InvariantCulture, $"[[\"{row + 1}.10\",\"0.500\"],[\"{row + 1}\",\"7\"]]"));
                rows.Set(row, dataset.Ordinal("asks"), string.Create(CultureInfo.InvariantCulture, $"[[\"{row + 1}.200\",\"{random.Next(1, 1_000)}\"]]"));
            }

            if (dataset.TryGetOrdinal("standard_symbol", out int symbol))
            {
                rows.Set(row, symbol, string.Create(CultureInfo.InvariantCulture, $"B{row}-USD-SPOT"));
            }

            if (dataset.Rules.FirstOrDefault(rule => !rule.Holds(rows, row)) is { } broken)
            {
                throw new InvalidOperationException($"{dataset}: the made-up row breaks {broken.Id}.");
            }
        }

        return rows;
    }

    /// <summary>Candles of one series, one for each period from <paramref name="from"/> on.</summary>
    public static RowBatch Candles(Dataset dataset, string exchange, string symbol, DateTime from, int count, int seed = 1)
    {
        RowBatch rows = Rows(dataset, count, seed);
        for (int row = 0; row < count; row++)
        {
            dataset.Series!.Name(rows, row, exchange, symbol);
            rows.Set(row, dataset.Series.Time, dataset.Interval!.Add(from, row));
        }

        return rows;
    }

    /// <summary>One row with the given values; required columns that are not named get some.</summary>
    public static RowBatch Row(Dataset dataset, params (string Column, object? Value)[] values)
    {
        RowBatch rows = Rows(dataset, 1);
        foreach ((string column, object? value) in values)
        {
            Set(rows, 0, column, value);
        }

        return rows;
    }

    /// <summary>Puts rows of batches of one dataset into one batch.</summary>
    public static RowBatch Together(params RowBatch[] batches)
    {
        RowBatch all = new(batches[0].Dataset);
        foreach (RowBatch batch in batches)
        {
            for (int row = 0; row < batch.Count; row++)
            {
                all.Append(batch, row);
            }
        }

        return all;
    }

    /// <summary>Sets a cell from null, a text, a number, a boolean or a UTC time.</summary>
    public static void Set(RowBatch rows, int row, string column, object? value)
    {
        int ordinal = rows.Dataset.Ordinal(column);
        switch (value)
        {
            case null:
                rows.SetNull(row, ordinal);
                break;
            case string text:
                rows.Set(row, ordinal, text);
                break;
            case double number:
                rows.Set(row, ordinal, number);
                break;
            case bool flag:
                rows.Set(row, ordinal, flag ? 1L : 0L);
                break;
            case DateTime time:
                rows.Set(row, ordinal, time);
                break;
            default:
                rows.Set(row, ordinal, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>The cell as an object, by the column's name.</summary>
    public static object? Cell(RowBatch rows, int row, string column) => rows.Value(row, rows.Dataset.Ordinal(column));

    private static void Fill(RowBatch rows, int row, int ordinal, Random random, int seed)
    {
        Column column = rows.Dataset.Columns[ordinal];
        if (column.Nullable && random.Next(5) == 0)
        {
            return;
        }

        int word = random.Next();
        switch (column.Kind)
        {
            case ColumnKind.Text:
                string text = string.Create(CultureInfo.InvariantCulture, $"{column.Name[..1]}{seed}-{row}-{word % 1000}");
                rows.Set(row, ordinal, text.Length > column.Length ? text[..column.Length] : text);
                break;
            case ColumnKind.LongText:
                rows.Set(row, ordinal, string.Create(CultureInfo.InvariantCulture, $"{column.Name} of row {row}: {word} «ü» 😀"));
                break;
            case ColumnKind.Json:
                rows.Set(row, ordinal, string.Create(CultureInfo.InvariantCulture, $"[\"row {row}\",{word},null]"));
                break;
            case ColumnKind.Decimal:
                rows.Set(row, ordinal, (word % 10 + 0.5m).ToString(CultureInfo.InvariantCulture));
                break;
            case ColumnKind.Double:
                rows.Set(row, ordinal, random.NextDouble() * Math.Pow(10, random.Next(-8, 9)));
                break;
            case ColumnKind.Int32:
                rows.Set(row, ordinal, rows.Dataset.Key.Contains(ordinal) ? row + (1000L * seed) : word);
                break;
            case ColumnKind.Int64:
                rows.Set(row, ordinal, rows.Dataset.Key.Contains(ordinal) ? row + (1_000_000L * seed) : word * 1000L);
                break;
            case ColumnKind.Boolean:
                rows.Set(row, ordinal, word % 2);
                break;
            case ColumnKind.DateTime:
                rows.Set(row, ordinal, Start.AddDays(row).AddSeconds(word % 86_400));
                break;
            default:
                rows.Set(row, ordinal, Start.AddDays(row).AddMicroseconds(word));
                break;
        }
    }

    private static void MakeKline(RowBatch rows, int row, Random random)
    {
        SeriesColumns series = rows.Dataset.Series!;
        rows.Set(row, series.Exchange, "kraken");
        rows.Set(row, series.Symbol, "XXBTZUSD");
        rows.Set(row, series.Time, (rows.Dataset.Interval ?? Interval.OneHour).Add(Start, row));
        decimal[] prices = [.. Enumerable.Range(0, 4).Select(_ => random.Next(1, int.MaxValue) / 10_000_000m).Order()];
        foreach ((int index, string column) in new[] { "low", "open", "close", "high" }.Index())
        {
            Set(rows, row, column, prices[index].ToString(CultureInfo.InvariantCulture));
        }

        Set(rows, row, "volume", "12345678901234567890.012345678901234567");
        Set(rows, row, "taker_buy_volume", "0.000000000000000001");
    }

    private static void MakeCandle(RowBatch rows, int row, Random random)
    {
        Dataset dataset = rows.Dataset;
        dataset.Series!.Name(rows, row, "kraken", dataset.Series.Quote is null ? "XXBTZUSD" : "XXBTZUSD-EUR");
        rows.Set(row, dataset.Series.Time, dataset.Interval!.Add(Start, row));
        foreach (ValidationRule order in dataset.Rules.Where(rule => rule.Id == "ohlc-order"))
        {
            // First, highest, lowest and last value of the period.
            double[] values = [.. Enumerable.Range(0, 4).Select(_ => Math.Round(100 * (1 + random.NextDouble()), 8)).Order()];
            foreach ((string column, int rank) in order.Columns.Zip([1, 3, 0, 2]))
            {
                Set(rows, row, column, values[rank]);
            }
        }

        if (!dataset.TryGetOrdinal("total_trades_buy", out _))
        {
            return;
        }

        long[] trades = [random.Next(1000), random.Next(1000), random.Next(3)];
        Set(rows, row, "total_trades_buy", trades[0]);
        Set(rows, row, "total_trades_sell", trades[1]);
        Set(rows, row, "total_trades_unknown", trades[2]);
        Set(rows, row, "total_trades", trades.Sum());
        double[] volumes = [random.NextDouble() * 50, random.NextDouble() * 50, 0];
        Set(rows, row, "volume_buy", volumes[0]);
        Set(rows, row, "volume_sell", volumes[1]);
        Set(rows, row, "volume_unknown", volumes[2]);
        Set(rows, row, "volume", volumes.Sum());
    }
}
