using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Reliability;

/// <summary>Reads and writes numbers of edited rows, whether their column keeps doubles or exact decimals.</summary>
internal static class RowNumbers
{
    public static readonly string[] Prices = ["open", "high", "low", "close"];

    /// <summary>Prices that candles of the data API have beside the four.</summary>
    public static readonly string[] TradePrices = ["first_trade_price", "high_trade_price", "low_trade_price", "last_trade_price"];

    public static double Number(this SeriesRows series, int row, string column) => series.Rows[row][series.Dataset.Ordinal(column)] switch
    {
        double number => number,
        long whole => whole,
        string text => double.Parse(text, CultureInfo.InvariantCulture),
        _ => double.NaN,
    };

    public static void Set(this SeriesRows series, int row, string column, double value)
    {
        if (series.Dataset.TryGetOrdinal(column, out int ordinal) && series.Rows[row][ordinal] is not null)
        {
            series.Rows[row][ordinal] = series.Dataset.Columns[ordinal].Storage == ColumnStorage.Double ? value : ExactText(value);
        }
    }

    public static void Multiply(this SeriesRows series, int row, double factor, params IEnumerable<string> columns)
    {
        foreach (string column in columns.Where(name => series.Dataset.TryGetOrdinal(name, out _)))
        {
            series.Set(row, column, series.Number(row, column) * factor);
        }
    }

    public static string ExactText(double value) => ((decimal)value).ToString("0.##################", CultureInfo.InvariantCulture);
}
