namespace CcIngest.Parquet;

/// <summary>Reads a node of the schema.</summary>
internal static class SchemaNodeReader
{
    public static SchemaNode Read(ref CompactReader reader)
    {
        SchemaNode node = new() { Name = "" };
        int field = 0;
        while (reader.NextField(ref field, out ThriftType type))
        {
            switch (field)
            {
                case 1:
                    node = node with { Type = (PhysicalType)reader.Int32(type) };
                    break;
                case 2:
                    node = node with { TypeLength = reader.Int32(type) };
                    break;
                case 3:
                    node = node with { Repetition = reader.Int32(type) };
                    break;
                case 4:
                    node = node with { Name = reader.Text(type) };
                    break;
                case 5:
                    node = node with { Children = reader.Int32(type) };
                    break;
                case 6:
                    node = node with { Converted = (ConvertedType)reader.Int32(type) };
                    break;
                case 7:
                    node = node with { Scale = reader.Int32(type) };
                    break;
                case 8:
                    node = node with { Precision = reader.Int32(type) };
                    break;
                case 10:
                    CompactReader.Require(type, ThriftType.Struct);
                    node = ReadLogical(ref reader, node);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return node;
    }

    /// <summary>A union: one field, whose number is the kind.</summary>
    private static SchemaNode ReadLogical(ref CompactReader reader, SchemaNode node)
    {
        int kind = 0;
        while (reader.NextField(ref kind, out ThriftType type))
        {
            CompactReader.Require(type, ThriftType.Struct);
            node = ReadKind(ref reader, node with { Logical = (LogicalKind)kind });
        }

        return node;
    }

    private static SchemaNode ReadKind(ref CompactReader reader, SchemaNode node)
    {
        int field = 0;
        while (reader.NextField(ref field, out ThriftType type))
        {
            switch (node.Logical, field)
            {
                case (LogicalKind.Decimal, 1):
                    node = node with { Scale = reader.Int32(type) };
                    break;
                case (LogicalKind.Decimal, 2):
                    node = node with { Precision = reader.Int32(type) };
                    break;
                case (LogicalKind.Timestamp or LogicalKind.Time, 2):
                    CompactReader.Require(type, ThriftType.Struct);
                    node = node with { Unit = ReadUnit(ref reader) };
                    break;
                case (LogicalKind.Integer, 1):
                    node = node with { Bits = reader.Int32(type) };
                    break;
                case (LogicalKind.Integer, 2):
                    node = node with { IsUnsigned = !CompactReader.Bool(type) };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return node;
    }

    private static TimeUnit ReadUnit(ref CompactReader reader)
    {
        int unit = 0;
        TimeUnit found = TimeUnit.None;
        while (reader.NextField(ref unit, out ThriftType type))
        {
            found = (TimeUnit)unit;
            reader.Skip(type);
        }

        return found;
    }
}
