using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// Rows in the order of their key, each key once. Ordered batches keep b-trees local and writers of one table from locking each other out; of
/// equal keys the last row stands.
/// </summary>
internal static class RowOrder
{
    /// <param name="rows">The batch; returned as it is when it is ordered already and nothing is left out.</param>
    /// <param name="isLeftOut">Rows that are not wanted.</param>
    /// <param name="duplicates">Rows that a later row of the same key took the place of.</param>
    public static RowBatch Apply(RowBatch rows, Func<int, bool>? isLeftOut, out int duplicates)
    {
        RowKeyComparer comparer = new(rows.Dataset);
        duplicates = 0;
        if (isLeftOut is null && IsOrdered(rows, comparer))
        {
            return rows;
        }

        int[] order = [.. Enumerable.Range(0, rows.Count).Where(row => isLeftOut is null || !isLeftOut(row))];
        Array.Sort(order, (left, right) =>
        {
            int byKey = comparer.Compare(new RowRef(rows, left), new RowRef(rows, right));
            return byKey != 0 ? byKey : left.CompareTo(right);
        });
        RowBatch ordered = new(rows.Dataset, order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            if (i + 1 < order.Length && comparer.Equals(new RowRef(rows, order[i]), new RowRef(rows, order[i + 1])))
            {
                duplicates++;
                continue;
            }

            ordered.Append(rows, order[i]);
        }

        return ordered;
    }

    private static bool IsOrdered(RowBatch rows, RowKeyComparer comparer)
    {
        for (int row = 1; row < rows.Count; row++)
        {
            if (comparer.Compare(new RowRef(rows, row - 1), new RowRef(rows, row)) >= 0)
            {
                return false;
            }
        }

        return true;
    }
}
