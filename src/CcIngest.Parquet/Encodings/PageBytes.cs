using System.Buffers.Binary;

namespace CcIngest.Parquet;

/// <summary>The bytes of a page's values, read front to back; to ask for more than there is says that the page is damaged.</summary>
internal sealed class PageBytes(byte[] bytes, int start, int end)
{
    private int _position = start;

    public int Left => end - _position;

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Left)
        {
            throw new ParquetException("The page ends before its values do.");
        }

        ReadOnlySpan<byte> taken = bytes.AsSpan(_position, count);
        _position += count;
        return taken;
    }

    /// <summary>What follows, without taking it.</summary>
    public ReadOnlySpan<byte> Rest => bytes.AsSpan(_position, Left);

    /// <summary>A part of its own.</summary>
    public PageBytes Part(int count)
    {
        int from = _position;
        Take(count);
        return new PageBytes(bytes, from, from + count);
    }

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public byte Byte() => Take(1)[0];

    public ulong VarInt()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new ParquetException("A number of the page has more than ten bytes.");
    }

    public long ZigZag()
    {
        ulong value = VarInt();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }
}
