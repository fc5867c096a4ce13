using System.Buffers.Binary;

namespace CcIngest.Parquet;

/// <summary>Decompresses Snappy's raw format: a length, then literals and copies of what came before.</summary>
internal static class Snappy
{
    /// <summary>Fills <paramref name="output"/> exactly.</summary>
    public static void Decompress(ReadOnlySpan<byte> input, Span<byte> output)
    {
        int read = 0;
        ulong length = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = shift <= 28 && read < input.Length ? input[read++] : throw Damaged("it has no length");
            length |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                break;
            }
        }

        if (length != (ulong)output.Length)
        {
            throw Damaged(FormattableString.Invariant($"it holds {length} bytes, the page's header says {output.Length}"));
        }

        int written = 0;
        while (read < input.Length)
        {
            int tag = input[read++];
            if ((tag & 3) == 0)
            {
                int count = LiteralLength(tag >> 2, input, ref read);
                if (count > input.Length - read || count > output.Length - written)
                {
                    throw Damaged("a literal is longer than what is there");
                }

                input.Slice(read, count).CopyTo(output[written..]);
                read += count;
                written += count;
                continue;
            }

            (int length2, int offset) = CopyOf(tag, input, ref read);
            if (offset == 0 || offset > written || length2 > output.Length - written)
            {
                throw Damaged("a copy reaches beyond what is there");
            }

            Copy(output, written, offset, length2);
            written += length2;
        }

        if (written != output.Length)
        {
            throw Damaged("it ends too early");
        }
    }

    private static int LiteralLength(int code, ReadOnlySpan<byte> input, ref int read)
    {
        if (code < 60)
        {
            return code + 1;
        }

        int bytes = code - 59;
        if (bytes > input.Length - read)
        {
            throw Damaged("it ends within a length");
        }

        uint length = 0;
        for (int i = 0; i < bytes; i++)
        {
            length |= (uint)input[read++] << (8 * i);
        }

        return length < int.MaxValue ? (int)length + 1 : throw Damaged("a literal is longer than what is there");
    }

    private static (int Length, int Offset) CopyOf(int tag, ReadOnlySpan<byte> input, ref int read)
    {
        int bytes = (tag & 3) switch { 1 => 1, 2 => 2, _ => 4 };
        if (bytes > input.Length - read)
        {
            throw Damaged("it ends within a copy");
        }

        ReadOnlySpan<byte> offset = input.Slice(read, bytes);
        read += bytes;
        return (tag & 3) switch
        {
            1 => (((tag >> 2) & 7) + 4, ((tag >> 5) << 8) | offset[0]),
            2 => ((tag >> 2) + 1, BinaryPrimitives.ReadUInt16LittleEndian(offset)),
            _ => ((tag >> 2) + 1, BinaryPrimitives.ReadUInt32LittleEndian(offset) is var far && far <= int.MaxValue ? (int)far : 0),
        };
    }

    /// <summary>A copy may overlap what it writes: then the same bytes come again and again.</summary>
    private static void Copy(Span<byte> output, int to, int offset, int length)
    {
        if (offset >= length)
        {
            output.Slice(to - offset, length).CopyTo(output[to..]);
            return;
        }

        for (int i = 0; i < length; i++)
        {
            output[to + i] = output[to - offset + i];
        }
    }

    private static ParquetException Damaged(string what) => new($"The Snappy data are damaged: {what}.");
}
