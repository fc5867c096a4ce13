using System.Buffers.Binary;

namespace CcIngest.Sources;

/// <summary>A cheap hash of a short UTF-8 text: its length and its first and last eight bytes. The names of market data differ in these.</summary>
internal static class Utf8Hash
{
    /// <returns>Never negative.</returns>
    public static int Of(ReadOnlySpan<byte> text)
    {
        ulong head;
        ulong tail;
        if (text.Length >= 8)
        {
            head = BinaryPrimitives.ReadUInt64LittleEndian(text);
            tail = BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]);
        }
        else
        {
            head = 0;
            foreach (byte unit in text)
            {
                head = (head << 8) | unit;
            }

            tail = 0;
        }

        ulong hash = (head ^ ((ulong)text.Length << 56) ^ ulong.RotateLeft(tail, 23)) * 0x9E3779B97F4A7C15;
        return (int)(hash >> 33);
    }
}
