namespace CcIngest.Parquet;

/// <summary>A file is no Parquet, is damaged, or uses what is not read here. The message says what, the place says where.</summary>
public sealed class ParquetException : Exception
{
    public ParquetException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>True when the bytes ended before the structure did.</summary>
    internal bool IsTruncation { get; init; }

    /// <summary>The same failure with its place before it.</summary>
    internal ParquetException At(string place) => new($"{place}: {Message}", this) { IsTruncation = IsTruncation };
}
