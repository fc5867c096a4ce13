namespace CcIngest.Parquet;

/// <summary>
/// Writes one file, front to back. Holds at most one row group in memory. Not safe for several threads, though it uses several itself. Disposing
/// of it without <see cref="Finish"/> leaves bytes that are no Parquet file; the stream stays open.
/// </summary>
public interface IParquetWriter : IDisposable
{
    /// <summary>Rows written so far.</summary>
    long Rows { get; }

    /// <summary>Adds rows; their columns stand in the order of the schema.</summary>
    /// <exception cref="ParquetException">A value is missing in a column that is not nullable, or does not fit its type.</exception>
    void Write(IParquetColumns rows);

    /// <summary>Writes what is left and the footer.</summary>
    void Finish();
}

/// <summary>How files are compressed.</summary>
public enum ParquetCompression
{
    None,

    /// <summary>The only one that both the format and the framework know and every reader takes.</summary>
    Gzip,
}

/// <summary>How a file is written.</summary>
public sealed record ParquetWriterOptions
{
    public ParquetCompression Compression { get; init; } = ParquetCompression.Gzip;

    /// <summary>Rows of a row group, which is held in memory until it is full: 1 to 1,048,576.</summary>
    public int RowGroupRows { get; init; } = 65_536;

    /// <summary>Rows of a page, the least that a reader decompresses: 1 to 1,048,576.</summary>
    public int PageRows { get; init; } = 32_768;

    /// <summary>Whether columns with few different values get a dictionary.</summary>
    public bool UsesDictionary { get; init; } = true;

    /// <summary>Columns that are compressed at once; 1 or more.</summary>
    public int Concurrency { get; init; } = Environment.ProcessorCount;

    /// <summary>Words about the file, kept in its footer.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
