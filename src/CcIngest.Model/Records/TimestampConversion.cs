namespace CcIngest.Model;

/// <summary>What a conversion of Unix-time columns did.</summary>
public sealed record TimestampConversion
{
    public required string Table { get; init; }

    public required ConversionOutcome Outcome { get; init; }

    /// <summary>The converted columns; empty when there was nothing to do.</summary>
    public IReadOnlyList<ConvertedColumn> Columns { get; init; } = [];

    /// <summary>The new table's primary key.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Rows of the old table when it was swapped.</summary>
    public long RowsBefore { get; init; }

    public long RowsAfter { get; init; }

    /// <summary>Rows that the new table does not have because a newer one has their key.</summary>
    public long DuplicatesRemoved { get; init; }

    /// <summary>The folder with the rows that were left out; null when none was asked for.</summary>
    public string? ExportPath { get; init; }

    /// <summary>The name under which the old table is kept; null when it is gone or was never replaced.</summary>
    public string? Original { get; init; }

    /// <summary>Seconds of work, those of killed processes included as far as their slices were done.</summary>
    public double Seconds { get; init; }

    /// <summary>Seconds for which writers waited while the last rows were compared; readers read on.</summary>
    public double WritersWaitedSeconds { get; init; }

    /// <summary>How readers came from the old table to the new one.</summary>
    public string Swap { get; init; } = "";

    /// <summary>The command to give next, or what to know.</summary>
    public string Next { get; init; } = "";
}

/// <summary>How a conversion ended.</summary>
public enum ConversionOutcome
{
    /// <summary>The columns are times already.</summary>
    NothingToDo,

    /// <summary>The new table stands in the old one's place.</summary>
    Converted,

    /// <summary>The old table, kept until now, was removed.</summary>
    OriginalRemoved,

    /// <summary>The table has another name now, and a new one may be made in its place: its rows cannot be had there.</summary>
    SetAside,
}

/// <summary>One converted column.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Unit">What its numbers counted; null when each was taken by its own magnitude.</param>
/// <param name="Evidence">The counts that the unit was decided by.</param>
/// <param name="Converted">Numbers that became times.</param>
/// <param name="Zeros">Zeros that became null.</param>
/// <param name="Invalid">Negative and out-of-range numbers that became null.</param>
public sealed record ConvertedColumn(string Column, TimeUnit? Unit, TimeColumnEvidence Evidence, long Converted, long Zeros, long Invalid)
{
    public override string ToString() => FormattableString.Invariant($"{Column} ({Unit?.ToString() ?? "per row"}): {Converted:N0}");
}
