using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Sets the clock columns of rows.</summary>
internal static class RowClocks
{
    /// <summary>Sets all row clocks to the time of the write; the time of the answer only where the source gave none.</summary>
    /// <param name="keeps">Whether a clock that the row brings stays, unless it is ahead of the write's.</param>
    public static void Set(RowBatch rows, int row, DateTime now, bool keeps = false)
    {
        for (int ordinal = 0; ordinal < rows.Dataset.Columns.Count; ordinal++)
        {
            Column column = rows.Dataset.Columns[ordinal];
            if (column.Role != ColumnRole.Value)
            {
                Set(rows, row, ordinal, column, now, keeps);
            }
        }
    }

    /// <summary>Sets the row clocks of all rows.</summary>
    public static void SetAll(RowBatch rows, DateTime now, bool keeps = false)
    {
        for (int ordinal = 0; ordinal < rows.Dataset.Columns.Count; ordinal++)
        {
            Column column = rows.Dataset.Columns[ordinal];
            for (int row = 0; row < rows.Count && column.Role != ColumnRole.Value; row++)
            {
                Set(rows, row, ordinal, column, now, keeps);
            }
        }
    }

    private static void Set(RowBatch rows, int row, int ordinal, Column column, DateTime now, bool keeps)
    {
        bool isBrought = !rows.IsNull(row, ordinal) && (column.Role == ColumnRole.RetrievedAt || (keeps && rows.Int64(row, ordinal) <= now.Ticks));
        if (!isBrought)
        {
            rows.Set(row, ordinal, now.Ticks - (now.Ticks % column.Resolution()));
        }
    }

    /// <summary>When the values of a row became known, in ticks; null where the table does not say.</summary>
    public static long? KnownSince(RowBatch rows, int row)
    {
        for (int ordinal = 0; ordinal < rows.Dataset.Columns.Count; ordinal++)
        {
            if (rows.Dataset.Columns[ordinal].Role is ColumnRole.CollectedAt or ColumnRole.UpdatedAt)
            {
                return rows.IsNull(row, ordinal) ? null : rows.Int64(row, ordinal);
            }
        }

        return null;
    }

    /// <summary>Takes clocks over from the stored row; the last confirmation only where the stored one is later.</summary>
    public static void Keep(RowBatch rows, int row, RowBatch stored, int known, params ReadOnlySpan<ColumnRole> roles)
    {
        for (int ordinal = 0; ordinal < rows.Dataset.Columns.Count; ordinal++)
        {
            ColumnRole role = rows.Dataset.Columns[ordinal].Role;
            if (roles.Contains(role) && !stored.IsNull(known, ordinal)
                && (role != ColumnRole.RetrievedAt || stored.Int64(known, ordinal) > rows.Int64(row, ordinal)))
            {
                rows.Set(row, ordinal, stored.Int64(known, ordinal));
            }
        }
    }
}
