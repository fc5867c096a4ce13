using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Both sides of a copy, hashed for comparison. Rows that the target confirmed later stay with their other values, and are no mismatch.</summary>
internal sealed class ComparedRows : IDisposable
{
    private readonly RowHash _there = new();
    private readonly RowHash _here = new();

    /// <summary>Rows that are newer here, and in neither hash.</summary>
    public long Newer { get; private set; }

    public long RowsThere => _there.Rows + Newer;

    public string HashThere => _there.ToString();

    public long RowsHere => _here.Rows + Newer;

    public string HashHere => _here.ToString();

    public bool AreEqual => _there.Rows == _here.Rows && HashThere == HashHere;

    public void Dispose()
    {
        _there.Dispose();
        _here.Dispose();
    }

    public static bool AreAlike(RowBatch there, RowBatch here)
    {
        using RowHash one = new();
        using RowHash other = new();
        one.Add(there);
        other.Add(here);
        return one.Rows == other.Rows && one.ToString() == other.ToString();
    }

    /// <param name="there">In key order.</param>
    /// <param name="here">Those of the target that have the same keys, in the same order; some may be missing.</param>
    /// <param name="areAlike">Whether <see cref="AreAlike"/> says so of them.</param>
    /// <returns>The rows there that are newer here.</returns>
    public IReadOnlyList<int> Add(RowBatch there, RowBatch here, bool areAlike)
    {
        if (areAlike)
        {
            _there.Add(there);
            _here.Add(here);
            return [];
        }

        List<int> newer = [];

        RowBatch comparedThere = new(there.Dataset, there.Count);
        RowBatch comparedHere = new(there.Dataset, Math.Max(here.Count, 1));
        int next = 0;
        for (int row = 0; row < there.Count; row++)
        {
            int? known = next < here.Count && AreEqualIn(there, row, here, next, there.Dataset.Key) ? next++ : null;
            if (known is { } at && RowAge.IsOlder(there, row, here, at) && !AreEqualIn(there, row, here, at, Values(there.Dataset)))
            {
                newer.Add(row);
                continue;
            }

            comparedThere.Append(there, row);
            if (known is { } found)
            {
                comparedHere.Append(here, found);
            }
        }

        _there.Add(comparedThere);
        _here.Add(comparedHere);
        Newer += newer.Count;
        return newer;
    }

    private static IEnumerable<int> Values(Dataset dataset) =>
        Enumerable.Range(0, dataset.Columns.Count).Where(ordinal => dataset.Columns[ordinal].Role == ColumnRole.Value);

    private static bool AreEqualIn(RowBatch there, int row, RowBatch here, int at, IEnumerable<int> ordinals) =>
        ordinals.All(ordinal => there.CellEquals(row, here, at, ordinal));
}
