using System.Buffers;
using System.IO.Compression;

namespace CcIngest.Parquet;

/// <summary>Compresses and decompresses the bytes of a page.</summary>
internal static class PageCodec
{
    /// <summary>The largest page that is taken into memory.</summary>
    public const int MaxPageBytes = 512 * 1024 * 1024;

    /// <summary>Refuses a codec that is not read.</summary>
    public static void Require(ParquetCodec codec)
    {
        if (codec is not (ParquetCodec.Uncompressed or ParquetCodec.Snappy or ParquetCodec.Gzip or ParquetCodec.Brotli))
        {
            throw new ParquetException($"It is compressed by {codec.ToString().ToUpperInvariant()}, which is not read here; write it with SNAPPY, GZIP, BROTLI or none.");
        }
    }

    /// <summary>Refuses sizes that cannot be true, before memory is taken for them.</summary>
    public static void CheckSizes(ParquetCodec codec, long compressed, long uncompressed)
    {
        bool isPlausible = codec == ParquetCodec.Uncompressed
            ? compressed == uncompressed
            : uncompressed <= MaxPageBytes && (MostPerByte(codec) is not { } most || uncompressed <= (compressed + 1) * most);
        if (!isPlausible || compressed < 0 || uncompressed < 0 || compressed > MaxPageBytes)
        {
            throw new ParquetException(FormattableString.Invariant($"A page of {compressed} bytes cannot hold {uncompressed} bytes."));
        }
    }

    /// <summary>Fills <paramref name="output"/> exactly.</summary>
    public static void Decompress(ParquetCodec codec, byte[] input, int offset, int count, Span<byte> output)
    {
        switch (codec)
        {
            case ParquetCodec.Uncompressed:
                input.AsSpan(offset, count).CopyTo(output);
                break;
            case ParquetCodec.Snappy:
                Snappy.Decompress(input.AsSpan(offset, count), output);
                break;
            default:
                Inflate(codec, new MemoryStream(input, offset, count, writable: false), output);
                break;
        }
    }

    /// <summary>Adds the compressed bytes to the output.</summary>
    public static void Compress(ParquetCompression compression, ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> output)
    {
        if (compression == ParquetCompression.None)
        {
            output.Write(bytes);
            return;
        }

        using GZipStream gzip = new(new BufferStream(output), CompressionLevel.Fastest);
        gzip.Write(bytes);
    }

    /// <summary>What a compressed byte can become at most; null for Brotli, which has no bound: a few bytes are a page of equal values.</summary>
    private static long? MostPerByte(ParquetCodec codec) => codec switch
    {
        ParquetCodec.Snappy => 32,
        ParquetCodec.Gzip => 1_032,
        _ => null,
    };

    private static void Inflate(ParquetCodec codec, MemoryStream input, Span<byte> output)
    {
        try
        {
            using Stream inflating = codec == ParquetCodec.Gzip
                ? new GZipStream(input, CompressionMode.Decompress)
                : new BrotliStream(input, CompressionMode.Decompress);
            inflating.ReadExactly(output);
            if (inflating.ReadByte() >= 0)
            {
                throw new ParquetException(FormattableString.Invariant($"The page holds more than the {output.Length} bytes that its header says."));
            }
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException or InvalidOperationException)
        {
            throw new ParquetException($"The {codec.ToString().ToUpperInvariant()} data are damaged: {damaged.Message}", damaged);
        }
    }
}
