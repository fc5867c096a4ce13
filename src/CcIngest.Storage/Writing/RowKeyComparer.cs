using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>A row of a batch.</summary>
internal readonly record struct RowRef(RowBatch Batch, int Row);

/// <summary>Compares rows by the key of their dataset: texts character for character, whatever the engine's collation says.</summary>
internal sealed class RowKeyComparer(Dataset dataset) : IEqualityComparer<RowRef>, IComparer<RowRef>
{
    // An array: comparing rows of a page must not make an enumerator for each.
    private readonly int[] _key = [.. dataset.Key];

    public bool Equals(RowRef left, RowRef right)
    {
        foreach (int ordinal in _key)
        {
            if (!left.Batch.CellEquals(left.Row, right.Batch, right.Row, ordinal))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(RowRef row)
    {
        HashCode hash = default;
        foreach (int ordinal in _key)
        {
            switch (dataset.Columns[ordinal].Storage)
            {
                case ColumnStorage.Text:
                    hash.Add(row.Batch.Text(row.Row, ordinal), StringComparer.Ordinal);
                    break;
                case ColumnStorage.Double:
                    hash.Add(row.Batch.Double(row.Row, ordinal));
                    break;
                default:
                    hash.Add(row.Batch.Int64(row.Row, ordinal));
                    break;
            }
        }

        return hash.ToHashCode();
    }

    public int Compare(RowRef left, RowRef right)
    {
        foreach (int ordinal in _key)
        {
            int order = dataset.Columns[ordinal].Storage switch
            {
                ColumnStorage.Text => string.CompareOrdinal(left.Batch.Text(left.Row, ordinal), right.Batch.Text(right.Row, ordinal)),
                ColumnStorage.Double => left.Batch.Double(left.Row, ordinal).CompareTo(right.Batch.Double(right.Row, ordinal)),
                _ => left.Batch.Int64(left.Row, ordinal).CompareTo(right.Batch.Int64(right.Row, ordinal)),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}
