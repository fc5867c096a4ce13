namespace CcIngest.Model;

/// <summary>What must hold for a kline to be stored; compared as the decimals they are.</summary>
internal static class KlineRules
{
    public static ValidationRule Order(Func<string, int> ordinal)
    {
        (int open, int high, int low, int close) = (ordinal("open"), ordinal("high"), ordinal("low"), ordinal("close"));
        return new ValidationRule("ohlc-order", "low ≤ open, close ≤ high", (batch, row) =>
            IsOrdered(batch, row, low, open) && IsOrdered(batch, row, low, close)
            && IsOrdered(batch, row, open, high) && IsOrdered(batch, row, close, high)) { Columns = ["open", "high", "low", "close"] };
    }

    public static ValidationRule NotNegative(Func<string, int> ordinal, params string[] columns)
    {
        int[] ordinals = [.. columns.Select(ordinal)];
        return new ValidationRule("negative", "prices, counts and volumes are not negative", (batch, row) =>
            Array.TrueForAll(ordinals, column => batch.Dataset.Columns[column].Storage == ColumnStorage.Int64
                ? batch.Int64(row, column) >= 0
                : batch.Text(row, column) is not { } text || ExactDecimal.Sign(text) >= 0)) { Columns = columns };
    }

    public static ValidationRule TakersWithinAll(Func<string, int> ordinal)
    {
        (int volume, int taken) = (ordinal("volume"), ordinal("taker_buy_volume"));
        return new ValidationRule("taker-volume", "taker_buy_volume ≤ volume", (batch, row) => IsOrdered(batch, row, taken, volume))
        {
            Columns = ["volume", "taker_buy_volume"],
        };
    }

    public static ValidationRule OnGrid(Func<string, int> ordinal)
    {
        (int time, int interval) = (ordinal("open_time"), ordinal("interval"));
        return new ValidationRule("off-grid", "open_time is the start of a period of the interval", (batch, row) =>
            Interval.TryParse(batch.Text(row, interval), out Interval? length) && length.Floor(batch.Time(row, time)) == batch.Time(row, time))
        {
            Columns = ["interval", "open_time"],
        };
    }

    private static bool IsOrdered(RowBatch batch, int row, int less, int more) =>
        batch.Text(row, less) is not { } left || batch.Text(row, more) is not { } right || ExactDecimal.Compare(left, right) <= 0;
}
