namespace CcIngest.Model;

/// <summary>
/// Rows of one dataset, kept by column: no object per row and no boxing between an answer's bytes and the store's loader.
/// Grows as rows come; <see cref="Clear"/> keeps the memory for the next page. Not safe for several threads.
/// </summary>
public sealed class RowBatch
{
    private readonly Array[] _values;
    private readonly bool[]?[] _nulls;
    private int _capacity;

    public RowBatch(Dataset dataset, int capacity = 256)
    {
        Dataset = dataset;
        _capacity = Math.Max(capacity, 1);
        _values = new Array[dataset.Columns.Count];
        _nulls = new bool[]?[dataset.Columns.Count];
        for (int ordinal = 0; ordinal < _values.Length; ordinal++)
        {
            _values[ordinal] = dataset.Columns[ordinal].Storage switch
            {
                ColumnStorage.Text => new string?[_capacity],
                ColumnStorage.Double => new double[_capacity],
                _ => new long[_capacity],
            };
            if (dataset.Columns[ordinal].Storage != ColumnStorage.Text)
            {
                _nulls[ordinal] = new bool[_capacity];
            }
        }
    }

    public Dataset Dataset { get; }

    /// <summary>Rows in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a row of nulls and returns its index.</summary>
    public int AddRow()
    {
        if (Count == _capacity)
        {
            Grow();
        }

        int row = Count++;
        for (int ordinal = 0; ordinal < _values.Length; ordinal++)
        {
            SetNull(row, ordinal);
        }

        return row;
    }

    /// <summary>Takes the last row back, for example because it broke a rule.</summary>
    public void RemoveLastRow() => Count--;

    public void Clear() => Count = 0;

    public bool IsNull(int row, int ordinal) => _nulls[ordinal] is { } nulls ? nulls[row] : ((string?[])_values[ordinal])[row] is null;

    /// <summary>The value of a <see cref="ColumnStorage.Int64"/> column; 0 where it is null.</summary>
    public long Int64(int row, int ordinal) => ((long[])_values[ordinal])[row];

    /// <summary>The value of a <see cref="ColumnStorage.Double"/> column; 0 where it is null.</summary>
    public double Double(int row, int ordinal) => ((double[])_values[ordinal])[row];

    /// <summary>The value of a <see cref="ColumnStorage.Text"/> column, or null.</summary>
    public string? Text(int row, int ordinal) => ((string?[])_values[ordinal])[row];

    /// <summary>The value of a time column in UTC.</summary>
    public DateTime Time(int row, int ordinal) => new(Int64(row, ordinal), DateTimeKind.Utc);

    /// <summary>The values of a <see cref="ColumnStorage.Int64"/> column; 0 where they are null. Valid until the batch changes.</summary>
    public ReadOnlySpan<long> Int64s(int ordinal) => ((long[])_values[ordinal]).AsSpan(0, Count);

    /// <summary>The values of a <see cref="ColumnStorage.Double"/> column; 0 where they are null. Valid until the batch changes.</summary>
    public ReadOnlySpan<double> Doubles(int ordinal) => ((double[])_values[ordinal]).AsSpan(0, Count);

    /// <summary>The values of a <see cref="ColumnStorage.Text"/> column. Valid until the batch changes.</summary>
    public ReadOnlySpan<string?> Texts(int ordinal) => ((string?[])_values[ordinal]).AsSpan(0, Count);

    /// <summary>Where a column that is no <see cref="ColumnStorage.Text"/> is null; empty for texts. Valid until the batch changes.</summary>
    public ReadOnlySpan<bool> Nulls(int ordinal) => _nulls[ordinal] is { } nulls ? nulls.AsSpan(0, Count) : [];

    public void SetNull(int row, int ordinal)
    {
        if (_nulls[ordinal] is { } nulls)
        {
            nulls[row] = true;
            if (_values[ordinal] is long[] numbers)
            {
                numbers[row] = 0;
            }
            else
            {
                ((double[])_values[ordinal])[row] = 0;
            }
        }
        else
        {
            ((string?[])_values[ordinal])[row] = null;
        }
    }

    public void Set(int row, int ordinal, long value)
    {
        ((long[])_values[ordinal])[row] = value;
        _nulls[ordinal]![row] = false;
    }

    public void Set(int row, int ordinal, double value)
    {
        ((double[])_values[ordinal])[row] = value;
        _nulls[ordinal]![row] = false;
    }

    public void Set(int row, int ordinal, string? value) => ((string?[])_values[ordinal])[row] = value;

    /// <summary>Sets a time column from a UTC time.</summary>
    public void Set(int row, int ordinal, DateTime value) => Set(row, ordinal, value.Ticks);

    /// <summary>The value as an object (null, long, double, string, bool or UTC DateTime), for tests and slow paths.</summary>
    public object? Value(int row, int ordinal)
    {
        if (IsNull(row, ordinal))
        {
            return null;
        }

        return Dataset.Columns[ordinal].Kind switch
        {
            ColumnKind.Boolean => Int64(row, ordinal) != 0,
            ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds => Time(row, ordinal),
            ColumnKind.Double => Double(row, ordinal),
            ColumnKind.Int32 or ColumnKind.Int64 => Int64(row, ordinal),
            _ => Text(row, ordinal),
        };
    }

    /// <summary>Copies a row of a batch of the same dataset to the end of this one and returns its index here.</summary>
    public int Append(RowBatch other, int row)
    {
        int here = AddRow();
        for (int ordinal = 0; ordinal < _values.Length; ordinal++)
        {
            if (_values[ordinal] is string?[] texts)
            {
                texts[here] = other.Text(row, ordinal);
            }
            else if (!other.IsNull(row, ordinal))
            {
                if (_values[ordinal] is double[])
                {
                    Set(here, ordinal, other.Double(row, ordinal));
                }
                else
                {
                    Set(here, ordinal, other.Int64(row, ordinal));
                }
            }
        }

        return here;
    }

    /// <summary>Whether two cells of one column hold the same value: doubles as numbers, texts character for character.</summary>
    public bool CellEquals(int row, RowBatch other, int otherRow, int ordinal)
    {
        if (IsNull(row, ordinal) || other.IsNull(otherRow, ordinal))
        {
            return IsNull(row, ordinal) == other.IsNull(otherRow, ordinal);
        }

        return _values[ordinal] switch
        {
            string?[] texts => string.Equals(texts[row], other.Text(otherRow, ordinal), StringComparison.Ordinal),
            double[] doubles => doubles[row].Equals(other.Double(otherRow, ordinal)),
            _ => Int64(row, ordinal) == other.Int64(otherRow, ordinal),
        };
    }

    private void Grow()
    {
        _capacity *= 2;
        for (int ordinal = 0; ordinal < _values.Length; ordinal++)
        {
            _values[ordinal] = _values[ordinal] switch
            {
                string?[] texts => Resized(texts),
                double[] doubles => Resized(doubles),
                long[] numbers => Resized(numbers),
                _ => throw new InvalidOperationException("A column is text, double or long."),
            };
            if (_nulls[ordinal] is { } nulls)
            {
                _nulls[ordinal] = Resized(nulls);
            }
        }
    }

    private T[] Resized<T>(T[] array)
    {
        Array.Resize(ref array, _capacity);
        return array;
    }
}
