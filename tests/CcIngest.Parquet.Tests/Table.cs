namespace CcIngest.Parquet.Tests;

/// <summary>Rows for a writer, made of objects: null, long, double or string.</summary>
internal sealed class Table(IReadOnlyList<ParquetColumn> columns, IReadOnlyList<object?[]> rows) : IParquetColumns
{
    public IReadOnlyList<ParquetColumn> Columns => columns;

    public IReadOnlyList<object?[]> Rows => rows;

    public int Count => rows.Count;

    public ReadOnlySpan<bool> Nulls(int column) => rows.Select(row => row[column] is null).ToArray();

    public ReadOnlySpan<long> Int64s(int column) => rows.Select(row => row[column] as long? ?? 0).ToArray();

    public ReadOnlySpan<double> Doubles(int column) => rows.Select(row => row[column] as double? ?? 0).ToArray();

    public ReadOnlySpan<string?> Texts(int column) => rows.Select(row => row[column] as string).ToArray();

    /// <summary>The bytes of a file with these rows.</summary>
    public byte[] Write(ParquetWriterOptions? options = null)
    {
        using MemoryStream stream = new();
        using IParquetWriter writer = ParquetFormat.Create(stream, columns, options);
        writer.Write(this);
        writer.Finish();
        return stream.ToArray();
    }

    public static Table Read(byte[] file, int rowsAtOnce = 1_000)
    {
        using IParquetReader reader = ParquetFormat.Open(new MemoryStream(file), "a.parquet");
        return Read(reader, rowsAtOnce);
    }

    public static Table Read(IParquetReader reader, int rowsAtOnce = 1_000)
    {
        List<object?[]> rows = [];
        foreach (IParquetColumns part in reader.Read([.. reader.Columns.Select(column => column.Name)], rowsAtOnce))
        {
            for (int row = 0; row < part.Count; row++)
            {
                rows.Add([.. reader.Columns.Index().Select(column => Cell(part, row, column.Index, column.Item))]);
            }
        }

        return new Table(reader.Columns, rows);
    }

    /// <summary>Both have the same cells; doubles bit for bit.</summary>
    public static void AssertSame(Table expected, Table actual)
    {
        Assert.Equal(expected.Columns, actual.Columns);
        Assert.Equal(expected.Count, actual.Count);
        for (int row = 0; row < expected.Count; row++)
        {
            for (int column = 0; column < expected.Columns.Count; column++)
            {
                Assert.True(
                    IsSame(expected.Rows[row][column], actual.Rows[row][column]),
                    FormattableString.Invariant($"Row {row}, {expected.Columns[column].Name}: expected {expected.Rows[row][column] ?? "null"}, got {actual.Rows[row][column] ?? "null"}."));
            }
        }
    }

    private static bool IsSame(object? one, object? other) => one is double left && other is double right
        ? BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right)
        : Equals(one, other);

    private static object? Cell(IParquetColumns part, int row, int column, ParquetColumn form) => form.Storage switch
    {
        ParquetStorage.Text => part.Texts(column)[row],
        _ when part.Nulls(column)[row] => null,
        ParquetStorage.Double => part.Doubles(column)[row],
        _ => part.Int64s(column)[row],
    };
}
