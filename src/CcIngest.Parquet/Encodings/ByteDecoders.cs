namespace CcIngest.Parquet;

/// <summary>Reads values that are strings of bytes.</summary>
internal abstract class ByteDecoder
{
    /// <summary>The next value; valid until the one after it is asked for.</summary>
    public abstract ReadOnlySpan<byte> Next();
}

/// <summary>A length before each value.</summary>
internal sealed class PlainByteDecoder(PageBytes bytes) : ByteDecoder
{
    public override ReadOnlySpan<byte> Next() => bytes.Take(bytes.Int32());
}

/// <summary>All values are of one length.</summary>
internal sealed class FixedByteDecoder(PageBytes bytes, int length) : ByteDecoder
{
    public override ReadOnlySpan<byte> Next() => bytes.Take(length);
}

/// <summary>All lengths first, as differences, then all values.</summary>
internal sealed class DeltaLengthByteDecoder : ByteDecoder
{
    private readonly PageBytes _bytes;
    private readonly long[] _lengths;
    private int _next;

    /// <param name="most">Values that the page may have.</param>
    public DeltaLengthByteDecoder(PageBytes bytes, int most)
    {
        _bytes = bytes;
        _lengths = DeltaLengths.Read(bytes, most);
    }

    public override ReadOnlySpan<byte> Next()
    {
        long length = _next < _lengths.Length ? _lengths[_next++] : -1;
        return _bytes.Take(length is >= 0 and <= int.MaxValue ? (int)length : -1);
    }
}

/// <summary>How much of the value before comes again, then the rest. A long value that comes again and again makes much of few bytes: there is a bound.</summary>
internal sealed class DeltaByteDecoder : ByteDecoder
{
    private readonly long[] _prefixes;
    private readonly DeltaLengthByteDecoder _suffixes;
    private byte[] _value = new byte[64];
    private int _length;
    private int _next;
    private long _decoded;

    /// <param name="most">Values that the page may have.</param>
    public DeltaByteDecoder(PageBytes bytes, int most)
    {
        _prefixes = DeltaLengths.Read(bytes, most);
        _suffixes = new DeltaLengthByteDecoder(bytes, most);
    }

    public override ReadOnlySpan<byte> Next()
    {
        long prefix = _next < _prefixes.Length ? _prefixes[_next++] : -1;
        if (prefix < 0 || prefix > _length)
        {
            throw new ParquetException("A value of the page begins with more than the one before it has.");
        }

        ReadOnlySpan<byte> suffix = _suffixes.Next();
        int length = checked((int)prefix + suffix.Length);
        _decoded += length;
        if (_decoded > PageCodec.MaxPageBytes)
        {
            throw new ParquetException(FormattableString.Invariant($"The values of the page have more than {PageCodec.MaxPageBytes} bytes."));
        }

        if (length > _value.Length)
        {
            Array.Resize(ref _value, Math.Max(length, _value.Length * 2));
        }

        suffix.CopyTo(_value.AsSpan((int)prefix));
        _length = length;
        return _value.AsSpan(0, length);
    }
}

internal static class DeltaLengths
{
    /// <summary>All lengths are in memory at once, and equal ones take next to no bytes of the page. Writers end a page far earlier.</summary>
    private const int MostOfPage = 16 * 1024 * 1024;

    public static long[] Read(PageBytes bytes, int most)
    {
        DeltaDecoder decoder = new(bytes, is32: true);
        if (decoder.Count > most)
        {
            throw new ParquetException(FormattableString.Invariant($"The page has {decoder.Count} lengths for {most} values."));
        }

        if (decoder.Count > MostOfPage)
        {
            throw new ParquetException(FormattableString.Invariant($"A page of {decoder.Count} values is more than is taken into memory, {MostOfPage}."));
        }

        long[] lengths = new long[decoder.Count];
        decoder.Read(lengths);
        return lengths;
    }
}
