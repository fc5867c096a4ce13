namespace CcIngest.Parquet;

/// <summary>Parquet as far as datasets need it. A library that keeps the same promises can take its place here.</summary>
public static class ParquetFormat
{
    /// <summary>Begins a file.</summary>
    /// <param name="stream">Written from where it stands, which is taken for the file's beginning; stays open.</param>
    public static IParquetWriter Create(Stream stream, IReadOnlyList<ParquetColumn> columns, ParquetWriterOptions? options = null) =>
        new ParquetFileWriter(stream, columns, options ?? new ParquetWriterOptions());

    /// <summary>Opens a file and reads its footer.</summary>
    /// <param name="stream">Must seek; closed with the reader.</param>
    /// <param name="name">What messages call the file.</param>
    /// <exception cref="ParquetException">It is no Parquet file, or a damaged one.</exception>
    public static IParquetReader Open(Stream stream, string name) => ParquetFileReader.Open(stream, name);
}
