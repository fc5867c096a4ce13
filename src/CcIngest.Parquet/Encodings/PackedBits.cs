using System.Buffers.Binary;

namespace CcIngest.Parquet;

/// <summary>Numbers of a fixed count of bits, the lowest bits first.</summary>
internal static class PackedBits
{
    /// <param name="width">0 to 64.</param>
    public static ulong Get(ReadOnlySpan<byte> packed, int width, int index)
    {
        if (width == 0)
        {
            return 0;
        }

        long bit = (long)index * width;
        int first = (int)(bit >> 3);
        int shift = (int)(bit & 7);
        ulong value = Load(packed, first) >> shift;
        if (shift + width > 64)
        {
            value |= (ulong)packed[first + 8] << (64 - shift);
        }

        return width == 64 ? value : value & ((1UL << width) - 1);
    }

    private static ulong Load(ReadOnlySpan<byte> packed, int first)
    {
        if (packed.Length - first >= 8)
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(packed[first..]);
        }

        ulong value = 0;
        for (int i = packed.Length - 1; i >= first; i--)
        {
            value = (value << 8) | packed[i];
        }

        return value;
    }
}
