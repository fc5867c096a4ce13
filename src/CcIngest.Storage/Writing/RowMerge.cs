using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>What a comparison of a batch with the stored rows found.</summary>
/// <param name="Rows">The rows to write, complete with their clocks, in key order.</param>
internal sealed record MergeResult(RowBatch Rows, int Inserted, int Updated, int Unchanged);

/// <summary>
/// Compares rows with those that are stored: new ones get the clock of the write, changed ones keep <c>created_at</c>, equal ones are not
/// written again, except where the table says when a row was last confirmed.
/// </summary>
internal static class RowMerge
{
    public static MergeResult Compare(RowBatch rows, RowBatch stored, DateTime now)
    {
        Dataset dataset = rows.Dataset;
        Dictionary<RowRef, int> byKey = Index(stored);
        bool isConfirmed = dataset.Columns.Any(column => column.Role == ColumnRole.RetrievedAt);
        RowBatch toWrite = new(dataset);
        (int inserted, int updated, int unchanged) = (0, 0, 0);
        for (int row = 0; row < rows.Count; row++)
        {
            if (!byKey.TryGetValue(new RowRef(rows, row), out int known))
            {
                inserted++;
                RowClocks.Set(toWrite, toWrite.Append(rows, row), now);
            }
            else if (HasChanged(rows, row, stored, known))
            {
                updated++;
                int written = toWrite.Append(rows, row);
                RowClocks.Set(toWrite, written, now);
                RowClocks.Keep(toWrite, written, stored, known, ColumnRole.CreatedAt);
            }
            else
            {
                unchanged++;
                if (isConfirmed)
                {
                    int written = toWrite.Append(rows, row);
                    RowClocks.Set(toWrite, written, now);
                    RowClocks.Keep(toWrite, written, stored, known, ColumnRole.CreatedAt, ColumnRole.UpdatedAt, ColumnRole.CollectedAt);
                }
            }
        }

        return new MergeResult(toWrite, inserted, updated, unchanged);
    }

    /// <summary>The rows that the table lacks, with the clock of the write.</summary>
    public static RowBatch Missing(RowBatch rows, RowBatch stored, DateTime now)
    {
        Dictionary<RowRef, int> byKey = Index(stored);
        RowBatch missing = new(rows.Dataset);
        for (int row = 0; row < rows.Count; row++)
        {
            if (!byKey.ContainsKey(new RowRef(rows, row)))
            {
                RowClocks.Set(missing, missing.Append(rows, row), now);
            }
        }

        return missing;
    }

    public static int CountKnown(RowBatch rows, RowBatch stored)
    {
        Dictionary<RowRef, int> byKey = Index(stored);
        return Enumerable.Range(0, rows.Count).Count(row => byKey.ContainsKey(new RowRef(rows, row)));
    }

    private static Dictionary<RowRef, int> Index(RowBatch stored)
    {
        Dictionary<RowRef, int> byKey = new(stored.Count, new RowKeyComparer(stored.Dataset));
        for (int row = 0; row < stored.Count; row++)
        {
            byKey[new RowRef(stored, row)] = row;
        }

        return byKey;
    }

    private static bool HasChanged(RowBatch rows, int row, RowBatch stored, int known)
    {
        for (int ordinal = 0; ordinal < rows.Dataset.Columns.Count; ordinal++)
        {
            Column column = rows.Dataset.Columns[ordinal];
            if (column.Role == ColumnRole.Value && !rows.CellEquals(row, stored, known, ordinal)
                && !(column.Kind == ColumnKind.Json && IsSameJson(rows.Text(row, ordinal), stored.Text(known, ordinal))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Engines with a JSON type give a document back with other blanks and another order of names.</summary>
    private static bool IsSameJson(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        using JsonDocument one = JsonDocument.Parse(left);
        using JsonDocument other = JsonDocument.Parse(right);
        return JsonElement.DeepEquals(one.RootElement, other.RootElement);
    }
}
