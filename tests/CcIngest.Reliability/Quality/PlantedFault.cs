using CcIngest.Model;

namespace CcIngest.Reliability;

/// <summary>A kind of fault and how it is put into the rows of a series.</summary>
/// <param name="Name">One word.</param>
/// <param name="What">For people.</param>
/// <param name="Plant">Puts it at a row and says which time it then spoils; null where it would change nothing.</param>
internal sealed record PlantedFault(string Name, string What, Func<SeriesRows, int, TimeRange?> Plant)
{
    /// <summary>Rows from one fault to the next: more than any of them spoils, and than any rule looks back for what is usual.</summary>
    public const int Distance = 350;

    /// <summary>The one that takes more room than the others.</summary>
    public const string MissingDay = "missing-day";

    private const int PageRows = 100;

    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        new("shifted-row", "a row moved to the next period, over the row there", (series, row) =>
        {
            if (series.TimeOf(row + 1) != series.Key.Interval.Next(series.TimeOf(row)))
            {
                return null;
            }

            DateTime from = series.TimeOf(row);
            series.Rows[row][series.Dataset.Series!.Time] = series.TimeOf(row + 1);
            series.Rows.RemoveAt(row + 1);
            return Spoiled(series, from, 2);
        }),
        new("shifted-page", "a page of rows, each a period late, over the row behind it", (series, row) =>
        {
            DateTime from = series.TimeOf(row);
            int last = Math.Min(row + PageRows, series.Rows.Count - 2);
            for (int i = row; i <= last; i++)
            {
                series.Rows[i][series.Dataset.Series!.Time] = series.Key.Interval.Next(series.TimeOf(i));
            }

            series.Rows.RemoveAll(other => !ReferenceEquals(other, series.Rows[last]) && (DateTime)other[series.Dataset.Series!.Time]! == series.TimeOf(last));
            return new TimeRange(from, series.Key.Interval.Next(series.TimeOf(last)));
        }),
        new("swapped", "high and low swapped", (series, row) =>
        {
            (double high, double low) = (series.Number(row, "high"), series.Number(row, "low"));
            if (high.Equals(low))
            {
                return null;
            }

            series.Set(row, "high", low);
            series.Set(row, "low", high);
            return Spoiled(series, series.TimeOf(row), 1);
        }),
        Unit("price-x1000", "the prices of a row times 1000", 1_000, 1),
        Unit("price-x10", "the prices of a row times 10", 10, 1),
        Unit("page-x1000", "the prices of a page times 1000", 1_000, PageRows),
        new("volume-x1000", "the volume of a row times 1000, and not its quote volume", (series, row) =>
        {
            series.Multiply(row, 1_000, "volume");
            return Spoiled(series, series.TimeOf(row), 1);
        }),
        new("volumes-x1000", "both volumes of a row times 1000", (series, row) =>
        {
            series.Multiply(row, 1_000, "volume", "quote_volume");
            return Spoiled(series, series.TimeOf(row), 1);
        }),
        new("quote-volume", "the volume in place of the quote volume", (series, row) =>
        {
            series.Set(row, "quote_volume", series.Number(row, "volume"));
            return Spoiled(series, series.TimeOf(row), 1);
        }),
        new("stale-page", "the values of the page before in a page", (series, row) =>
        {
            if (row < PageRows)
            {
                return null;
            }

            int count = Math.Min(PageRows, series.Rows.Count - row);
            int last = row + count - 1;
            TimeRange spoiled = new(series.TimeOf(row), series.Key.Interval.Next(series.TimeOf(last)));
            int[] values = [.. series.Dataset.Columns.Index().Where(column => column.Item.Role == ColumnRole.Value && !series.Dataset.Key.Contains(column.Index)).Select(column => column.Index)];
            bool hasTimes = series.Dataset.TryGetOrdinal("first_trade_timestamp", out _);
            for (int i = row; i <= last; i++)
            {
                TimeSpan later = series.TimeOf(i) - series.TimeOf(i - PageRows);
                foreach (int value in values)
                {
                    // A cache that answers for another time would not know to move the times of trades; that would be too easy to find.
                    series.Rows[i][value] = hasTimes && series.Rows[i - PageRows][value] is DateTime time ? time + later : series.Rows[i - PageRows][value];
                }
            }

            return spoiled;
        }),
        new(MissingDay, "the rows of a day, or of a page of longer periods, gone", (series, row) =>
        {
            DateTime from = series.Key.Interval < Interval.OneDay ? Interval.OneDay.Floor(series.TimeOf(row)) : series.TimeOf(row);
            DateTime to = from.AddDays(1);
            series.Rows.RemoveAll(other => (DateTime)other[series.Dataset.Series!.Time]! >= from && (DateTime)other[series.Dataset.Series!.Time]! < to);
            return new TimeRange(from, to);
        }),
    ];

    private static PlantedFault Unit(string name, string what, double factor, int rows) => new(name, what, (series, row) =>
    {
        int last = Math.Min(row + rows, series.Rows.Count) - 1;
        for (int i = row; i <= last; i++)
        {
            series.Multiply(i, factor, RowNumbers.Prices.Concat(RowNumbers.TradePrices).Where(column =>
                series.Dataset.TryGetOrdinal(column, out int ordinal) && series.Rows[i][ordinal] is not null));
        }

        return new TimeRange(series.TimeOf(row), series.Key.Interval.Next(series.TimeOf(last)));
    });

    private static TimeRange Spoiled(SeriesRows series, DateTime from, int periods) => new(from, series.Key.Interval.Add(from, periods));
}
