namespace CcIngest.Parquet;

/// <summary>Whole numbers as differences to the one before, packed by blocks.</summary>
internal sealed class DeltaDecoder : ValueDecoder<long>
{
    /// <summary>Writers use blocks of 128 values; a thousand times that is no file of theirs.</summary>
    private const ulong MaxBlock = 131_072;

    private readonly PageBytes _bytes;
    private readonly bool _is32;
    private readonly int _miniblocks;
    private readonly long[] _values;
    private readonly byte[] _widths;
    private long _minDelta;
    private long _last;
    private long _toUnpack;
    private int _next;
    private int _ready;
    private int _miniblock;

    /// <param name="is32">Whether the numbers are of 32 bits: then sums wrap there.</param>
    public DeltaDecoder(PageBytes bytes, bool is32)
    {
        (_bytes, _is32) = (bytes, is32);
        ulong block = bytes.VarInt();
        ulong miniblocks = bytes.VarInt();
        ulong count = bytes.VarInt();
        if (block is 0 or > MaxBlock || block % 128 != 0 || miniblocks is 0 || miniblocks > block / 32 || block % miniblocks != 0
            || block / miniblocks % 32 != 0 || count > int.MaxValue)
        {
            throw new ParquetException(FormattableString.Invariant($"Blocks of {block} values in {miniblocks} parts, {count} values in all, are not possible."));
        }

        Count = (int)count;
        _last = bytes.ZigZag();

        // The first value stands in the head; a block has a byte at least for its smallest difference, and one for the width of each part.
        ulong blocks = count > 1 ? (count - 2 + block) / block : 0;
        if (blocks * (1 + miniblocks) > (ulong)bytes.Left)
        {
            throw new ParquetException(FormattableString.Invariant($"{bytes.Left} bytes of a page cannot hold {count} values."));
        }

        _miniblocks = (int)miniblocks;
        _widths = new byte[_miniblocks];
        _miniblock = _miniblocks;
        _values = new long[(int)(block / miniblocks)];
        _values[0] = _last;
        _ready = Math.Min(Count, 1);
        _toUnpack = Count - _ready;
    }

    /// <summary>All values, by the page's own word.</summary>
    public int Count { get; }

    public override void Read(Span<long> into)
    {
        while (!into.IsEmpty)
        {
            if (_next == _ready)
            {
                Unpack();
            }

            int count = Math.Min(into.Length, _ready - _next);
            _values.AsSpan(_next, count).CopyTo(into);
            _next += count;
            into = into[count..];
        }
    }

    private void Unpack()
    {
        if (_toUnpack == 0)
        {
            throw new ParquetException("The page ends before its values do.");
        }

        if (_miniblock == _miniblocks)
        {
            _minDelta = _bytes.ZigZag();
            _bytes.Take(_miniblocks).CopyTo(_widths);
            _miniblock = 0;
        }

        int width = _widths[_miniblock++];
        if (width > 64)
        {
            throw new ParquetException(FormattableString.Invariant($"Differences of {width} bits are not possible."));
        }

        ReadOnlySpan<byte> packed = _bytes.Take(_values.Length * width / 8);
        _ready = (int)Math.Min(_toUnpack, _values.Length);
        for (int i = 0; i < _ready; i++)
        {
            _last = unchecked(_last + _minDelta + (long)PackedBits.Get(packed, width, i));
            _values[i] = _last = _is32 ? (int)_last : _last;
        }

        _toUnpack -= _ready;
        _next = 0;
    }
}
