using CcIngest.Model;
using CcIngest.Parquet;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>A batch as a writer of files takes it: nothing is copied but times, whose unit is another there. Valid until the batch changes.</summary>
internal sealed class BatchColumns(RowBatch rows) : IParquetColumns
{
    private long[] _micros = [];

    public int Count => rows.Count;

    public ReadOnlySpan<bool> Nulls(int column) => rows.Nulls(column);

    /// <summary>Times are valid until the next column is asked for.</summary>
    public ReadOnlySpan<long> Int64s(int column)
    {
        ReadOnlySpan<long> values = rows.Int64s(column);
        if (!rows.Dataset.Columns[column].IsTime())
        {
            return values;
        }

        if (_micros.Length < values.Length)
        {
            _micros = new long[values.Length];
        }

        for (int row = 0; row < values.Length; row++)
        {
            _micros[row] = (values[row] - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        }

        return _micros.AsSpan(0, values.Length);
    }

    public ReadOnlySpan<double> Doubles(int column) => rows.Doubles(column);

    public ReadOnlySpan<string?> Texts(int column) => rows.Texts(column);
}
