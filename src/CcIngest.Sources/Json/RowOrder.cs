using CcIngest.Model;

namespace CcIngest.Sources;

/// <summary>Puts the rows of a page in order.</summary>
internal static class RowOrder
{
    /// <summary>Orders the rows from <paramref name="first"/> on by time; of several rows of one time the last one stays. Free of cost when they are in order.</summary>
    public static void AscendingOnce(RowBatch rows, int first, int time)
    {
        int row = first + 1;
        while (row < rows.Count && rows.Int64(row, time) > rows.Int64(row - 1, time))
        {
            row++;
        }

        if (row >= rows.Count)
        {
            return;
        }

        // OrderBy is stable, so the last of equal times is the one that came last.
        int[] order = [.. Enumerable.Range(first, rows.Count - first).OrderBy(index => rows.Int64(index, time))];
        RowBatch ordered = new(rows.Dataset, order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            if (i + 1 == order.Length || rows.Int64(order[i], time) != rows.Int64(order[i + 1], time))
            {
                ordered.Append(rows, order[i]);
            }
        }

        while (rows.Count > first)
        {
            rows.RemoveLastRow();
        }

        for (int index = 0; index < ordered.Count; index++)
        {
            rows.Append(ordered, index);
        }
    }
}
