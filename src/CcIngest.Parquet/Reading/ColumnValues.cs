namespace CcIngest.Parquet;

/// <summary>Some rows of some columns, filled again and again.</summary>
internal sealed class ColumnValues : IParquetColumns
{
    private readonly Array[] _values;
    private readonly bool[][] _nulls;

    public ColumnValues(IReadOnlyList<ColumnForm> forms, int capacity)
    {
        Capacity = capacity;
        _values = [.. forms.Select(form => (Array)(form.Column.Storage switch
        {
            ParquetStorage.Text => new string?[capacity],
            ParquetStorage.Double => new double[capacity],
            _ => new long[capacity],
        }))];
        _nulls = [.. forms.Select(_ => new bool[capacity])];
    }

    public int Capacity { get; }

    public int Count { get; set; }

    public ReadOnlySpan<bool> Nulls(int column) => _nulls[column].AsSpan(0, Count);

    public ReadOnlySpan<long> Int64s(int column) => Span<long>(column);

    public ReadOnlySpan<double> Doubles(int column) => Span<double>(column);

    public ReadOnlySpan<string?> Texts(int column) => Span<string?>(column);

    public Span<T> Span<T>(int column) => ((T[])_values[column]).AsSpan(0, Count);

    public Span<bool> NullSpan(int column) => _nulls[column].AsSpan(0, Count);
}
