using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>What came of a tick of one book, or of several in a row: a snapshot, or why there is none. On its way to the writer.</summary>
internal sealed record TickResult(CaptureTarget Target, DateTime TickAt)
{
    /// <summary>The snapshot, or one that is not stored; null for ticks that have none.</summary>
    public RowBatch? Rows { get; init; }

    /// <summary>The rule that the snapshot breaks; null for a good one.</summary>
    public RejectedRow? Rejected { get; init; }

    /// <summary>One of the causes of <see cref="MissedTicks"/>; null for a snapshot that is stored.</summary>
    public string? Cause { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>So many ticks in a row, from <see cref="TickAt"/> on.</summary>
    public long Ticks { get; init; } = 1;

    /// <summary>What it takes of memory, about: two bytes a character.</summary>
    public long Bytes => 500 + (Rows is { Count: > 0 } rows
        ? 2L * ((rows.Text(0, rows.Dataset.Ordinal("bids"))?.Length ?? 0) + (rows.Text(0, rows.Dataset.Ordinal("asks"))?.Length ?? 0))
        : 0);
}
