using System.Buffers;
using System.Numerics;

namespace CcIngest.Parquet;

/// <summary>Writes small numbers as runs of equal ones and packs of eight.</summary>
internal static class RunLengthWriter
{
    private const int Pack = 8;

    /// <summary>The bits that the largest number needs; at least one, because some readers know no zero.</summary>
    public static int WidthOf(int largest) => Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)largest));

    public static void Write(ReadOnlySpan<int> values, int width, ArrayBufferWriter<byte> output)
    {
        int packedFrom = 0;
        int next = 0;
        while (next < values.Length)
        {
            int run = RunAt(values, next);
            int openPack = (next - packedFrom) % Pack;
            if (openPack == 0 && run >= Pack)
            {
                WritePacked(values[packedFrom..next], width, output);
                WriteRun(values[next], run, width, output);
                next += run;
                packedFrom = next;
            }
            else
            {
                // A pack is only left unfilled at the very end.
                next += Math.Min(run, Pack - openPack);
            }
        }

        WritePacked(values[packedFrom..], width, output);
    }

    private static int RunAt(ReadOnlySpan<int> values, int start)
    {
        int length = values[start..].IndexOfAnyExcept(values[start]);
        return length < 0 ? values.Length - start : length;
    }

    private static void WriteRun(int value, int count, int width, ArrayBufferWriter<byte> output)
    {
        ParquetBytes.WriteVarInt(output, (ulong)count << 1);
        int bytes = (width + 7) / 8;
        Span<byte> span = output.GetSpan(bytes);
        for (int i = 0; i < bytes; i++)
        {
            span[i] = (byte)(value >> (8 * i));
        }

        output.Advance(bytes);
    }

    private static void WritePacked(ReadOnlySpan<int> values, int width, ArrayBufferWriter<byte> output)
    {
        if (values.IsEmpty)
        {
            return;
        }

        int packs = (values.Length + Pack - 1) / Pack;
        ParquetBytes.WriteVarInt(output, ((ulong)packs << 1) | 1);
        int bytes = packs * width;
        Span<byte> span = output.GetSpan(bytes)[..bytes];
        span.Clear();
        ulong pending = 0;
        int bits = 0;
        int at = 0;
        foreach (int value in values)
        {
            pending |= (ulong)(uint)value << bits;
            bits += width;
            while (bits >= 8)
            {
                span[at++] = (byte)pending;
                pending >>= 8;
                bits -= 8;
            }
        }

        if (bits > 0)
        {
            span[at] = (byte)pending;
        }

        output.Advance(bytes);
    }
}
