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
    private readonly byte[] _number = new byte[9];

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
    public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    /// <summary>A cell is a byte that tells null from a value, then eight bytes of a number, or the length and the UTF-8 of a text.</summary>
    private void AddCell(RowBatch rows, int row, int ordinal)
    {
        _number[0] = rows.IsNull(row, ordinal) ? (byte)0 : (byte)1;
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

        BinaryPrimitives.WriteInt64LittleEndian(_number.AsSpan(1), value);
        _hash.AppendData(_number);
        if (text is not null)
        {
            _hash.AppendData(Encoding.UTF8.GetBytes(text));
        }
    }
}
