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

    private Dataset? _dataset;
    private Cell[] _cells = [];

    /// <summary>Of each column the last text or time, and where it stands: most rows of a page repeat their texts and their clocks.</summary>
    private Repeated[] _repeated = [];

    /// <summary>The day of the last time that was written, in days since the year 1, and its text.</summary>
    private long _day = -1;
    private readonly byte[] _dayText = new byte[DayLength];

    /// <param name="capacity">Bytes to begin with; it grows.</param>
    public LoadDataText(int capacity = 1 << 16) => _buffer = LargeBuffers.Rent(capacity);

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Adds one line with the given columns of a row.</summary>
    public void Append(RowBatch rows, int row, ReadOnlySpan<int> ordinals)
    {
        if (_dataset != rows.Dataset)
        {
            _dataset = rows.Dataset;
            _cells = [.. rows.Dataset.Columns.Select(column => new Cell(column.Kind, column.IsTime() ? column.Resolution() : 0))];
            _repeated = new Repeated[_cells.Length];
        }

        foreach (int ordinal in ordinals)
        {
            AppendCell(rows, row, ordinal);
            _buffer[Length++] = (byte)'\t';
        }

        _buffer[Length - 1] = (byte)'\n';
    }

    /// <summary>A view of what is written; good until the next <see cref="Append"/> or <see cref="Dispose"/>.</summary>
    public MemoryStream AsStream() => new(_buffer, 0, Length, writable: false);

    public void Dispose()
    {
        LargeBuffers.Return(_buffer);
        _buffer = [];
        Length = 0;
    }

    private void AppendCell(RowBatch rows, int row, int ordinal)
    {
        if (rows.IsNull(row, ordinal))
        {
            @"\N"u8.CopyTo(Room(2));
            Length += 2;
            return;
        }

        Cell cell = _cells[ordinal];
        switch (cell.Kind)
        {
            case ColumnKind.Double:
                // A text that reads back as the same double.
                double number = rows.Double(row, ordinal);
                if (!PlainNumber.TryWrite(number, Room(FixedCell), out int digits))
                {
                    number.TryFormat(Room(FixedCell), out digits, default, CultureInfo.InvariantCulture);
                }

                Length += digits;
                break;
            case ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds:
                AppendTime(rows.Int64(row, ordinal), cell.Resolution, ref _repeated[ordinal]);
                break;
            case ColumnKind.Int32 or ColumnKind.Int64 or ColumnKind.Boolean:
                Utf8Formatter.TryFormat(rows.Int64(row, ordinal), Room(FixedCell), out int written);
                Length += written;
                break;
            default:
                AppendText(rows.Text(row, ordinal)!, ref _repeated[ordinal]);
                break;
        }
    }

    private void AppendTime(long ticks, long resolution, ref Repeated last)
    {
        if (last.Length > 0 && last.Ticks == ticks)
        {
            Repeat(last);
            return;
        }

        int start = Length;
        Span<byte> room = Room(FixedCell);
        long day = ticks / TimeSpan.TicksPerDay;
        if (day == _day)
        {
            // Most times of a candle are of its own day.
            _dayText.CopyTo(room);
            Length += DayLength + SqlTime.WriteTimeOfDay(ticks, resolution, room[DayLength..]);
        }
        else
        {
            Length += SqlTime.Write(new DateTime(ticks, DateTimeKind.Utc), resolution, room);
            room[..DayLength].CopyTo(_dayText);
            _day = day;
        }

        last = new Repeated(null, ticks, start, Length - start);
    }

    private void AppendText(string text, ref Repeated last)
    {
        if (ReferenceEquals(last.Text, text))
        {
            Repeat(last);
            return;
        }

        int start = Length;
        Room(0);
        AppendText(text);
        last = new Repeated(text, 0, start, Length - start);
    }

    private void Repeat(in Repeated cell)
    {
        Span<byte> room = Room(cell.Length);
        _buffer.AsSpan(cell.Start, cell.Length).CopyTo(room);
        Length += cell.Length;
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

    /// <summary>What a column's cells are.</summary>
    /// <param name="Resolution">Of times, in ticks.</param>
    private readonly record struct Cell(ColumnKind Kind, long Resolution);

    /// <summary>A cell that is written: its value, and where its bytes are.</summary>
    private readonly record struct Repeated(string? Text, long Ticks, int Start, int Length);
}
