using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Makes the rejected row of a row that the store itself refuses.</summary>
internal static class Refusal
{
    public static RejectedRow Of(RowBatch rows, int row, string rule, string reason)
    {
        Dataset dataset = rows.Dataset;
        SeriesKey? series = null;
        DateTime? time = null;
        if (dataset.Series is { } columns && dataset.Interval is { } interval
            && rows.Text(row, columns.Exchange) is { } exchange && columns.SymbolOf(rows, row) is { } symbol)
        {
            series = new SeriesKey(dataset.Name, exchange, symbol, interval);
            // A time that is no time may be the very reason.
            time = rows.Int64(row, columns.Time) is var ticks && ticks > 0 && ticks <= DateTime.MaxValue.Ticks ? rows.Time(row, columns.Time) : null;
        }

        return new RejectedRow(dataset, RowText.Json(rows, row), rule, reason, RefusedRowText.Request(dataset), series, time);
    }
}
