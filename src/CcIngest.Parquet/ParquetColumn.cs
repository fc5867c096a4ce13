namespace CcIngest.Parquet;

/// <summary>What a column holds.</summary>
public enum ParquetType
{
    /// <summary>False or true, handed over as long 0 or 1.</summary>
    Boolean,

    /// <summary>A signed 32-bit integer, handed over as long.</summary>
    Int32,

    /// <summary>A signed 64-bit integer.</summary>
    Int64,

    /// <summary>An IEEE 754 double.</summary>
    Double,

    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>A JSON document as UTF-8 text.</summary>
    Json,

    /// <summary>A UTC time, handed over as long: microseconds since 1970.</summary>
    Timestamp,

    /// <summary>An exact decimal, handed over as text: an optional minus, digits, and digits behind a point without zeros at their end.</summary>
    Decimal,

    /// <summary>Something that this reader does not read; <see cref="ParquetColumn.Problem"/> says what. Never written.</summary>
    Other,
}

/// <summary>How the values of a column are handed over.</summary>
public enum ParquetStorage
{
    Int64,
    Double,
    Text,
}

/// <summary>A column of a file.</summary>
/// <param name="Name">Its name; unique in the file.</param>
/// <param name="Type">What it holds.</param>
/// <param name="IsNullable">Whether values may be missing.</param>
public sealed record ParquetColumn(string Name, ParquetType Type, bool IsNullable = true)
{
    /// <summary>Decimal digits in all, 1 to 76; 0 for what is no <see cref="ParquetType.Decimal"/>.</summary>
    public int Precision { get; init; }

    /// <summary>Decimal digits behind the point.</summary>
    public int Scale { get; init; }

    /// <summary>Why the column cannot be read; null where it can.</summary>
    public string? Problem { get; init; }

    public ParquetStorage Storage => Type switch
    {
        ParquetType.Double => ParquetStorage.Double,
        ParquetType.Text or ParquetType.Json or ParquetType.Decimal => ParquetStorage.Text,
        _ => ParquetStorage.Int64,
    };
}
