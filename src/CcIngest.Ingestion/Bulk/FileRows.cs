using CcIngest.Model;
using CcIngest.Parquet;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Rows of a file as a batch of a dataset.</summary>
internal static class FileRows
{
    /// <summary>Adds rows to a batch.</summary>
    /// <param name="ordinals">The dataset's ordinals in the order of the file's columns; other columns stay null.</param>
    /// <exception cref="ParquetException">A time is none that the calendar has.</exception>
    public static void Add(IParquetColumns file, IReadOnlyList<int> ordinals, RowBatch rows)
    {
        int first = rows.Count;
        for (int row = 0; row < file.Count; row++)
        {
            rows.AddRow();
        }

        for (int column = 0; column < ordinals.Count; column++)
        {
            int ordinal = ordinals[column];
            switch (rows.Dataset.Columns[ordinal].Storage)
            {
                case ColumnStorage.Text:
                    ReadOnlySpan<string?> texts = file.Texts(column);
                    for (int row = 0; row < texts.Length; row++)
                    {
                        rows.Set(first + row, ordinal, texts[row]);
                    }

                    break;
                case ColumnStorage.Double:
                    AddDoubles(file.Doubles(column), file.Nulls(column), rows, first, ordinal);
                    break;
                default:
                    AddNumbers(file.Int64s(column), file.Nulls(column), rows, first, ordinal);
                    break;
            }
        }
    }

    private static void AddDoubles(ReadOnlySpan<double> values, ReadOnlySpan<bool> nulls, RowBatch rows, int first, int ordinal)
    {
        for (int row = 0; row < values.Length; row++)
        {
            if (!nulls[row])
            {
                rows.Set(first + row, ordinal, values[row]);
            }
        }
    }

    private static void AddNumbers(ReadOnlySpan<long> values, ReadOnlySpan<bool> nulls, RowBatch rows, int first, int ordinal)
    {
        const long LastMicros = 253_402_300_799_999_999;        // the end of the year 9999
        const long FirstMicros = -62_135_596_800_000_000;       // the beginning of the year 1
        bool isTime = rows.Dataset.Columns[ordinal].IsTime();
        for (int row = 0; row < values.Length; row++)
        {
            if (nulls[row])
            {
                continue;
            }

            long value = values[row];
            if (isTime && (value is < FirstMicros or > LastMicros))
            {
                throw new ParquetException(FormattableString.Invariant(
                    $"column '{rows.Dataset.Columns[ordinal]}': {value} microseconds since 1970 are beyond the calendar."));
            }

            rows.Set(first + row, ordinal, isTime ? DateTime.UnixEpoch.Ticks + (value * TimeSpan.TicksPerMicrosecond) : value);
        }
    }
}
