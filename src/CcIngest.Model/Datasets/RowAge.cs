namespace CcIngest.Model;

/// <summary>Which of two versions of a row was known later, by the clocks that the table has.</summary>
public static class RowAge
{
    /// <summary>Whether the first row was last confirmed before the second one. False where the table or a row has no such clock.</summary>
    public static bool IsOlder(RowBatch rows, int row, RowBatch other, int otherRow) =>
        KnownAt(rows, row) is { } known && KnownAt(other, otherRow) is { } otherKnown && known < otherKnown;

    /// <summary>When a source last said so: the latest of the row's clocks but the first write's. Ticks, UTC.</summary>
    private static long? KnownAt(RowBatch rows, int row)
    {
        long? latest = null;
        for (int ordinal = 0; ordinal < rows.Dataset.Columns.Count; ordinal++)
        {
            if (rows.Dataset.Columns[ordinal].Role is ColumnRole.UpdatedAt or ColumnRole.CollectedAt or ColumnRole.RetrievedAt
                && !rows.IsNull(row, ordinal) && (latest is null || rows.Int64(row, ordinal) > latest))
            {
                latest = rows.Int64(row, ordinal);
            }
        }

        return latest;
    }
}
