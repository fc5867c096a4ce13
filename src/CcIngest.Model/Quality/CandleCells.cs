using System.Globalization;

namespace CcIngest.Model;

/// <summary>Where a dataset has the numbers of a candle, whatever their names and types.</summary>
public sealed record CandleCells(int Open, int High, int Low, int Close)
{
    /// <summary>Traded amount; null in a table without it.</summary>
    public int? Volume { get; private init; }

    public int? QuoteVolume { get; private init; }

    public int? Trades { get; private init; }

    /// <summary>Null for what has no prices.</summary>
    public static CandleCells? Of(Dataset dataset) => dataset.Series is not null
        && Find(dataset, "open") is { } open && Find(dataset, "high") is { } high && Find(dataset, "low") is { } low && Find(dataset, "close") is { } close
        ? new CandleCells(open, high, low, close)
        {
            Volume = Find(dataset, "volume"),
            QuoteVolume = Find(dataset, "quote_volume"),
            Trades = Find(dataset, "total_trades") ?? Find(dataset, "trades"),
        }
        : null;

    /// <summary>A number, exact decimals to the nearest double; null where it is absent.</summary>
    public static double? Number(RowBatch rows, int row, int? ordinal) => ordinal is not { } column || rows.IsNull(row, column)
        ? null
        : rows.Dataset.Columns[column].Storage switch
        {
            ColumnStorage.Double => rows.Double(row, column),
            ColumnStorage.Int64 => rows.Int64(row, column),
            _ => double.TryParse(rows.Text(row, column), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null,
        };

    /// <summary>Columns with their values, for people: <c>low=1.5, high=1.2</c>.</summary>
    public static string Shown(RowBatch rows, int row, params IEnumerable<int> ordinals) => string.Join(", ", ordinals.Select(ordinal =>
        $"{rows.Dataset.Columns[ordinal].Name}={Shown(rows.Value(row, ordinal))}"));

    public static string Shown(object? value) => value switch
    {
        null => "null",
        DateTime time => FormattableString.Invariant($"{time:yyyy-MM-dd HH:mm:ss}Z"),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static int? Find(Dataset dataset, string column) => dataset.TryGetOrdinal(column, out int ordinal) ? ordinal : null;
}
