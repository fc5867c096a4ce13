using System.Buffers;
using System.Reflection;

namespace CcIngest.Parquet;

/// <summary>Writes row groups as they fill, and the footer at the end.</summary>
internal sealed class ParquetFileWriter : IParquetWriter
{
    private const int MostRows = 1_048_576;

    private readonly Stream _stream;
    private readonly ParquetWriterOptions _options;
    private readonly ColumnBuffer[] _columns;
    private readonly List<RowGroup> _groups = [];
    private long _written;
    private int _open;

    public ParquetFileWriter(Stream stream, IReadOnlyList<ParquetColumn> columns, ParquetWriterOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(columns.DistinctBy(column => column.Name).Count(), columns.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RowGroupRows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.RowGroupRows, MostRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PageRows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.PageRows, MostRows);
        (_stream, _options) = (stream, options);
        _columns = [.. columns.Select((column, index) => ColumnBuffer.Of(column, index, options))];
        Put(ParquetFileReader.Magic);
    }

    public long Rows { get; private set; }

    public void Write(IParquetColumns rows)
    {
        for (int start = 0; start < rows.Count;)
        {
            int count = Math.Min(rows.Count - start, _options.RowGroupRows - _open);
            for (int column = 0; column < _columns.Length; column++)
            {
                ReadOnlySpan<bool> nulls = _columns[column].Form.Column.Storage == ParquetStorage.Text ? [] : rows.Nulls(column);
                _columns[column].Add(rows, nulls, start, count);
            }

            start += count;
            Rows += count;
            _open += count;
            if (_open == _options.RowGroupRows)
            {
                WriteGroup();
            }
        }
    }

    public void Finish()
    {
        if (_open > 0)
        {
            WriteGroup();
        }

        FileFooter footer = new()
        {
            Schema =
            [
                new SchemaNode { Name = "schema", Children = _columns.Length },
                .. _columns.Select(column => column.Form.Node),
            ],
            Rows = Rows,
            RowGroups = _groups,
            Metadata = _options.Metadata,
            CreatedBy = $"CcIngest version {typeof(ParquetFileWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}",
        };
        ArrayBufferWriter<byte> output = new();
        FooterWriter.Write(new CompactWriter(output), footer);
        ParquetBytes.WriteInt32(output, output.WrittenCount);
        output.Write(ParquetFileReader.Magic);
        Put(output.WrittenSpan);
    }

    public void Dispose()
    {
        // The stream is the caller's, and nothing else is held.
    }

    private void WriteGroup()
    {
        EncodedChunk[] encoded = new EncodedChunk[_columns.Length];
        Parallel.For(0, _columns.Length, new ParallelOptions { MaxDegreeOfParallelism = _options.Concurrency }, column => encoded[column] = _columns[column].Encode());
        List<ColumnChunk> chunks = [];
        foreach (EncodedChunk column in encoded)
        {
            bool hasDictionary = column.Chunk.DataOffset > 0;
            chunks.Add(column.Chunk with { DataOffset = _written + column.Chunk.DataOffset, DictionaryOffset = hasDictionary ? _written : 0 });
            Put(column.Bytes.Span);
        }

        _groups.Add(new RowGroup { Rows = _open, Columns = chunks });
        _open = 0;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _written += bytes.Length;
    }
}
