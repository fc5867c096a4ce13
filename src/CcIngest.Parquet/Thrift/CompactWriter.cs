using System.Buffers;
using System.Text;

namespace CcIngest.Parquet;

/// <summary>Writes Thrift's compact protocol. Fields of a structure come in the order of their numbers.</summary>
internal sealed class CompactWriter(ArrayBufferWriter<byte> output)
{
    private readonly Stack<int> _outer = [];
    private int _field;

    public void Bool(int field, bool value) => Field(field, value ? ThriftType.True : ThriftType.False);

    public void Int16(int field, short value)
    {
        Field(field, ThriftType.Int16);
        VarInt(ZigZag(value));
    }

    public void Int32(int field, int value)
    {
        Field(field, ThriftType.Int32);
        VarInt(ZigZag(value));
    }

    public void Int64(int field, long value)
    {
        Field(field, ThriftType.Int64);
        VarInt(ZigZag(value));
    }

    public void Text(int field, string value) => Binary(field, Encoding.UTF8.GetBytes(value));

    public void Binary(int field, ReadOnlySpan<byte> value)
    {
        Field(field, ThriftType.Binary);
        Bytes(value);
    }

    public void Int32s(int field, IReadOnlyCollection<int> values)
    {
        ListHead(field, ThriftType.Int32, values.Count);
        foreach (int value in values)
        {
            VarInt(ZigZag(value));
        }
    }

    public void Texts(int field, IReadOnlyCollection<string> values)
    {
        ListHead(field, ThriftType.Binary, values.Count);
        foreach (string value in values)
        {
            Bytes(Encoding.UTF8.GetBytes(value));
        }
    }

    public void Struct(int field, Action<CompactWriter> body)
    {
        Field(field, ThriftType.Struct);
        Body(body);
    }

    public void Structs<T>(int field, IReadOnlyCollection<T> values, Action<CompactWriter, T> body)
    {
        ListHead(field, ThriftType.Struct, values.Count);
        foreach (T value in values)
        {
            Body(writer => body(writer, value));
        }
    }

    /// <summary>The fields of a structure and its end.</summary>
    public void Body(Action<CompactWriter> body)
    {
        _outer.Push(_field);
        _field = 0;
        body(this);
        Put((byte)ThriftType.Stop);
        _field = _outer.Pop();
    }

    private void Field(int field, ThriftType type)
    {
        int delta = field - _field;
        if (delta is < 1 or > 15)
        {
            throw new ArgumentOutOfRangeException(nameof(field), field, "Fields come in order.");
        }

        Put((byte)((delta << 4) | (byte)type));
        _field = field;
    }

    private void ListHead(int field, ThriftType element, int count)
    {
        Field(field, ThriftType.List);
        if (count < 15)
        {
            Put((byte)((count << 4) | (byte)element));
            return;
        }

        Put((byte)(0xF0 | (byte)element));
        VarInt((ulong)count);
    }

    private void Bytes(ReadOnlySpan<byte> value)
    {
        VarInt((ulong)value.Length);
        output.Write(value);
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private void VarInt(ulong value) => ParquetBytes.WriteVarInt(output, value);

    private void Put(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
