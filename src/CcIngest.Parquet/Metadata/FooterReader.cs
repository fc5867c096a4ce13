namespace CcIngest.Parquet;

/// <summary>Reads a footer's structure. An empty structure takes a byte in the file and a hundred in memory, so there are bounds.</summary>
internal static class FooterReader
{
    /// <summary>Nodes of the schema, row groups, entries of metadata: of each kind.</summary>
    private const int MostOfKind = 65_536;

    /// <summary>Columns of all row groups together.</summary>
    private const int MostChunks = 1_048_576;

    /// <summary>Names of groups within groups, the column's own last.</summary>
    private const int MostNames = 256;

    public static FileFooter Read(ReadOnlySpan<byte> bytes)
    {
        CompactReader reader = new(bytes);
        List<SchemaNode> schema = [];
        List<RowGroup> groups = [];
        Dictionary<string, string> metadata = [];
        long rows = 0;
        string createdBy = "";
        int chunks = 0;
        int pairs = 0;
        int field = 0;
        while (reader.NextField(ref field, out ThriftType type))
        {
            switch (field)
            {
                case 2:
                    for (int left = StructList(ref reader, type, MostOfKind - schema.Count); left > 0; left--)
                    {
                        schema.Add(SchemaNodeReader.Read(ref reader));
                    }

                    break;
                case 3:
                    rows = reader.Int64(type);
                    break;
                case 4:
                    for (int left = StructList(ref reader, type, MostOfKind - groups.Count); left > 0; left--)
                    {
                        groups.Add(ReadGroup(ref reader, ref chunks));
                    }

                    break;
                case 5:
                    for (int left = StructList(ref reader, type, MostOfKind - pairs); left > 0; left--, pairs++)
                    {
                        (string key, string value) = ReadPair(ref reader);
                        metadata[key] = value;
                    }

                    break;
                case 6:
                    createdBy = reader.Text(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new FileFooter { Schema = schema, Rows = rows, RowGroups = groups, Metadata = metadata, CreatedBy = createdBy };
    }

    private static int StructList(ref CompactReader reader, ThriftType type, int most)
    {
        int count = Bounded(reader.List(type, out ThriftType element), most);
        if (count > 0)
        {
            CompactReader.Require(element, ThriftType.Struct);
        }

        return count;
    }

    private static int Bounded(int count, int most) => count <= most
        ? count
        : throw new ParquetException(FormattableString.Invariant($"The footer has a list of {count} where {most} at most are taken into memory."));

    private static (string Key, string Value) ReadPair(ref CompactReader reader)
    {
        (string key, string value) = ("", "");
        int field = 0;
        while (reader.NextField(ref field, out ThriftType type))
        {
            switch (field)
            {
                case 1:
                    key = reader.Text(type);
                    break;
                case 2:
                    value = reader.Text(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return (key, value);
    }

    private static RowGroup ReadGroup(ref CompactReader reader, ref int chunks)
    {
        List<ColumnChunk> columns = [];
        long rows = 0;
        int field = 0;
        while (reader.NextField(ref field, out ThriftType type))
        {
            switch (field)
            {
                case 1:
                    for (int left = StructList(ref reader, type, MostChunks - chunks); left > 0; left--, chunks++)
                    {
                        columns.Add(ReadChunk(ref reader));
                    }

                    break;
                case 3:
                    rows = reader.Int64(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new RowGroup { Rows = rows, Columns = columns };
    }

    private static ColumnChunk ReadChunk(ref CompactReader reader)
    {
        ColumnChunk? chunk = null;
        string? otherFile = null;
        int field = 0;
        while (reader.NextField(ref field, out ThriftType type))
        {
            switch (field)
            {
                case 1:
                    otherFile = reader.Text(type);
                    break;
                case 3:
                    CompactReader.Require(type, ThriftType.Struct);
                    chunk = ReadChunkData(ref reader);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return chunk is null ? throw new ParquetException("A column of a row group has no metadata.") : chunk with { OtherFile = otherFile };
    }

    private static ColumnChunk ReadChunkData(ref CompactReader reader)
    {
        ColumnChunk chunk = new();
        int field = 0;
        while (reader.NextField(ref field, out ThriftType type))
        {
            switch (field)
            {
                case 1:
                    chunk = chunk with { Type = (PhysicalType)reader.Int32(type) };
                    break;
                case 3:
                    chunk = chunk with { Path = ReadPath(ref reader, type) };
                    break;
                case 4:
                    chunk = chunk with { Codec = (ParquetCodec)reader.Int32(type) };
                    break;
                case 5:
                    chunk = chunk with { Values = reader.Int64(type) };
                    break;
                case 6:
                    chunk = chunk with { UncompressedSize = reader.Int64(type) };
                    break;
                case 7:
                    chunk = chunk with { CompressedSize = reader.Int64(type) };
                    break;
                case 9:
                    chunk = chunk with { DataOffset = reader.Int64(type) };
                    break;
                case 11:
                    chunk = chunk with { DictionaryOffset = reader.Int64(type) };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return chunk;
    }

    private static string ReadPath(ref CompactReader reader, ThriftType type)
    {
        int count = Bounded(reader.List(type, out ThriftType element), MostNames);
        List<string> names = [];
        for (int i = 0; i < count; i++)
        {
            names.Add(reader.Text(element));
        }

        return string.Join('.', names);
    }
}
