namespace CcIngest.Parquet;

/// <summary>Reads one column, row group after row group.</summary>
internal abstract class ColumnCursor(ColumnForm form, int column, Stream stream)
{
    public ColumnForm Form { get; } = form;

    protected int Column { get; } = column;

    protected PageReader Pages { get; } = new(stream);

    public static ColumnCursor Of(ColumnForm form, int column, Stream stream) => form.Column.Storage switch
    {
        ParquetStorage.Double => new ColumnCursor<double>(form, column, stream, ValueDecoders.Doubles),
        ParquetStorage.Text => new ColumnCursor<string?>(form, column, stream, ValueDecoders.Texts),
        _ => new ColumnCursor<long>(form, column, stream, ValueDecoders.Int64s),
    };

    /// <summary>Goes to the chunk of a row group.</summary>
    public abstract void Open(ColumnChunk chunk);

    /// <summary>Fills the column's next rows, <see cref="ColumnValues.Count"/> of them.</summary>
    public abstract void Read(ColumnValues into);

    /// <summary>Sees to it that a row group had no more values than rows.</summary>
    public abstract void Close();

    /// <summary>Where the cursor stands, for messages.</summary>
    public string Place(int rowGroup) => FormattableString.Invariant($"column '{Form.Column.Name}', row group {rowGroup}, page at byte {Pages.Position}");
}

/// <param name="decoders">Makes the decoder for the values of a page.</param>
internal sealed class ColumnCursor<T>(ColumnForm form, int column, Stream stream, Func<ColumnForm, Page, ValueDecoder<T>> decoders)
    : ColumnCursor(form, column, stream)
{
    private readonly int[] _levels = new int[1_024];
    private T[]? _dictionary;
    private RunLengthReader? _defined;
    private ValueDecoder<T>? _values;
    private long _chunkLeft;
    private int _pageLeft;

    public override void Open(ColumnChunk chunk)
    {
        if (chunk.OtherFile is not null)
        {
            throw new ParquetException("Its pages lie in another file, which is not read.");
        }

        if (chunk.Type != Form.Node.Type)
        {
            throw new ParquetException($"It is {chunk.Type} here and {Form.Node.Type} in the schema.");
        }

        (_dictionary, _defined, _values, _pageLeft, _chunkLeft) = (null, null, null, 0, chunk.Values);
        Pages.Open(chunk);
    }

    public override void Read(ColumnValues into)
    {
        Span<T> values = into.Span<T>(Column);
        Span<bool> nulls = into.NullSpan(Column);
        while (!values.IsEmpty)
        {
            if (_pageLeft == 0)
            {
                NextPage();
                continue;
            }

            int count = Math.Min(_pageLeft, values.Length);
            Read(values[..count], nulls[..count]);
            _pageLeft -= count;
            values = values[count..];
            nulls = nulls[count..];
        }
    }

    public override void Close()
    {
        if (_pageLeft > 0 || _chunkLeft > 0)
        {
            throw new ParquetException("It has more values than the row group has rows.");
        }
    }

    private void Read(Span<T> values, Span<bool> nulls)
    {
        int present = values.Length;
        nulls.Clear();
        if (_defined is not null)
        {
            present = 0;
            for (int start = 0; start < nulls.Length; start += _levels.Length)
            {
                Span<int> part = _levels.AsSpan(0, Math.Min(_levels.Length, nulls.Length - start));
                _defined.Read(part);
                for (int i = 0; i < part.Length; i++)
                {
                    nulls[start + i] = (part[i] & 1) == 0;
                    present += part[i] & 1;
                }
            }
        }

        (_values ?? throw new ParquetException("A page has no values.")).Read(values[..present]);

        // What is there lies at the front: from the back, each goes to its row.
        for (int row = values.Length - 1; present <= row; row--)
        {
            values[row] = nulls[row] ? default! : values[--present];
        }
    }

    private void NextPage()
    {
        if (_chunkLeft == 0 || Pages.IsAtEnd)
        {
            throw new ParquetException("It has fewer values than the row group has rows.");
        }

        Page page = Pages.Next();
        switch (page.Header.Type)
        {
            case PageType.Dictionary:
                if (_dictionary is not null)
                {
                    throw new ParquetException("It has two dictionaries.");
                }

                ReadDictionary(page);
                break;
            case PageType.Data or PageType.DataV2:
                _chunkLeft -= page.Header.Values;
                _pageLeft = page.Header.Values;
                if (_chunkLeft < 0)
                {
                    throw new ParquetException("Its pages have more values than its metadata says.");
                }

                _defined = LevelsOf(page);
                _values = page.Header.Encoding is ParquetEncoding.PlainDictionary or ParquetEncoding.RleDictionary ? OfDictionary(page) : decoders(Form, page);
                break;
        }
    }

    private void ReadDictionary(Page page)
    {
        if (page.Header.Encoding is not (ParquetEncoding.Plain or ParquetEncoding.PlainDictionary))
        {
            throw new ParquetException($"Its dictionary is encoded by {page.Header.Encoding}, which is not read here.");
        }

        // A value takes a byte at least.
        if (page.Header.Values > page.Bytes.Left)
        {
            throw new ParquetException(FormattableString.Invariant($"A dictionary of {page.Header.Values} values has {page.Bytes.Left} bytes."));
        }

        T[] dictionary = new T[page.Header.Values];
        decoders(Form, page with { Header = page.Header with { Encoding = ParquetEncoding.Plain } }).Read(dictionary);
        _dictionary = dictionary;
    }

    private DictionaryDecoder<T> OfDictionary(Page page)
    {
        T[] dictionary = _dictionary ?? throw new ParquetException("A page asks for a dictionary that is not there.");

        // A page of nulls may have no byte at all.
        int width = page.Bytes.Left > 0 ? page.Bytes.Byte() : 0;
        return new DictionaryDecoder<T>(dictionary, new RunLengthReader(page.Bytes, width));
    }

    private RunLengthReader? LevelsOf(Page page)
    {
        if (page.Header.Type == PageType.DataV2)
        {
            page.Bytes.Take(page.Header.RepetitionBytes);
            PageBytes levels = page.Bytes.Part(page.Header.DefinitionBytes);
            return Form.Column.IsNullable ? new RunLengthReader(levels, 1) : null;
        }

        if (!Form.Column.IsNullable)
        {
            return null;
        }

        return page.Header.LevelEncoding == ParquetEncoding.Rle
            ? new RunLengthReader(page.Bytes.Part(page.Bytes.Int32()), 1)
            : throw new ParquetException($"Its levels are encoded by {page.Header.LevelEncoding}, which is not read here.");
    }
}
