namespace CcIngest.Model;

/// <summary>A Parquet file that an export has written; complete when it is told of.</summary>
public sealed record ExportedFile
{
    /// <summary>The whole path.</summary>
    public required string Path { get; init; }

    /// <summary>The dataset's word, for example <c>ohlcv-spot</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>The length of a period; null for what is no time series.</summary>
    public Interval? Interval { get; init; }

    /// <summary>Null for what is no time series.</summary>
    public string? Exchange { get; init; }

    /// <summary>The day, month or year of the rows as the folder names it; null where the files are not parted by time.</summary>
    public string? Date { get; init; }

    public required long Rows { get; init; }

    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the file, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
