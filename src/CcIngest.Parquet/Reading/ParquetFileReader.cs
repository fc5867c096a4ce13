using System.Buffers.Binary;

namespace CcIngest.Parquet;

/// <summary>Reads a file by its footer, which is at its end.</summary>
internal sealed class ParquetFileReader : IParquetReader
{
    /// <summary>Bytes of the longest footer that is taken into memory; there it takes several times as much.</summary>
    private const int MaxFooterBytes = 64 * 1024 * 1024;

    private readonly Stream _stream;
    private readonly string _name;
    private readonly FileFooter _footer;
    private readonly IReadOnlyList<ColumnForm> _forms;

    private ParquetFileReader(Stream stream, string name, FileFooter footer)
    {
        (_stream, _name, _footer) = (stream, name, footer);
        _forms = FormsOf(footer.Schema);
        Columns = [.. _forms.Select(form => form.Column)];
        RowGroups = [.. footer.RowGroups.Select(group => group.Rows)];
        if (footer.RowGroups.Any(group => group.Rows < 0) || RowGroups.Sum() != footer.Rows)
        {
            throw new ParquetException(FormattableString.Invariant($"The footer counts {footer.Rows} rows, its row groups {RowGroups.Sum()}."));
        }
    }

    /// <summary>What a file begins and ends with.</summary>
    public static ReadOnlySpan<byte> Magic => "PAR1"u8;

    public IReadOnlyList<ParquetColumn> Columns { get; }

    public long Rows => _footer.Rows;

    public IReadOnlyList<long> RowGroups { get; }

    public string CreatedBy => _footer.CreatedBy;

    public IReadOnlyDictionary<string, string> Metadata => _footer.Metadata;

    public static ParquetFileReader Open(Stream stream, string name)
    {
        try
        {
            return new ParquetFileReader(stream, name, ReadFooter(stream));
        }
        catch (Exception wrong) when (wrong is ParquetException or OverflowException)
        {
            stream.Dispose();
            throw (wrong as ParquetException ?? new ParquetException("The footer is damaged.", wrong)).At(name);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public IEnumerable<IParquetColumns> Read(IReadOnlyList<string> columns, int rowsAtOnce)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsAtOnce, 1);
        ColumnForm[] wanted = [.. columns.Select(Find)];
        ColumnCursor[] cursors = [.. wanted.Select((form, column) => ColumnCursor.Of(form, column, _stream))];
        ColumnValues values = new(wanted, (int)Math.Min(rowsAtOnce, Math.Max(Rows, 1)));
        for (int group = 0; group < _footer.RowGroups.Count; group++)
        {
            RowGroup rows = _footer.RowGroups[group];
            Each(cursors, group, cursor => cursor.Open(ChunkOf(rows, cursor.Form)));
            for (long left = rows.Rows; left > 0; left -= values.Count)
            {
                values.Count = (int)Math.Min(left, values.Capacity);
                Each(cursors, group, cursor => cursor.Read(values));
                yield return values;
            }

            Each(cursors, group, cursor => cursor.Close());
        }
    }

    public void Dispose() => _stream.Dispose();

    private static FileFooter ReadFooter(Stream stream)
    {
        const int Tail = 8;
        if (stream.Length < Tail + Magic.Length)
        {
            throw new ParquetException(FormattableString.Invariant($"A file of {stream.Length} bytes is no Parquet file."));
        }

        Span<byte> tail = stackalloc byte[Tail];
        stream.Position = 0;
        stream.ReadExactly(tail[..Magic.Length]);
        bool hasHead = tail[..Magic.Length].SequenceEqual(Magic);
        stream.Position = stream.Length - Tail;
        stream.ReadExactly(tail);
        if (!tail[4..].SequenceEqual(Magic))
        {
            throw new ParquetException(tail[4..].SequenceEqual("PARE"u8)
                ? "The file is encrypted, which is not read here."
                : hasHead ? "The file begins as a Parquet file and ends without a footer: it was cut, or never finished." : "It is no Parquet file.");
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!hasHead || length <= 0 || length > stream.Length - Tail - Magic.Length)
        {
            throw new ParquetException(FormattableString.Invariant($"A footer of {length} bytes does not fit into a file of {stream.Length}."));
        }

        if (length > MaxFooterBytes)
        {
            throw new ParquetException(FormattableString.Invariant($"A footer of {length} bytes is more than is taken into memory, {MaxFooterBytes}."));
        }

        byte[] footer = new byte[length];
        stream.Position = stream.Length - Tail - length;
        stream.ReadExactly(footer);
        return FooterReader.Read(footer);
    }

    /// <summary>The columns at the root. What is below a group is skipped, and the group is one column that cannot be read.</summary>
    private static List<ColumnForm> FormsOf(IReadOnlyList<SchemaNode> schema)
    {
        if (schema.Count == 0 || schema[0].Type is not null)
        {
            throw new ParquetException("The footer has no schema.");
        }

        List<ColumnForm> forms = [];
        int next = 1;
        for (int child = 0; child < schema[0].Children; child++)
        {
            int start = next;
            for (long open = 1; open > 0; next++)
            {
                open += next < schema.Count ? Math.Max(schema[next].Children, 0) - 1 : throw new ParquetException("The schema in the footer is incomplete.");
            }

            forms.Add(ColumnForm.ToRead(schema[start]));
        }

        return forms.DistinctBy(form => form.Column.Name).Count() == forms.Count
            ? forms
            : throw new ParquetException("Two columns have the same name.");
    }

    private ColumnForm Find(string name)
    {
        ColumnForm form = _forms.FirstOrDefault(form => form.Column.Name == name)
            ?? throw new ParquetException($"{_name}: there is no column '{name}'.");
        return form.Column.Problem is { } problem ? throw new ParquetException($"{_name}: column '{name}' cannot be read: {problem}.") : form;
    }

    private static ColumnChunk ChunkOf(RowGroup rows, ColumnForm form)
    {
        ColumnChunk chunk = rows.Columns.FirstOrDefault(chunk => chunk.Path == form.Column.Name)
            ?? throw new ParquetException("The row group lacks it.");
        return chunk.Values == rows.Rows
            ? chunk
            : throw new ParquetException(FormattableString.Invariant($"It has {chunk.Values} values in a row group of {rows.Rows} rows."));
    }

    private void Each(ColumnCursor[] cursors, int group, Action<ColumnCursor> work)
    {
        foreach (ColumnCursor cursor in cursors)
        {
            try
            {
                work(cursor);
            }
            catch (Exception wrong) when (wrong is ParquetException or OverflowException or EndOfStreamException)
            {
                throw (wrong as ParquetException ?? new ParquetException("Its data are damaged.", wrong)).At($"{_name}, {cursor.Place(group)}");
            }
        }
    }
}
