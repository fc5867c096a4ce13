using System.Text;

namespace CcIngest.Parquet;

/// <summary>Reads Thrift's compact protocol. A length is believed only as far as there are bytes.</summary>
internal ref struct CompactReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Structures within structures; more is no Parquet.</summary>
    private const int MaxDepth = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Goes to the next field of a structure; false at its end.</summary>
    /// <param name="field">The field before, 0 at the start; then the one that was found.</param>
    public bool NextField(ref int field, out ThriftType type)
    {
        byte head = Byte();
        type = (ThriftType)(head & 0x0F);
        if (head == 0)
        {
            return false;
        }

        int delta = head >> 4;
        field = delta != 0 ? field + delta : checked((short)ZigZag());
        return true;
    }

    /// <summary>A flag of a structure lies in its type.</summary>
    public static bool Bool(ThriftType type) => type switch
    {
        ThriftType.True => true,
        ThriftType.False => false,
        _ => throw Unexpected(type, "a flag"),
    };

    public int Int32(ThriftType type)
    {
        long value = Int64(type);
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new ParquetException(FormattableString.Invariant($"The number {value} is too large."));
    }

    public long Int64(ThriftType type) => type switch
    {
        ThriftType.Byte => (sbyte)Byte(),
        ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64 => ZigZag(),
        _ => throw Unexpected(type, "a number"),
    };

    public string Text(ThriftType type)
    {
        Require(type, ThriftType.Binary);
        return Encoding.UTF8.GetString(Take(Length()));
    }

    /// <summary>The number of elements, and their type.</summary>
    public int List(ThriftType type, out ThriftType element)
    {
        Require(type, ThriftType.List);
        return ListHead(out element);
    }

    public void Skip(ThriftType type) => Skip(type, 0);

    public static void Require(ThriftType type, ThriftType expected)
    {
        if (type != expected)
        {
            throw Unexpected(type, expected.ToString());
        }
    }

    private void Skip(ThriftType type, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ParquetException("Structures are nested deeper than any Parquet file has them.");
        }

        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                break;
            case ThriftType.Byte:
                Take(1);
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                VarInt();
                break;
            case ThriftType.Double:
                Take(8);
                break;
            case ThriftType.Binary:
                Take(Length());
                break;
            case ThriftType.List or ThriftType.Set:
                int count = ListHead(out ThriftType element);
                for (int i = 0; i < count; i++)
                {
                    SkipElement(element, depth);
                }

                break;
            case ThriftType.Map:
                SkipMap(depth);
                break;
            case ThriftType.Struct:
                int field = 0;
                while (NextField(ref field, out ThriftType inner))
                {
                    Skip(inner, depth + 1);
                }

                break;
            default:
                throw Unexpected(type, "a known type");
        }
    }

    private void SkipMap(int depth)
    {
        int count = Length();
        if (count == 0)
        {
            return;
        }

        byte types = Byte();
        for (int i = 0; i < count; i++)
        {
            SkipElement((ThriftType)(types >> 4), depth);
            SkipElement((ThriftType)(types & 0x0F), depth);
        }
    }

    /// <summary>A flag within a list has a byte of its own.</summary>
    private void SkipElement(ThriftType type, int depth) => Skip(type is ThriftType.True or ThriftType.False ? ThriftType.Byte : type, depth + 1);

    private int ListHead(out ThriftType element)
    {
        byte head = Byte();
        element = (ThriftType)(head & 0x0F);
        int count = head >> 4;
        if (count == 15)
        {
            return Length();
        }

        return count <= _bytes.Length - Position ? count : throw Truncated();
    }

    /// <summary>A count of things of a byte or more each.</summary>
    private int Length()
    {
        ulong length = VarInt();
        return length <= (ulong)(_bytes.Length - Position) ? (int)length : throw Truncated();
    }

    private long ZigZag()
    {
        ulong value = VarInt();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong VarInt()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new ParquetException("A number has more than ten bytes.");
    }

    private byte Byte() => Position < _bytes.Length ? _bytes[Position++] : throw Truncated();

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - Position)
        {
            throw Truncated();
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }

    private static ParquetException Truncated() => new("The bytes end within a structure.") { IsTruncation = true };

    private static ParquetException Unexpected(ThriftType type, string expected) => new($"A field of type {type} stands where {expected} belongs.");
}
