using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CcIngest.Parquet;

internal sealed class PlainInt64Decoder(PageBytes bytes) : ValueDecoder<long>
{
    public override void Read(Span<long> into)
    {
        ReadOnlySpan<byte> taken = bytes.Take(checked(into.Length * sizeof(long)));
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = BinaryPrimitives.ReadInt64LittleEndian(taken[(i * sizeof(long))..]);
        }
    }
}

internal sealed class PlainInt32Decoder(PageBytes bytes) : ValueDecoder<long>
{
    public override void Read(Span<long> into)
    {
        ReadOnlySpan<byte> taken = bytes.Take(checked(into.Length * sizeof(int)));
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = BinaryPrimitives.ReadInt32LittleEndian(taken[(i * sizeof(int))..]);
        }
    }
}

/// <summary>Times of older writers: nanoseconds of the day, then the Julian day. They come out as microseconds since 1970.</summary>
internal sealed class PlainInt96Decoder(PageBytes bytes) : ValueDecoder<long>
{
    private const int Size = 12;
    private const long JulianDayOf1970 = 2_440_588;
    private const long MicrosOfDay = 86_400_000_000;

    public override void Read(Span<long> into)
    {
        ReadOnlySpan<byte> taken = bytes.Take(checked(into.Length * Size));
        for (int i = 0; i < into.Length; i++)
        {
            long nanos = BinaryPrimitives.ReadInt64LittleEndian(taken[(i * Size)..]);
            long day = BinaryPrimitives.ReadUInt32LittleEndian(taken[((i * Size) + 8)..]);
            into[i] = ((day - JulianDayOf1970) * MicrosOfDay) + (nanos / 1_000);
        }
    }
}

/// <summary>Flags, a bit each.</summary>
internal sealed class PlainBooleanDecoder(PageBytes bytes) : ValueDecoder<long>
{
    private int _next;

    public override void Read(Span<long> into)
    {
        ReadOnlySpan<byte> bits = bytes.Rest;
        if ((long)_next + into.Length > bits.Length * 8L)
        {
            throw new ParquetException("The page ends before its values do.");
        }

        for (int i = 0; i < into.Length; i++, _next++)
        {
            into[i] = (bits[_next >> 3] >> (_next & 7)) & 1;
        }
    }
}

/// <summary>Flags as runs.</summary>
internal sealed class RunLengthBooleanDecoder(RunLengthReader runs) : ValueDecoder<long>
{
    public override void Read(Span<long> into)
    {
        int[] part = new int[Math.Min(into.Length, 1_024)];
        while (!into.IsEmpty)
        {
            int count = Math.Min(part.Length, into.Length);
            runs.Read(part.AsSpan(0, count));
            for (int i = 0; i < count; i++)
            {
                into[i] = part[i];
            }

            into = into[count..];
        }
    }
}

internal sealed class PlainDoubleDecoder(PageBytes bytes) : ValueDecoder<double>
{
    public override void Read(Span<double> into)
    {
        ReadOnlySpan<byte> taken = bytes.Take(checked(into.Length * sizeof(double)));
        if (BitConverter.IsLittleEndian)
        {
            taken.CopyTo(MemoryMarshal.AsBytes(into));
            return;
        }

        for (int i = 0; i < into.Length; i++)
        {
            into[i] = BinaryPrimitives.ReadDoubleLittleEndian(taken[(i * sizeof(double))..]);
        }
    }
}

internal sealed class PlainFloatDecoder(PageBytes bytes) : ValueDecoder<double>
{
    public override void Read(Span<double> into)
    {
        ReadOnlySpan<byte> taken = bytes.Take(checked(into.Length * sizeof(float)));
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = BinaryPrimitives.ReadSingleLittleEndian(taken[(i * sizeof(float))..]);
        }
    }
}
