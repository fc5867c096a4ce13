using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// Rows in the binary format of COPY: a header, for each row the number of its fields and for each field its length and bytes, a trailer. Written
/// straight from a batch's columns into one pooled buffer: no string and no object for each cell. Not safe for several threads.
/// </summary>
internal sealed class CopyRows : IDisposable
{
    /// <summary>Length and bytes of any number, flag or time.</summary>
    private const int FixedCell = 12;

    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private Dataset? _dataset;
    private ColumnKind[] _kinds = [];
    private byte[] _buffer;
    private int _length;

    /// <param name="capacity">Bytes to begin with; it grows.</param>
    public CopyRows(int capacity = 1 << 16)
    {
        _buffer = LargeBuffers.Rent(capacity);
        // Signature, flags, length of the header's extension: none.
        ReadOnlySpan<byte> header = [.. "PGCOPY\n"u8, 0xff, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
        header.CopyTo(Room(header.Length));
        _length = header.Length;
    }

    /// <summary>What is written and not yet cleared; good until the next call.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Adds one row, all columns in table order.</summary>
    public void Append(RowBatch rows, int row)
    {
        if (_dataset != rows.Dataset)
        {
            _dataset = rows.Dataset;
            _kinds = [.. rows.Dataset.Columns.Select(column => column.Kind)];
        }

        PutInt16((short)_kinds.Length);
        for (int ordinal = 0; ordinal < _kinds.Length; ordinal++)
        {
            AppendCell(rows, row, ordinal, _kinds[ordinal]);
        }
    }

    /// <summary>Adds the trailer.</summary>
    public void End() => PutInt16(-1);

    /// <summary>Forgets what was written, when it has been sent.</summary>
    public void Clear() => _length = 0;

    public void Dispose()
    {
        LargeBuffers.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void AppendCell(RowBatch rows, int row, int ordinal, ColumnKind kind)
    {
        if (rows.IsNull(row, ordinal))
        {
            PutInt32(-1);
            return;
        }

        switch (kind)
        {
            case ColumnKind.Double:
                PutInt32(sizeof(double));
                BinaryPrimitives.WriteDoubleBigEndian(Room(FixedCell), rows.Double(row, ordinal));
                _length += sizeof(double);
                break;
            case ColumnKind.Int64:
                PutInt32(sizeof(long));
                PutInt64(rows.Int64(row, ordinal));
                break;
            case ColumnKind.Int32:
                PutInt32(sizeof(int));
                PutInt32((int)rows.Int64(row, ordinal));
                break;
            case ColumnKind.Boolean:
                PutInt32(1);
                Room(1)[0] = (byte)rows.Int64(row, ordinal);
                _length++;
                break;
            case ColumnKind.DateTime or ColumnKind.DateTimeMicroseconds:
                // Microseconds; the division rounds towards the past before 2000 too, because times have no finer part by now.
                PutInt32(sizeof(long));
                PutInt64((rows.Int64(row, ordinal) - Epoch) / TimeSpan.TicksPerMicrosecond);
                break;
            case ColumnKind.Decimal:
                NumericCell.Write(rows.Text(row, ordinal)!, this);
                break;
            default:
                PutText(rows.Text(row, ordinal)!);
                break;
        }
    }

    private void PutText(string text)
    {
        Span<byte> room = Room(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        int bytes = Encoding.UTF8.GetBytes(text, room[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(room, bytes);
        _length += sizeof(int) + bytes;
    }

    internal void PutInt16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Room(sizeof(short)), value);
        _length += sizeof(short);
    }

    internal void PutInt32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Room(sizeof(int)), value);
        _length += sizeof(int);
    }

    private void PutInt64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Room(sizeof(long)), value);
        _length += sizeof(long);
    }

    /// <summary>The unused end of the buffer, so many bytes of it at least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Grow(bytes);
        }

        return _buffer.AsSpan(_length);
    }

    private void Grow(int bytes)
    {
        byte[] larger = LargeBuffers.Rent(Math.Max(_buffer.Length * 2, _length + bytes));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        LargeBuffers.Return(_buffer);
        _buffer = larger;
    }
}

/// <summary>An exact decimal as PostgreSQL's <c>numeric</c> has it: groups of four decimal digits around the point, a sign, the digits to show.</summary>
internal static class NumericCell
{
    private const int GroupDigits = 4;
    private const short Negative = 0x4000;

    /// <param name="text">Canonical: an optional minus, digits, digits behind a point.</param>
    public static void Write(ReadOnlySpan<char> text, CopyRows rows)
    {
        bool isNegative = text.StartsWith("-");
        ReadOnlySpan<char> digits = isNegative ? text[1..] : text;
        int point = digits.IndexOf('.');
        ReadOnlySpan<char> whole = (point < 0 ? digits : digits[..point]).TrimStart('0');
        ReadOnlySpan<char> fraction = point < 0 ? [] : digits[(point + 1)..];
        int wholeGroups = (whole.Length + GroupDigits - 1) / GroupDigits;
        Span<short> groups = stackalloc short[wholeGroups + ((fraction.Length + GroupDigits - 1) / GroupDigits)];
        for (int i = 0; i < whole.Length; i++)
        {
            ref short group = ref groups[wholeGroups - 1 - ((whole.Length - 1 - i) / GroupDigits)];
            group = (short)((group * 10) + (whole[i] - '0'));
        }

        for (int i = 0; i < (groups.Length - wholeGroups) * GroupDigits; i++)
        {
            ref short group = ref groups[wholeGroups + (i / GroupDigits)];
            group = (short)((group * 10) + (i < fraction.Length ? fraction[i] - '0' : 0));
        }

        int weight = wholeGroups - 1;
        while (groups.Length > 0 && groups[0] == 0)
        {
            groups = groups[1..];
            weight--;
        }

        while (groups.Length > 0 && groups[^1] == 0)
        {
            groups = groups[..^1];
        }

        rows.PutInt32((4 + groups.Length) * sizeof(short));
        rows.PutInt16((short)groups.Length);
        rows.PutInt16((short)(groups.Length == 0 ? 0 : weight));
        rows.PutInt16(isNegative && groups.Length > 0 ? Negative : (short)0);
        rows.PutInt16((short)fraction.Length);
        foreach (short group in groups)
        {
            rows.PutInt16(group);
        }
    }
}
