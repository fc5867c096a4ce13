namespace CcIngest.Model;

/// <summary>A series, or a table that is no time series, that a copy has brought from one store to another and compared on both sides.</summary>
public sealed record CopiedRows
{
    /// <summary>The dataset's word, for example <c>ohlcv-spot</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>Null for what is no time series.</summary>
    public string? Exchange { get; init; }

    /// <summary>The name on the exchange; null for what is no time series.</summary>
    public string? RawSymbol { get; init; }

    /// <summary>The length of a period; null for what is no time series.</summary>
    public Interval? Interval { get; init; }

    /// <summary>Rows of the source.</summary>
    public required long Rows { get; init; }

    public required long Inserted { get; init; }

    public required long Updated { get; init; }

    /// <summary>Rows that the target had just so, whole stretches of them not even written.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Rows that the target has with other values and confirmed later than the source did; they stay. Left out of <see cref="Hash"/>.</summary>
    public long Newer { get; init; }

    /// <summary>Rows between the first and the last one of the source that only the target has; they stay. 0 for what is no time series.</summary>
    public long Extra { get; init; }

    /// <summary>SHA-256 over the rows without their clocks, the same on both sides.</summary>
    public required string Hash { get; init; }

    public required string RunId { get; init; }
}
