namespace CcIngest.Model;

/// <summary>What must hold for a row of a time series, whatever market it comes from.</summary>
internal static class SeriesRules
{
    /// <summary>Sums of volumes agree to about 1e-16 of their size in the source; a thousand times that is a wrong number, not noise.</summary>
    private const double SumTolerance = 1e-9;

    /// <summary>The prices of a candle, in the order that <see cref="Order"/> takes.</summary>
    public static readonly string[] Prices = ["open", "high", "low", "close"];

    public static ValidationRule Present(Func<string, int> ordinal, string[] columns, string id = "price-missing")
    {
        int[] ordinals = [.. columns.Select(ordinal)];
        return new ValidationRule(id, $"{Listed(columns)} are there", (batch, row) =>
        {
            // A loop, not a nested lambda: rules run for every row, and a closure for each would be garbage.
            foreach (int column in ordinals)
            {
                if (batch.IsNull(row, column))
                {
                    return false;
                }
            }

            return true;
        }) { Columns = columns };
    }

    /// <param name="ordinal">The ordinal of a column by its name.</param>
    /// <param name="columns">The first, highest, lowest and last value of the period; where one of them is absent, it is not compared.</param>
    public static ValidationRule Order(Func<string, int> ordinal, string[] columns)
    {
        (int open, int high, int low, int close) = (ordinal(columns[0]), ordinal(columns[1]), ordinal(columns[2]), ordinal(columns[3]));
        return new ValidationRule("ohlc-order", $"{columns[2]} ≤ {columns[0]}, {columns[3]} ≤ {columns[1]}", (batch, row) =>
            NotAbove(batch, row, low, open) && NotAbove(batch, row, low, close) && NotAbove(batch, row, open, high)
            && NotAbove(batch, row, close, high)) { Columns = columns };
    }

    public static ValidationRule OnGrid(Func<string, int> ordinal, Interval interval)
    {
        int time = ordinal("datetime");
        return new ValidationRule("off-grid", $"datetime is the start of a {interval} period", (batch, row) =>
            interval.Floor(batch.Time(row, time)) == batch.Time(row, time)) { Columns = ["datetime"] };
    }

    public static ValidationRule NotNegative(Func<string, int> ordinal, params string[] columns)
    {
        int[] ordinals = [.. columns.Select(ordinal)];
        return new ValidationRule("negative", "counts and volumes are not negative", (batch, row) =>
        {
            foreach (int column in ordinals)
            {
                if (batch.IsNegative(row, column))
                {
                    return false;
                }
            }

            return true;
        }) { Columns = columns };
    }

    public static ValidationRule TradesAddUp(Func<string, int> ordinal)
    {
        (int all, int buy, int sell, int unknown) =
            (ordinal("total_trades"), ordinal("total_trades_buy"), ordinal("total_trades_sell"), ordinal("total_trades_unknown"));
        return new ValidationRule("trades-sum", "total_trades = buy + sell + unknown, where all four are there", (batch, row) =>
            batch.IsNull(row, all) || batch.IsNull(row, buy) || batch.IsNull(row, sell) || batch.IsNull(row, unknown)
            || batch.Int64(row, all) == batch.Int64(row, buy) + batch.Int64(row, sell) + batch.Int64(row, unknown))
        {
            Columns = ["total_trades", "total_trades_buy", "total_trades_sell", "total_trades_unknown"],
        };
    }

    public static ValidationRule VolumesAddUp(Func<string, int> ordinal)
    {
        (int all, int buy, int sell, int unknown) = (ordinal("volume"), ordinal("volume_buy"), ordinal("volume_sell"), ordinal("volume_unknown"));
        return new ValidationRule("volume-sum", "volume = buy + sell + unknown to nine digits, where all four are there", (batch, row) =>
        {
            if (batch.IsNull(row, all) || batch.IsNull(row, buy) || batch.IsNull(row, sell) || batch.IsNull(row, unknown))
            {
                return true;
            }

            double parts = batch.Double(row, buy) + batch.Double(row, sell) + batch.Double(row, unknown);
            return Math.Abs(batch.Double(row, all) - parts) <= SumTolerance * Math.Max(Math.Abs(parts), 1);
        }) { Columns = ["volume", "volume_buy", "volume_sell", "volume_unknown"] };
    }

    private static bool NotAbove(RowBatch batch, int row, int lower, int upper) =>
        batch.IsNull(row, lower) || batch.IsNull(row, upper) || batch.Double(row, lower) <= batch.Double(row, upper);

    private static string Listed(string[] columns) => $"{string.Join(", ", columns[..^1])} and {columns[^1]}";
}
