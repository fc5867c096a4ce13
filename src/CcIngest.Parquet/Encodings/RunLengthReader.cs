namespace CcIngest.Parquet;

/// <summary>Reads small numbers from runs of equal ones and packs of eight.</summary>
internal sealed class RunLengthReader
{
    private readonly PageBytes _bytes;
    private readonly int _width;
    private PageBytes? _packed;
    private int _left;
    private int _index;
    private int _value;

    /// <param name="width">Bits of a number, 0 to 32.</param>
    public RunLengthReader(PageBytes bytes, int width)
    {
        if (width is < 0 or > 32)
        {
            throw new ParquetException(FormattableString.Invariant($"Numbers of {width} bits are not possible here."));
        }

        (_bytes, _width) = (bytes, width);
    }

    public void Read(Span<int> into)
    {
        while (!into.IsEmpty)
        {
            if (_left == 0)
            {
                NextRun();
            }

            int count = Math.Min(_left, into.Length);
            if (_packed is { } packed)
            {
                ReadOnlySpan<byte> bits = packed.Rest;
                for (int i = 0; i < count; i++)
                {
                    into[i] = (int)PackedBits.Get(bits, _width, _index + i);
                }

                _index += count;
            }
            else
            {
                into[..count].Fill(_value);
            }

            _left -= count;
            into = into[count..];
        }
    }

    private void NextRun()
    {
        while (_left == 0)
        {
            ulong head = _bytes.VarInt();
            if (head >> 1 > int.MaxValue / 8)
            {
                throw new ParquetException("A run of the page is longer than any page.");
            }

            int count = (int)(head >> 1);
            if ((head & 1) == 1)
            {
                // Some writers leave the end of the last pack away.
                long wanted = (long)count * _width;
                int bytes = (int)Math.Min(wanted, _bytes.Left);
                _packed = _bytes.Part(bytes);
                _left = bytes == wanted || _width == 0 ? count * 8 : (int)((long)bytes * 8 / _width);
                _index = 0;
                if (_left == 0 && count > 0)
                {
                    throw new ParquetException("The page ends before its values do.");
                }
            }
            else
            {
                _packed = null;
                _value = 0;
                int bytes = (_width + 7) / 8;
                ReadOnlySpan<byte> value = _bytes.Take(bytes);
                for (int i = 0; i < bytes; i++)
                {
                    _value |= value[i] << (8 * i);
                }

                _left = count;
            }
        }
    }
}
