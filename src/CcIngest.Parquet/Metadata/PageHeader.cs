using System.Buffers;

namespace CcIngest.Parquet;

/// <summary>What stands before a page.</summary>
internal sealed record PageHeader
{
    public PageType Type { get; init; }

    public int UncompressedSize { get; init; }

    public int CompressedSize { get; init; }

    public int Values { get; init; }

    public ParquetEncoding Encoding { get; init; }

    /// <summary>Of the first version of data pages.</summary>
    public ParquetEncoding LevelEncoding { get; init; } = ParquetEncoding.Rle;

    /// <summary>Of the second version of data pages: levels lie before the values, never compressed.</summary>
    public int DefinitionBytes { get; init; }

    public int RepetitionBytes { get; init; }

    /// <summary>Whether the values of a page of the second version are compressed.</summary>
    public bool IsCompressed { get; init; } = true;

    public void Write(ArrayBufferWriter<byte> output) => new CompactWriter(output).Body(page =>
    {
        page.Int32(1, (int)Type);
        page.Int32(2, UncompressedSize);
        page.Int32(3, CompressedSize);
        if (Type == PageType.Dictionary)
        {
            page.Struct(7, dictionary =>
            {
                dictionary.Int32(1, Values);
                dictionary.Int32(2, (int)Encoding);
            });
        }
        else
        {
            page.Struct(5, data =>
            {
                data.Int32(1, Values);
                data.Int32(2, (int)Encoding);
                data.Int32(3, (int)LevelEncoding);
                data.Int32(4, (int)ParquetEncoding.Rle);
            });
        }
    });

    /// <param name="length">The header's own bytes.</param>
    public static PageHeader Read(ReadOnlySpan<byte> bytes, out int length)
    {
        CompactReader reader = new(bytes);
        PageHeader page = new();
        int field = 0;
        while (reader.NextField(ref field, out ThriftType type))
        {
            switch (field)
            {
                case 1:
                    page = page with { Type = (PageType)reader.Int32(type) };
                    break;
                case 2:
                    page = page with { UncompressedSize = reader.Int32(type) };
                    break;
                case 3:
                    page = page with { CompressedSize = reader.Int32(type) };
                    break;
                case 5 or 7:
                    CompactReader.Require(type, ThriftType.Struct);
                    page = ReadFirstVersion(ref reader, page);
                    break;
                case 8:
                    CompactReader.Require(type, ThriftType.Struct);
                    page = ReadSecondVersion(ref reader, page);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        length = reader.Position;
        return page;
    }

    private static PageHeader ReadFirstVersion(ref CompactReader reader, PageHeader page)
    {
        bool isData = page.Type == PageType.Data;
        int field = 0;
        while (reader.NextField(ref field, out ThriftType type))
        {
            switch (field)
            {
                case 1:
                    page = page with { Values = reader.Int32(type) };
                    break;
                case 2:
                    page = page with { Encoding = (ParquetEncoding)reader.Int32(type) };
                    break;
                case 3 when isData:
                    page = page with { LevelEncoding = (ParquetEncoding)reader.Int32(type) };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return page;
    }

    private static PageHeader ReadSecondVersion(ref CompactReader reader, PageHeader page)
    {
        int field = 0;
        while (reader.NextField(ref field, out ThriftType type))
        {
            switch (field)
            {
                case 1:
                    page = page with { Values = reader.Int32(type) };
                    break;
                case 4:
                    page = page with { Encoding = (ParquetEncoding)reader.Int32(type) };
                    break;
                case 5:
                    page = page with { DefinitionBytes = reader.Int32(type) };
                    break;
                case 6:
                    page = page with { RepetitionBytes = reader.Int32(type) };
                    break;
                case 7:
                    page = page with { IsCompressed = CompactReader.Bool(type) };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return page;
    }
}
