using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CcIngest.Model;

/// <summary>
/// A SHA-256 over rows in the order in which they are added (by key, so that two stores compare). The clocks of <see cref="ColumnRole"/> are left
/// out: two runs that stored the same data have the same hash.
/// </summary>
public sealed class RowHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Cells wait here: hashing them one by one costs five times as much.</summary>
    private readonly byte[] _pending = new byte[16_384];
    private int _count;

    public long Rows { get; private set; }

    public void Add(RowBatch rows)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            for (int ordinal = 0; ordinal < rows.Dataset.Columns.Count; ordinal++)
            {
                if (rows.Dataset.Columns[ordinal].Role == ColumnRole.Value)
                {
                    AddCell(rows, row, ordinal);
                }
            }
        }

        Rows += rows.Count;
    }

    /// <summary>The hash so far, as 64 hexadecimal digits.</summary>
    public override string ToString()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    public void Dispose() => _hash.Dispose();

    /// <summary>A cell is a byte that tells null from a value, then eight bytes of a number, or the length and the UTF-8 of a text.</summary>
    private void AddCell(RowBatch rows, int row, int ordinal)
    {
        bool isNull = rows.IsNull(row, ordinal);
        string? text = null;
        long value = 0;
        switch (rows.Dataset.Columns[ordinal].Storage)
        {
            case ColumnStorage.Text:
                text = rows.Text(row, ordinal);
                value = text is null ? 0 : Encoding.UTF8.GetByteCount(text);
                break;
            case ColumnStorage.Double:
                // Adding zero makes the negative zero the positive one: they are equal, and engines print them differently.
                value = BitConverter.DoubleToInt64Bits(rows.Double(row, ordinal) + 0.0);
                break;
            default:
                value = rows.Int64(row, ordinal);
                break;
        }

        const int Number = 9;
        if (_pending.Length - _count < Number + (text is null ? 0 : (int)value))
        {
            Flush();
        }

        _pending[_count] = isNull ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteInt64LittleEndian(_pending.AsSpan(_count + 1), value);
        _count += Number;
        if (text is null)
        {
            return;
        }

        if (value <= _pending.Length - _count)
        {
            _count += Encoding.UTF8.GetBytes(text, _pending.AsSpan(_count));
            return;
        }

        Flush();
        _hash.AppendData(Encoding.UTF8.GetBytes(text));
    }

    private void Flush()
    {
        _hash.AppendData(_pending, 0, _count);
        _count = 0;
    }
}
