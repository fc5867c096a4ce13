using System.Buffers;

namespace CcIngest.Parquet;

/// <summary>The values of one column until its row group is full, and then its pages.</summary>
internal abstract class ColumnBuffer(ColumnForm form)
{
    public ColumnForm Form { get; } = form;

    public static ColumnBuffer Of(ParquetColumn column, int columnIndex, ParquetWriterOptions options)
    {
        ColumnForm form = ColumnForm.ToWrite(column);
        return column.Type switch
        {
            ParquetType.Double => new ColumnBuffer<double>(form, options, new DoubleEncoder(), rows => rows.Doubles(columnIndex)),
            ParquetType.Decimal => new ColumnBuffer<string>(form, options, new DecimalEncoder(column, form.Node.TypeLength), rows => rows.Texts(columnIndex)),
            ParquetType.Text or ParquetType.Json => new ColumnBuffer<string>(form, options, new TextEncoder(), rows => rows.Texts(columnIndex)),
            ParquetType.Boolean => new ColumnBuffer<long>(form, options, new BooleanEncoder(), rows => rows.Int64s(columnIndex)),
            ParquetType.Int32 => new ColumnBuffer<long>(form, options, new Int32Encoder(), rows => rows.Int64s(columnIndex)),
            _ => new ColumnBuffer<long>(form, options, new Int64Encoder(), rows => rows.Int64s(columnIndex)),
        };
    }

    /// <summary>Takes some rows over.</summary>
    public abstract void Add(IParquetColumns rows, ReadOnlySpan<bool> nulls, int start, int count);

    /// <summary>Makes the pages of what was taken over, and forgets it.</summary>
    public abstract EncodedChunk Encode();
}

/// <summary>The pages of a column in a row group, with offsets from their first byte.</summary>
internal sealed record EncodedChunk(ReadOnlyMemory<byte> Bytes, ColumnChunk Chunk);

/// <param name="values">The column of rows that are handed over.</param>
internal sealed class ColumnBuffer<T>(ColumnForm form, ParquetWriterOptions options, ValueEncoder<T> encoder, ColumnSpan<T> values) : ColumnBuffer(form)
    where T : notnull
{
    /// <summary>Of so many values at most one may be new to the dictionary, else the column is better off without.</summary>
    private const int DictionaryShare = 4;

    /// <summary>When half of so many values at the beginning are new, the others are too.</summary>
    private const int FirstLook = 4_096;

    private T[] _present = [];
    private int[] _levels = [];
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly ArrayBufferWriter<byte> _page = new();
    private readonly ArrayBufferWriter<byte> _compressed = new();
    private int[] _indexes = [];
    private int _count;
    private int _rows;

    public override void Add(IParquetColumns rows, ReadOnlySpan<bool> nulls, int start, int count)
    {
        Grow(_rows + count);
        ReadOnlySpan<T?> added = values(rows).Slice(start, count);
        int before = _count;
        for (int i = 0; i < count; i++)
        {
            bool isThere = added[i] is not null && (nulls.IsEmpty || !nulls[start + i]);
            _levels[_rows++] = isThere ? 1 : 0;
            if (isThere)
            {
                _present[_count++] = added[i]!;     // isThere has just said so
            }
        }

        if (!Form.Column.IsNullable && _count < _rows)
        {
            throw new ParquetException($"Column '{Form.Column.Name}': a value is missing, and the column is not nullable.");
        }

        try
        {
            encoder.Check(_present.AsSpan(before, _count - before));
        }
        catch (ParquetException wrong)
        {
            throw wrong.At($"Column '{Form.Column.Name}'");
        }
    }

    public override EncodedChunk Encode()
    {
        _output.ResetWrittenCount();
        int[]? indexes = options.UsesDictionary && encoder.TakesDictionary ? Index(out T[] dictionary) : NoIndex(out dictionary);
        long uncompressed = 0;
        if (indexes is not null)
        {
            _page.ResetWrittenCount();
            encoder.Write(dictionary, _page);
            uncompressed += Put(new PageHeader { Type = PageType.Dictionary, Values = dictionary.Length, Encoding = ParquetEncoding.Plain });
        }

        int dataOffset = _output.WrittenCount;
        int value = 0;
        for (int row = 0; row < _rows; row += options.PageRows)
        {
            Span<int> levels = _levels.AsSpan(row, Math.Min(options.PageRows, _rows - row));
            int count = levels.Count(1);
            _page.ResetWrittenCount();
            WriteLevels(levels);
            WriteValues(indexes, dictionary.Length, value, count);
            uncompressed += Put(new PageHeader
            {
                Type = PageType.Data, Values = levels.Length, Encoding = indexes is null ? ParquetEncoding.Plain : ParquetEncoding.RleDictionary,
            });
            value += count;
        }

        (byte[]? min, byte[]? max) = encoder.Bounds(_present.AsSpan(0, _count));
        ColumnChunk chunk = new()
        {
            Type = Form.Node.Type ?? default,
            Path = Form.Column.Name,
            Codec = options.Compression == ParquetCompression.Gzip ? ParquetCodec.Gzip : ParquetCodec.Uncompressed,
            Values = _rows,
            UncompressedSize = uncompressed,
            CompressedSize = _output.WrittenCount,
            DataOffset = dataOffset,
            Encodings = [.. indexes is null ? [] : new[] { ParquetEncoding.RleDictionary }, ParquetEncoding.Plain, ParquetEncoding.Rle],
            Statistics = new ColumnStatistics(_rows - _count, min, max),
        };

        // Texts of the row group are not to live on with the buffer.
        Array.Clear(_present, 0, _count);
        (_rows, _count) = (0, 0);
        return new EncodedChunk(_output.WrittenMemory, chunk);
    }

    /// <summary>Small files take little memory; a row group bounds it.</summary>
    private void Grow(int rows)
    {
        if (rows > _levels.Length)
        {
            int capacity = Math.Min(options.RowGroupRows, Math.Max(rows, 2 * _levels.Length));
            Array.Resize(ref _levels, capacity);
            Array.Resize(ref _present, capacity);
        }
    }

    private void WriteLevels(ReadOnlySpan<int> levels)
    {
        if (!Form.Column.IsNullable)
        {
            return;
        }

        ArrayBufferWriter<byte> runs = new(64);
        RunLengthWriter.Write(levels, 1, runs);
        ParquetBytes.WriteInt32(_page, runs.WrittenCount);
        _page.Write(runs.WrittenSpan);
    }

    private void WriteValues(int[]? indexes, int dictionaryLength, int start, int count)
    {
        if (indexes is null)
        {
            encoder.Write(_present.AsSpan(start, count), _page);
            return;
        }

        int width = RunLengthWriter.WidthOf(dictionaryLength - 1);
        _page.GetSpan(1)[0] = (byte)width;
        _page.Advance(1);
        RunLengthWriter.Write(indexes.AsSpan(start, count), width, _page);
    }

    /// <returns>Bytes of header and page, uncompressed.</returns>
    private long Put(PageHeader header)
    {
        _compressed.ResetWrittenCount();
        PageCodec.Compress(options.Compression, _page.WrittenSpan, _compressed);
        int before = _output.WrittenCount;
        (header with { UncompressedSize = _page.WrittenCount, CompressedSize = _compressed.WrittenCount }).Write(_output);
        long headerBytes = _output.WrittenCount - before;
        _output.Write(_compressed.WrittenSpan);
        return headerBytes + _page.WrittenCount;
    }

    /// <summary>Numbers the different values; null when there are too many of them.</summary>
    private int[]? Index(out T[] dictionary)
    {
        int most = _count / DictionaryShare;
        if (_indexes.Length < _count)
        {
            _indexes = new int[_levels.Length];
        }

        Dictionary<T, int> known = new(encoder.Equality);
        for (int value = 0; value < _count; value++)
        {
            if (!known.TryGetValue(_present[value], out int index))
            {
                index = known.Count;

                // Prices differ from the start: no need to look at all of them.
                if (index >= most || (value < FirstLook && index >= FirstLook / 2))
                {
                    return NoIndex(out dictionary);
                }

                known.Add(_present[value], index);
            }

            _indexes[value] = index;
        }

        dictionary = [.. known.Keys];
        return _count == 0 ? null : _indexes;
    }

    private static int[]? NoIndex(out T[] dictionary)
    {
        dictionary = [];
        return null;
    }
}

/// <summary>One column of some rows.</summary>
internal delegate ReadOnlySpan<T?> ColumnSpan<T>(IParquetColumns rows);
