using System.Buffers.Binary;
using System.Text;

namespace CcIngest.Runner.Tests;

/// <summary>A message of protocol buffers, read without its schema: fields by their numbers (protobuf.dev, "Encoding").</summary>
internal sealed class Protobuf(ReadOnlyMemory<byte> bytes)
{
    private readonly ILookup<int, ReadOnlyMemory<byte>> _fields = Read(bytes).ToLookup(field => field.Number, field => field.Value);

    /// <summary>Fields of the length-delimited kind, as messages.</summary>
    public IEnumerable<Protobuf> Messages(int field) => _fields[field].Select(value => new Protobuf(value));

    public string? Text(int field) => _fields[field].Select(value => Encoding.UTF8.GetString(value.Span)).FirstOrDefault();

    /// <summary>A field of the kind fixed64 or sfixed64.</summary>
    public long? Int64(int field) => _fields[field].Select(value => (long?)BinaryPrimitives.ReadInt64LittleEndian(value.Span)).FirstOrDefault();

    public double? Double(int field) => _fields[field].Select(value => (double?)BinaryPrimitives.ReadDoubleLittleEndian(value.Span)).FirstOrDefault();

    private static List<(int Number, ReadOnlyMemory<byte> Value)> Read(ReadOnlyMemory<byte> bytes)
    {
        List<(int Number, ReadOnlyMemory<byte> Value)> fields = [];
        int at = 0;
        while (at < bytes.Length)
        {
            ulong key = Varint();
            int length = (key & 7) switch
            {
                0 => VarintLength(),
                1 => 8,
                2 => (int)Varint(),
                5 => 4,
                _ => throw new FormatException("This is no message of protocol buffers."),
            };
            fields.Add(((int)(key >> 3), bytes.Slice(at, length)));
            at += length;
        }

        return fields;

        ulong Varint()
        {
            ulong value = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte next = bytes.Span[at++];
                value |= (ulong)(next & 0x7f) << shift;
                if (next < 0x80)
                {
                    return value;
                }
            }
        }

        int VarintLength()
        {
            int length = 1;
            while (bytes.Span[at + length - 1] >= 0x80)
            {
                length++;
            }

            return length;
        }
    }
}
