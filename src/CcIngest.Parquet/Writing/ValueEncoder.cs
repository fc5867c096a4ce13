using System.Buffers;
using System.Numerics;
using System.Text;

namespace CcIngest.Parquet;

/// <summary>How the values of a type are written and compared. Used by several threads at once.</summary>
internal abstract class ValueEncoder<T>
{
    /// <summary>Tells values apart for a dictionary: two that are written alike are one.</summary>
    public virtual IEqualityComparer<T> Equality => EqualityComparer<T>.Default;

    /// <summary>Whether a dictionary can be worth its page.</summary>
    public virtual bool TakesDictionary => true;

    /// <summary>Writes values in the plain encoding.</summary>
    public abstract void Write(ReadOnlySpan<T> values, ArrayBufferWriter<byte> output);

    /// <summary>The smallest and the largest value as a footer has them; null where it has none.</summary>
    public abstract (byte[]? Min, byte[]? Max) Bounds(ReadOnlySpan<T> values);

    /// <summary>Refuses a value that its type does not hold.</summary>
    public virtual void Check(ReadOnlySpan<T> values)
    {
    }

    protected byte[] Plain(T value)
    {
        ArrayBufferWriter<byte> output = new(16);
        Write([value], output);
        return output.WrittenSpan.ToArray();
    }
}

/// <summary>Whole numbers of 64 bits, and times.</summary>
internal class Int64Encoder : ValueEncoder<long>
{
    public override void Write(ReadOnlySpan<long> values, ArrayBufferWriter<byte> output)
    {
        foreach (long value in values)
        {
            ParquetBytes.WriteInt64(output, value);
        }
    }

    public override (byte[]? Min, byte[]? Max) Bounds(ReadOnlySpan<long> values)
    {
        if (values.IsEmpty)
        {
            return (null, null);
        }

        (long min, long max) = (values[0], values[0]);
        foreach (long value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        return (Plain(min), Plain(max));
    }
}

internal sealed class Int32Encoder : Int64Encoder
{
    public override void Check(ReadOnlySpan<long> values)
    {
        foreach (long value in values)
        {
            if (value != (int)value)
            {
                throw new ParquetException(FormattableString.Invariant($"{value} does not fit 32 bits."));
            }
        }
    }

    public override void Write(ReadOnlySpan<long> values, ArrayBufferWriter<byte> output)
    {
        foreach (long value in values)
        {
            ParquetBytes.WriteInt32(output, (int)value);
        }
    }
}

internal sealed class BooleanEncoder : Int64Encoder
{
    public override bool TakesDictionary => false;

    public override void Check(ReadOnlySpan<long> values)
    {
        if (values.IndexOfAnyExcept(0, 1) is >= 0 and int wrong)
        {
            throw new ParquetException(FormattableString.Invariant($"{values[wrong]} is neither 0 nor 1."));
        }
    }

    public override void Write(ReadOnlySpan<long> values, ArrayBufferWriter<byte> output)
    {
        int bytes = (values.Length + 7) / 8;
        Span<byte> bits = output.GetSpan(bytes)[..bytes];
        bits.Clear();
        for (int i = 0; i < values.Length; i++)
        {
            bits[i >> 3] |= (byte)(values[i] << (i & 7));
        }

        output.Advance(bytes);
    }
}

internal sealed class DoubleEncoder : ValueEncoder<double>
{
    public override IEqualityComparer<double> Equality { get; } = EqualityComparer<double>.Create(
        (one, other) => BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(other),
        value => BitConverter.DoubleToInt64Bits(value).GetHashCode());

    public override void Write(ReadOnlySpan<double> values, ArrayBufferWriter<byte> output)
    {
        foreach (double value in values)
        {
            ParquetBytes.WriteInt64(output, BitConverter.DoubleToInt64Bits(value));
        }
    }

    public override (byte[]? Min, byte[]? Max) Bounds(ReadOnlySpan<double> values)
    {
        (double min, double max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values)
        {
            if (double.IsNaN(value))
            {
                return (null, null);        // it has no place in an order
            }

            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        // The two zeros are equal: bounds have the outer one.
        return values.IsEmpty ? (null, null) : (Plain(min == 0 ? -0.0 : min), Plain(max == 0 ? 0.0 : max));
    }
}

internal sealed class TextEncoder : ValueEncoder<string>
{
    /// <summary>Bytes of a bound; a longer one is left away rather than cut.</summary>
    private const int MaxBound = 256;

    public override void Check(ReadOnlySpan<string> values)
    {
        foreach (string value in values)
        {
            for (int i = value.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < value.Length; i++)
            {
                if (char.IsSurrogate(value[i]) && (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[++i])))
                {
                    throw new ParquetException("A text has half a surrogate pair, which UTF-8 does not hold.");
                }
            }
        }
    }

    public override void Write(ReadOnlySpan<string> values, ArrayBufferWriter<byte> output)
    {
        foreach (string value in values)
        {
            Span<byte> span = output.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(value.Length));
            int bytes = Encoding.UTF8.GetBytes(value, span[sizeof(int)..]);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(span, bytes);
            output.Advance(sizeof(int) + bytes);
        }
    }

    public override (byte[]? Min, byte[]? Max) Bounds(ReadOnlySpan<string> values)
    {
        if (values.IsEmpty)
        {
            return (null, null);
        }

        (string min, string max) = (values[0], values[0]);
        foreach (string value in values)
        {
            min = Compare(value, min) < 0 ? value : min;
            max = Compare(value, max) > 0 ? value : max;
        }

        byte[] low = Encoding.UTF8.GetBytes(min);
        byte[] high = Encoding.UTF8.GetBytes(max);
        return low.Length > MaxBound || high.Length > MaxBound ? (null, null) : (low, high);
    }

    /// <summary>The order of UTF-8 bytes; that of UTF-16 puts characters beyond the first plane before some of it.</summary>
    private static int Compare(string one, string other)
    {
        int common = one.AsSpan().CommonPrefixLength(other);
        if (common == one.Length || common == other.Length)
        {
            return one.Length.CompareTo(other.Length);
        }

        (char left, char right) = (one[common], other[common]);
        return char.IsSurrogate(left) == char.IsSurrogate(right) ? left.CompareTo(right) : char.IsSurrogate(left) ? 1 : -1;
    }
}

internal sealed class DecimalEncoder(ParquetColumn column, int bytes) : ValueEncoder<string>
{
    public override void Check(ReadOnlySpan<string> values)
    {
        foreach (string value in values)
        {
            DecimalText.Parse(value, column);
        }
    }

    public override void Write(ReadOnlySpan<string> values, ArrayBufferWriter<byte> output)
    {
        foreach (string value in values)
        {
            Put(DecimalText.Parse(value, column), output.GetSpan(bytes)[..bytes]);
            output.Advance(bytes);
        }
    }

    public override (byte[]? Min, byte[]? Max) Bounds(ReadOnlySpan<string> values)
    {
        BigInteger? min = null;
        BigInteger? max = null;
        foreach (string value in values)
        {
            BigInteger number = DecimalText.Parse(value, column);
            min = min is null || number < min ? number : min;
            max = max is null || number > max ? number : max;
        }

        return min is { } low && max is { } high ? (Bytes(low), Bytes(high)) : (null, null);
    }

    private byte[] Bytes(BigInteger value)
    {
        byte[] result = new byte[bytes];
        Put(value, result);
        return result;
    }

    /// <summary>Two's complement, the highest byte first, filled up with the sign.</summary>
    private static void Put(BigInteger value, Span<byte> into)
    {
        int length = value.GetByteCount();
        into.Fill(value.Sign < 0 ? (byte)0xFF : (byte)0);
        value.TryWriteBytes(into[(into.Length - length)..], out _, isBigEndian: true);
    }
}
