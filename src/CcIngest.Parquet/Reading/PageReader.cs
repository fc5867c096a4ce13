namespace CcIngest.Parquet;

/// <summary>A page: its header and its bytes, decompressed.</summary>
/// <param name="Header">What stands before it.</param>
/// <param name="Bytes">Levels and values; valid until the next page is read.</param>
internal sealed record Page(PageHeader Header, PageBytes Bytes);

/// <summary>Reads the pages of a column's chunks from a file, one in memory at a time.</summary>
internal sealed class PageReader(Stream stream)
{
    /// <summary>Bytes that are read for a header at first; most are below a hundred, bounds of long texts make some larger.</summary>
    private const int FirstGuess = 1_024;

    private const int MaxHeader = 16 * 1_024 * 1_024;

    private byte[] _read = new byte[FirstGuess];
    private byte[] _page = [];
    private ColumnChunk _chunk = new();
    private long _next;
    private long _end;

    /// <summary>Where the page stands that was read last.</summary>
    public long Position { get; private set; }

    public bool IsAtEnd => _next >= _end;

    public void Open(ColumnChunk chunk)
    {
        PageCodec.Require(chunk.Codec);
        (_chunk, _next, Position) = (chunk, chunk.Start, chunk.Start);
        if (chunk.Start < ParquetFileReader.Magic.Length || chunk.CompressedSize < 0 || chunk.Start > stream.Length - chunk.CompressedSize)
        {
            throw new ParquetException(FormattableString.Invariant(
                $"Its {chunk.CompressedSize} bytes at {chunk.Start} do not lie within the file of {stream.Length}."));
        }

        _end = chunk.Start + chunk.CompressedSize;
    }

    public Page Next()
    {
        Position = _next;
        PageHeader header = ReadHeader(out int headerBytes);
        long dataAt = _next + headerBytes;
        if (header.CompressedSize < 0 || header.CompressedSize > _end - dataAt)
        {
            throw new ParquetException(FormattableString.Invariant($"A page of {header.CompressedSize} bytes reaches beyond its column."));
        }

        if (header.Values < 0 || header.Values > Math.Max(_chunk.Values, header.Type == PageType.Dictionary ? header.UncompressedSize : 0))
        {
            throw new ParquetException(FormattableString.Invariant($"A page of {header.Values} values in a column of {_chunk.Values} is not possible."));
        }

        Fill(dataAt, header.CompressedSize);
        _next = dataAt + header.CompressedSize;
        return new Page(header, Decompress(header));
    }

    private PageHeader ReadHeader(out int length)
    {
        for (int guess = FirstGuess; ; guess *= 16)
        {
            int count = (int)Math.Min(guess, _end - _next);
            Fill(_next, count);
            try
            {
                return PageHeader.Read(_read.AsSpan(0, count), out length);
            }
            catch (ParquetException wrong) when (wrong.IsTruncation && count == guess && guess < MaxHeader)
            {
                // The header is longer than the guess.
            }
        }
    }

    private PageBytes Decompress(PageHeader header)
    {
        // Levels of the second version lie before the values and are never compressed.
        int levels = header.Type == PageType.DataV2 ? header.DefinitionBytes + header.RepetitionBytes : 0;
        if (header.DefinitionBytes < 0 || header.RepetitionBytes < 0 || levels < 0 || levels > header.CompressedSize || levels > header.UncompressedSize)
        {
            throw new ParquetException("The levels of a page are longer than the page.");
        }

        bool isCompressed = _chunk.Codec != ParquetCodec.Uncompressed && header.IsCompressed && header.CompressedSize > levels;
        ParquetCodec codec = isCompressed ? _chunk.Codec : ParquetCodec.Uncompressed;
        PageCodec.CheckSizes(codec, header.CompressedSize - levels, header.UncompressedSize - levels);
        if (_page.Length < header.UncompressedSize)
        {
            _page = new byte[header.UncompressedSize];
        }

        _read.AsSpan(0, levels).CopyTo(_page);
        PageCodec.Decompress(codec, _read, levels, header.CompressedSize - levels, _page.AsSpan(levels, header.UncompressedSize - levels));
        return new PageBytes(_page, 0, header.UncompressedSize);
    }

    private void Fill(long at, int count)
    {
        if (_read.Length < count)
        {
            _read = new byte[count];
        }

        stream.Position = at;
        if (stream.ReadAtLeast(_read.AsSpan(0, count), count, throwOnEndOfStream: false) < count)
        {
            throw new ParquetException("The file ends within a page.");
        }
    }
}
