using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// Rows as LOAD DATA reads them: fields end with a tab, lines with a line feed, UTF-8, <c>\N</c> for null. Written straight from a batch's columns
/// into one pooled buffer: no string and no object for each cell. Not safe for several threads.
/// </summary>
internal sealed class LoadDataText : IDisposable
{
    /// <summary>Room for any number or time: a double takes up to 24 bytes, a time 26.</summary>
    private const int FixedCell = 32;

    /// <summary>Behind each cell a tab or the line's end.</summary>
    private const int Separator = 1;

    /// <summary>Of a time as text, with the space behind it.</summary>
    private const int DayLength = 11;

    /// <summary>A char becomes three bytes of UTF-8 at most (a surrogate pair four for two).</summary>
    private const int BytesPerChar = 3;

    /// <summary>What means something to LOAD DATA inside a field. A carriage return does not.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create("\\\t\n\0");

    private byte[] _buffer;

    /// <summary>The day of the last time that was written, in days since the year 1, and its text.</summary>
    private long _day = -1;
    private readonly byte[] _dayText = new byte[DayLength];

    /// <param name="capacity">Bytes to begin with; it grows.</param>
    public LoadDataText(int capacity = 1 << 16) => _buffer = LargeBuffers.Rent(capacity);

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Adds a line for each row, with the given columns.</summary>
    public void Append(RowBatch rows, ReadOnlySpan<int> ordinals)
    {
        Cell[] cells = Plan(rows.Dataset, ordinals);
        for (int row = 0; row < rows.Count; row++)
        {
            for (int place = 0; place < cells.Length; place++)
            {
                ref Cell cell = ref cells[place];
                if (cell.Names > 1 && row > 0 && RepeatAbove(rows, row, cells, place))
                {
                    place += cell.Names - 1;
                    continue;
                }

                cell.CellStart = Length;
                AppendCell(rows, row, ref cell);
                cell.CellLength = Length - cell.CellStart;
                _buffer[Length++] = (byte)'\t';
            }

            _buffer[Length - 1] = (byte)'\n';
        }
    }

    /// <summary>A view of what is written; good until the next <see cref="Append"/> or <see cref="Dispose"/>.</summary>
    public MemoryStream AsStream() => new(_buffer, 0, Length, writable: false);

    public void Dispose()
    {
        LargeBuffers.Return(_buffer);
        _buffer = [];
        Length = 0;
    }

    private static Cell[] Plan(Dataset dataset, ReadOnlySpan<int> ordinals)
    {
        Cell[] cells = new Cell[ordinals.Length];
        for (int place = 0; place < cells.Length; place++)
        {
            Column column = dataset.Columns[ordinals[place]];
            bool isName = column.Kind is ColumnKind.Text or ColumnKind.LongText
                || (column.Kind is ColumnKind.Int32 or ColumnKind.Int64 && place > 0 && cells[place - 1].Names > 0);
            cells[place] = new Cell
            {
                Ordinal = ordinals[place],
                Kind = column.Kind,
                Resolution = column.IsTime() ? column.Resolution() : 0,
                Names = isName ? 1 : 0,
            };
        }

        for (int place = cells.Length - 2; place >= 0; place--)
        {
            cells[place].Names += cells[place].Names > 0 ? cells[place + 1].Names : 0;
        }

        return cells;
    }

    /// <summary>Where a row has the names of the one above, which most rows of a page have, they are written at once.</summary>
    /// <param name="first">The first of them.</param>
    /// <returns>False when one of them differs; then nothing is written.</returns>
    private bool RepeatAbove(RowBatch rows, int row, Cell[] cells, int first)
    {
        int last = first + cells[first].Names - 1;
        for (int place = first; place <= last; place++)
        {
            if (!rows.RepeatsAbove(row, cells[place].Ordinal))
            {
                return false;
            }
        }

        int start = cells[first].CellStart;
        int shift = Length - start;
        Repeat(start, cells[last].CellStart + cells[last].CellLength - start);
        for (int place = first; place <= last; place++)
        {
            cells[place].CellStart += shift;
        }

        _buffer[Length++] = (byte)'\t';
        return true;
    }

    private void AppendCell(RowBatch rows, int row, ref Cell cell)
    {
        if (rows.IsNull(row, cell.Ordinal))
        {
            @"\N"u8.CopyTo(Room(2));
            Length += 2;
            return;
        }

        switch (cell.Kind)
        {
            case ColumnKind.Double:
                // A text that reads back as the same double.
                double number = rows.Double(row, cell.Ordinal);
                if (!PlainNumber.TryWrite(number, Room(FixedCell), out int digits))
                {
                    number.TryFormat(Room(FixedCell), out digits, default, CultureInfo.InvariantCulture);
                }

                Length += digits;
                break;
            case ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds:
                AppendTime(rows.Int64(row, cell.Ordinal), ref cell);
                break;
            case ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Boolean:
                Utf8Formatter.TryFormat(rows.Int64(row, cell.Ordinal), Room(FixedCell), out int written);
                Length += written;
                break;
            default:
                AppendText(rows.Text(row, cell.Ordinal)!, ref cell);
                break;
        }
    }

    private void AppendTime(long ticks, ref Cell cell)
    {
        if (cell.LastLength > 0 && cell.LastTicks == ticks)
        {
            Repeat(cell.LastStart, cell.LastLength);
            return;
        }

        int start = Length;
        Span<byte> room = Room(FixedCell);
        long day = ticks / TimeSpan.TicksPerDay;
        if (day == _day)
        {
            // Most times of a candle are of its own day.
            _dayText.CopyTo(room);
            Length += DayLength + SqlTime.WriteTimeOfDay(ticks, cell.Resolution, room[DayLength..]);
        }
        else
        {
            Length += SqlTime.Write(new DateTime(ticks, DateTimeKind.Utc), cell.Resolution, room);
            room[..DayLength].CopyTo(_dayText);
            _day = day;
        }

        (cell.LastTicks, cell.LastStart, cell.LastLength) = (ticks, start, Length - start);
    }

    private void AppendText(string text, ref Cell cell)
    {
        if (ReferenceEquals(cell.LastText, text))
        {
            Repeat(cell.LastStart, cell.LastLength);
            return;
        }

        int start = Length;
        Room(0);
        AppendText(text);
        (cell.LastText, cell.LastStart, cell.LastLength) = (text, start, Length - start);
    }

    private void Repeat(int start, int length)
    {
        Span<byte> room = Room(length);
        _buffer.AsSpan(start, length).CopyTo(room);
        Length += length;
    }

    private void AppendText(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            int special = text.IndexOfAny(Special);
            ReadOnlySpan<char> plain = special < 0 ? text : text[..special];
            Length += Encoding.UTF8.GetBytes(plain, Room(plain.Length * BytesPerChar));
            if (special < 0)
            {
                return;
            }

            Put((byte)'\\');
            Put(text[special] switch
            {
                '\t' => (byte)'t',
                '\n' => (byte)'n',
                '\0' => (byte)'0',
                char backslash => (byte)backslash,
            });
            text = text[(special + 1)..];
        }
    }

    private void Put(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - Length < bytes + Separator)
        {
            Grow(bytes + Separator);
        }

        return _buffer.AsSpan(Length);
    }

    private void Grow(int bytes)
    {
        byte[] larger = LargeBuffers.Rent(Math.Max(_buffer.Length * 2, Length + bytes));
        Written.CopyTo(larger);
        LargeBuffers.Return(_buffer);
        _buffer = larger;
    }

    /// <summary>A column of the lines: what its cells are, and what was written of it last.</summary>
    private struct Cell
    {
        public int Ordinal;
        public ColumnKind Kind;

        /// <summary>Of times, in ticks.</summary>
        public long Resolution;

        /// <summary>
        /// How many cells from here on are names of the instrument and of what it is made of: texts, and the whole numbers that follow them. 0 where this one is
        /// none.
        /// </summary>
        public int Names;

        /// <summary>Where its cell of the row at hand is, or of the one above.</summary>
        public int CellStart;
        public int CellLength;

        /// <summary>The last text or time that was another than the one before: most rows of a page repeat their clocks.</summary>
        public string? LastText;
        public long LastTicks;
        public int LastStart;
        public int LastLength;
    }
}
