namespace CcIngest.Model;

/// <summary>A Parquet file whose rows an import has stored.</summary>
public sealed record ImportedFile
{
    /// <summary>The whole path.</summary>
    public required string Path { get; init; }

    /// <summary>The dataset's word, for example <c>ohlcv-spot</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>The length of a period; null for what is no time series.</summary>
    public Interval? Interval { get; init; }

    /// <summary>Whether a manifest vouched for the file: its bytes, hash and rows were compared first.</summary>
    public required bool IsVerified { get; init; }

    public required long Rows { get; init; }

    public required long Inserted { get; init; }

    public required long Updated { get; init; }

    /// <summary>Rows that the store had just so, or with other values that were confirmed later.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Rows that went to the dead letters, those known before included.</summary>
    public required long Rejected { get; init; }

    public required string RunId { get; init; }
}
