using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Where the rows of a time series have their four prices, whatever the series is of, and what measures how much went on in a period.</summary>
/// <param name="Volume">Null where periods have none.</param>
/// <param name="Activity">Trades or updates; null where they are not counted.</param>
internal sealed record CandleColumns(Dataset Dataset, int Open, int High, int Low, int Close, int? Volume, int? Activity)
{
    /// <summary>What follows open, high, low and close in the names of the columns: candles, funding rates, open interest.</summary>
    private static readonly string[] Endings = ["", "_fr", "_oi_contracts"];

    private static readonly string[] Activities = ["total_trades", "trades", "total_index_updates", "total_funding_rate_updates", "total_open_interest_updates"];

    /// <summary>Null for a dataset whose rows are no candles.</summary>
    public static CandleColumns? Of(Dataset dataset)
    {
        foreach (string ending in Endings)
        {
            if (dataset.Series is not null && dataset.TryGetOrdinal("open" + ending, out int open) && dataset.TryGetOrdinal("high" + ending, out int high)
                && dataset.TryGetOrdinal("low" + ending, out int low) && dataset.TryGetOrdinal("close" + ending, out int close))
            {
                return new CandleColumns(
                    dataset, open, high, low, close, Find(dataset, "volume"), Activities.Select(name => Find(dataset, name)).FirstOrDefault(found => found is not null));
            }
        }

        return null;
    }

    /// <summary>A value as a number for a chart: exact decimals become the nearest double. Null where the row has none.</summary>
    public static double? Number(RowBatch rows, int row, int? ordinal) => ordinal is not { } column || rows.IsNull(row, column) ? null
        : rows.Dataset.Columns[column].Storage switch
        {
            ColumnStorage.Double => rows.Double(row, column),
            ColumnStorage.Int64 => rows.Int64(row, column),
            _ => double.Parse(rows.Text(row, column)!, NumberStyles.Float, CultureInfo.InvariantCulture),
        };

    private static int? Find(Dataset dataset, string column) => dataset.TryGetOrdinal(column, out int ordinal) ? ordinal : null;
}
