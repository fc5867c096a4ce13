using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Rows of a batch that stand together. Valid until the batch changes otherwise than by more rows at its end.</summary>
/// <param name="Batch">Where they are.</param>
/// <param name="First">Index of the first in the batch.</param>
/// <param name="Count">How many.</param>
internal readonly record struct RowSegment(RowBatch Batch, int First, int Count)
{
    /// <summary>All rows that the batch has now.</summary>
    public static RowSegment Whole(RowBatch batch) => new(batch, 0, batch.Count);

    /// <param name="row">0 is the first of the segment.</param>
    /// <param name="ordinal">A time column.</param>
    /// <returns>UTC.</returns>
    public DateTime Time(int row, int ordinal) => Batch.Time(First + row, ordinal);
}
