using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace CcIngest.Model;

/// <summary>
/// Rows of one dataset, kept by column: no object per row and no boxing between an answer's bytes and the store's loader.
/// Grows as rows come; <see cref="Clear"/> keeps the memory for the next page. Behind the last row all cells are null: nobody sets a cell of a row
/// that is not there. Not safe for several threads.
/// </summary>
public sealed class RowBatch
{
    // Each column has its values in one of these, by its storage; the others are empty there. Typed arrays: a cell is reached without a cast.
    private readonly string?[][] _texts;
    private readonly double[][] _doubles;
    private readonly long[][] _longs;
    private readonly bool[][] _nulls;
    private readonly ColumnStorage[] _storage;
    private int _capacity;

    public RowBatch(Dataset dataset, int capacity = 256)
    {
        Dataset = dataset;
        _capacity = Math.Max(capacity, 1);
        int columns = dataset.Columns.Count;
        _storage = [.. dataset.Columns.Select(column => column.Storage)];
        (_texts, _doubles, _longs, _nulls) = (new string?[columns][], new double[columns][], new long[columns][], new bool[columns][]);
        for (int ordinal = 0; ordinal < columns; ordinal++)
        {
            ColumnStorage storage = _storage[ordinal];
            _texts[ordinal] = storage == ColumnStorage.Text ? new string?[_capacity] : [];
            _doubles[ordinal] = storage == ColumnStorage.Double ? new double[_capacity] : [];
            _longs[ordinal] = storage == ColumnStorage.Int64 ? new long[_capacity] : [];
            _nulls[ordinal] = storage == ColumnStorage.Text ? [] : new bool[_capacity];
            _nulls[ordinal].AsSpan().Fill(true);
        }
    }

    public Dataset Dataset { get; }

    /// <summary>Rows in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a row of nulls and returns its index.</summary>
    public int AddRow()
    {
        Reserve(Count + 1);
        return Count++;
    }

    /// <summary>Takes the last row back, for example because it broke a rule.</summary>
    public void RemoveLastRow() => Cut(Count - 1);

    public void Clear() => Cut(0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row, int ordinal) => _storage[ordinal] == ColumnStorage.Text ? _texts[ordinal][row] is null : _nulls[ordinal][row];

    /// <summary>The value of a <see cref="ColumnStorage.Int64"/> column; 0 where it is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Int64(int row, int ordinal) => _longs[ordinal][row];

    /// <summary>The value of a <see cref="ColumnStorage.Double"/> column; 0 where it is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Double(int row, int ordinal) => _doubles[ordinal][row];

    /// <summary>The value of a <see cref="ColumnStorage.Text"/> column, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string? Text(int row, int ordinal) => _texts[ordinal][row];

    /// <summary>The value of a time column in UTC.</summary>
    public DateTime Time(int row, int ordinal) => new(Int64(row, ordinal), DateTimeKind.Utc);

    /// <summary>The values of a <see cref="ColumnStorage.Int64"/> column; 0 where they are null. Valid until the batch changes.</summary>
    public ReadOnlySpan<long> Int64s(int ordinal) => _longs[ordinal].AsSpan(0, Count);

    /// <summary>The values of a <see cref="ColumnStorage.Double"/> column; 0 where they are null. Valid until the batch changes.</summary>
    public ReadOnlySpan<double> Doubles(int ordinal) => _doubles[ordinal].AsSpan(0, Count);

    /// <summary>The values of a <see cref="ColumnStorage.Text"/> column. Valid until the batch changes.</summary>
    public ReadOnlySpan<string?> Texts(int ordinal) => _texts[ordinal].AsSpan(0, Count);

    /// <summary>Where a column that is no <see cref="ColumnStorage.Text"/> is null; empty for texts. Valid until the batch changes.</summary>
    public ReadOnlySpan<bool> Nulls(int ordinal) => _storage[ordinal] == ColumnStorage.Text ? [] : _nulls[ordinal].AsSpan(0, Count);

    public void SetNull(int row, int ordinal)
    {
        switch (_storage[ordinal])
        {
            case ColumnStorage.Text:
                _texts[ordinal][row] = null;
                return;
            case ColumnStorage.Double:
                _doubles[ordinal][row] = 0;
                break;
            default:
                _longs[ordinal][row] = 0;
                break;
        }

        _nulls[ordinal][row] = true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int row, int ordinal, long value)
    {
        Debug.Assert((uint)row < (uint)Count, "There is no such row.");
        _longs[ordinal][row] = value;
        _nulls[ordinal][row] = false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int row, int ordinal, double value)
    {
        Debug.Assert((uint)row < (uint)Count, "There is no such row.");
        _doubles[ordinal][row] = value;
        _nulls[ordinal][row] = false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int row, int ordinal, string? value)
    {
        Debug.Assert((uint)row < (uint)Count, "There is no such row.");
        _texts[ordinal][row] = value;
    }

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
        Append(other, row, 1);
        return Count - 1;
    }

    /// <summary>Copies rows of a batch of the same dataset to the end of this one, column by column.</summary>
    public void Append(RowBatch other, int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, other.Count);
        Reserve(Count + count);
        for (int ordinal = 0; ordinal < _storage.Length; ordinal++)
        {
            switch (_storage[ordinal])
            {
                case ColumnStorage.Text:
                    Array.Copy(other._texts[ordinal], first, _texts[ordinal], Count, count);
                    continue;
                case ColumnStorage.Double:
                    Array.Copy(other._doubles[ordinal], first, _doubles[ordinal], Count, count);
                    break;
                default:
                    Array.Copy(other._longs[ordinal], first, _longs[ordinal], Count, count);
                    break;
            }

            Array.Copy(other._nulls[ordinal], first, _nulls[ordinal], Count, count);
        }

        Count += count;
    }

    /// <summary>Whether a cell surely holds what the one in the row before does; texts that are equal but not the same object may be told apart.</summary>
    /// <param name="row">1 at least.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool RepeatsAbove(int row, int ordinal) => _storage[ordinal] switch
    {
        ColumnStorage.Text => ReferenceEquals(_texts[ordinal][row], _texts[ordinal][row - 1]),
        ColumnStorage.Double => _nulls[ordinal][row] == _nulls[ordinal][row - 1] && IsSame(_doubles[ordinal][row], _doubles[ordinal][row - 1]),
        _ => _nulls[ordinal][row] == _nulls[ordinal][row - 1] && _longs[ordinal][row] == _longs[ordinal][row - 1],
    };

    /// <summary>Whether a cell has the very text object that the one of another row has; false in columns of other kinds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsSameText(int row, int other, int ordinal) =>
        _storage[ordinal] == ColumnStorage.Text && ReferenceEquals(_texts[ordinal][row], _texts[ordinal][other]);

    /// <summary>Whether a number is below zero; null is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNegative(int row, int ordinal) => _storage[ordinal] == ColumnStorage.Double ? _doubles[ordinal][row] < 0 : _longs[ordinal][row] < 0;

    /// <summary>Whether two cells of one column hold the same value: doubles as numbers, texts character for character.</summary>
    public bool CellEquals(int row, RowBatch other, int otherRow, int ordinal)
    {
        if (IsNull(row, ordinal) || other.IsNull(otherRow, ordinal))
        {
            return IsNull(row, ordinal) == other.IsNull(otherRow, ordinal);
        }

        return _storage[ordinal] switch
        {
            ColumnStorage.Text => string.Equals(_texts[ordinal][row], other.Text(otherRow, ordinal), StringComparison.Ordinal),
            ColumnStorage.Double => _doubles[ordinal][row].Equals(other.Double(otherRow, ordinal)),
            _ => Int64(row, ordinal) == other.Int64(otherRow, ordinal),
        };
    }

    /// <summary>Behind the last row all cells are null, so that <see cref="AddRow"/> has nothing to do.</summary>
    private void Cut(int rows)
    {
        for (int ordinal = 0; ordinal < _storage.Length; ordinal++)
        {
            switch (_storage[ordinal])
            {
                case ColumnStorage.Text:
                    Array.Clear(_texts[ordinal], rows, Count - rows);
                    continue;
                case ColumnStorage.Double:
                    Array.Clear(_doubles[ordinal], rows, Count - rows);
                    break;
                default:
                    Array.Clear(_longs[ordinal], rows, Count - rows);
                    break;
            }

            _nulls[ordinal].AsSpan(rows, Count - rows).Fill(true);
        }

        Count = rows;
    }

    private static bool IsSame(double one, double other) => BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(other);

    private void Reserve(int rows)
    {
        if (rows > _capacity)
        {
            // By half: what a page's last growth makes too much of, each batch of a run has.
            Grow(Math.Max(rows, _capacity + (_capacity / 2)));
        }
    }

    private void Grow(int capacity)
    {
        for (int ordinal = 0; ordinal < _storage.Length; ordinal++)
        {
            switch (_storage[ordinal])
            {
                case ColumnStorage.Text:
                    Array.Resize(ref _texts[ordinal], capacity);
                    continue;
                case ColumnStorage.Double:
                    Array.Resize(ref _doubles[ordinal], capacity);
                    break;
                default:
                    Array.Resize(ref _longs[ordinal], capacity);
                    break;
            }

            Array.Resize(ref _nulls[ordinal], capacity);
            _nulls[ordinal].AsSpan(_capacity).Fill(true);
        }

        _capacity = capacity;
    }
}
