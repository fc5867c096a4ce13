using System.Text.Json;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>What a comparison of a batch with the stored rows found.</summary>
/// <param name="Added">Rows that the table lacks, with the clock of the write, in key order.</param>
/// <param name="Replaced">Rows that take the place of stored ones, complete with their clocks, in key order.</param>
/// <param name="Changes">One for each stored row that gets other values.</param>
/// <param name="Unchanged">Rows that are stored just so.</param>
internal sealed record MergeResult(RowBatch Added, RowBatch Replaced, IReadOnlyList<RowChange> Changes, int Unchanged);

/// <summary>A stored row whose values change.</summary>
/// <param name="Stored">Its index among the stored rows.</param>
/// <param name="Ordinals">The columns that differ, in table order; clocks are none of them.</param>
/// <param name="Since">When the other values became known, where that is not the time of the write: ticks, UTC.</param>
internal sealed record RowChange(int Stored, IReadOnlyList<int> Ordinals, long? Since = null);

/// <summary>
/// Compares rows with those that are stored: new ones get the clock of the write, changed ones keep <c>created_at</c>, equal ones are not
/// written again, except where the table says when a row was last confirmed.
/// </summary>
internal static class RowMerge
{
    /// <param name="keepsClocks">As <see cref="StoreWrite.KeepsClocks"/>.</param>
    public static MergeResult Compare(RowBatch rows, RowBatch stored, DateTime now, bool keepsClocks = false)
    {
        Dataset dataset = rows.Dataset;
        Dictionary<RowRef, int> byKey = Index(stored);
        bool isConfirmed = dataset.Columns.Any(column => column.Role == ColumnRole.RetrievedAt);
        RowBatch added = new(dataset);
        RowBatch replaced = new(dataset);
        List<RowChange> changes = [];
        int unchanged = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            if (!byKey.TryGetValue(new RowRef(rows, row), out int known))
            {
                RowClocks.Set(added, added.Append(rows, row), now, keepsClocks);
            }
            else if (Differences(rows, row, stored, known) is { } differing)
            {
                if (keepsClocks && RowAge.IsOlder(rows, row, stored, known))
                {
                    unchanged++;
                    continue;
                }

                int written = replaced.Append(rows, row);
                RowClocks.Set(replaced, written, now, keepsClocks);
                changes.Add(new RowChange(known, differing, keepsClocks ? RowClocks.KnownSince(replaced, written) : null));
                RowClocks.Keep(replaced, written, stored, known, ColumnRole.CreatedAt);
            }
            else
            {
                unchanged++;
                if (isConfirmed)
                {
                    int written = replaced.Append(rows, row);
                    RowClocks.Set(replaced, written, now);
                    RowClocks.Keep(replaced, written, stored, known, ColumnRole.CreatedAt, ColumnRole.UpdatedAt, ColumnRole.CollectedAt, ColumnRole.RetrievedAt);
                }
            }
        }

        return new MergeResult(added, replaced, changes, unchanged);
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

    /// <summary>The stored rows that have the keys of these rows, as they are.</summary>
    public static RowBatch Known(RowBatch rows, RowBatch stored)
    {
        Dictionary<RowRef, int> byKey = Index(stored);
        RowBatch known = new(rows.Dataset);
        for (int row = 0; row < rows.Count; row++)
        {
            if (byKey.TryGetValue(new RowRef(rows, row), out int found))
            {
                known.Append(stored, found);
            }
        }

        return known;
    }

    /// <summary>The stored rows whose keys are none of these rows', as they are.</summary>
    public static RowBatch Gone(RowBatch rows, RowBatch stored)
    {
        Dictionary<RowRef, int> byKey = Index(rows);
        RowBatch gone = new(stored.Dataset);
        for (int row = 0; row < stored.Count; row++)
        {
            if (!byKey.ContainsKey(new RowRef(stored, row)))
            {
                gone.Append(stored, row);
            }
        }

        return gone;
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

    /// <summary>The columns whose values differ, clocks left out; null when none does.</summary>
    private static List<int>? Differences(RowBatch rows, int row, RowBatch stored, int known)
    {
        List<int>? differing = null;
        for (int ordinal = 0; ordinal < rows.Dataset.Columns.Count; ordinal++)
        {
            Column column = rows.Dataset.Columns[ordinal];
            if (column.Role == ColumnRole.Value && !rows.CellEquals(row, stored, known, ordinal)
                && !(column.Kind == ColumnKind.Json && IsSameJson(rows.Text(row, ordinal), stored.Text(known, ordinal))))
            {
                (differing ??= []).Add(ordinal);
            }
        }

        return differing;
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
