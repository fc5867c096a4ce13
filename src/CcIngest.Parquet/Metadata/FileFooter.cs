namespace CcIngest.Parquet;

/// <summary>A file's footer.</summary>
internal sealed record FileFooter
{
    public required IReadOnlyList<SchemaNode> Schema { get; init; }

    public required long Rows { get; init; }

    public required IReadOnlyList<RowGroup> RowGroups { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public string CreatedBy { get; init; } = "";
}

/// <summary>A node of the schema, which is a tree written depth first; its root comes first.</summary>
internal sealed record SchemaNode
{
    public required string Name { get; init; }

    /// <summary>Null for a group.</summary>
    public PhysicalType? Type { get; init; }

    /// <summary>Bytes of a <see cref="PhysicalType.FixedLengthByteArray"/>.</summary>
    public int TypeLength { get; init; }

    /// <summary>0 required, 1 optional, 2 repeated.</summary>
    public int Repetition { get; init; }

    public int Children { get; init; }

    public ConvertedType? Converted { get; init; }

    public int Scale { get; init; }

    public int Precision { get; init; }

    public LogicalKind Logical { get; init; }

    public TimeUnit Unit { get; init; }

    /// <summary>Bits of a <see cref="LogicalKind.Integer"/>.</summary>
    public int Bits { get; init; }

    public bool IsUnsigned { get; init; }
}

internal sealed record RowGroup
{
    public required long Rows { get; init; }

    public required IReadOnlyList<ColumnChunk> Columns { get; init; }
}

/// <summary>The pages of one column in one row group.</summary>
internal sealed record ColumnChunk
{
    public PhysicalType Type { get; init; }

    /// <summary>The names from the root to the column, joined by a point.</summary>
    public string Path { get; init; } = "";

    public ParquetCodec Codec { get; init; }

    public long Values { get; init; }

    public long UncompressedSize { get; init; }

    public long CompressedSize { get; init; }

    public long DataOffset { get; init; }

    /// <summary>0 when there is no dictionary.</summary>
    public long DictionaryOffset { get; init; }

    public IReadOnlyList<ParquetEncoding> Encodings { get; init; } = [];

    public ColumnStatistics? Statistics { get; init; }

    /// <summary>Another file that is said to hold the pages; null for this one.</summary>
    public string? OtherFile { get; init; }

    /// <summary>The first byte of its pages.</summary>
    public long Start => DictionaryOffset > 0 && DictionaryOffset < DataOffset ? DictionaryOffset : DataOffset;
}

/// <summary>What a row group's footer says of a column, in the format's plain encoding.</summary>
/// <param name="Min">Null where there is no value, or one too long for a footer.</param>
internal sealed record ColumnStatistics(long Nulls, byte[]? Min, byte[]? Max);
