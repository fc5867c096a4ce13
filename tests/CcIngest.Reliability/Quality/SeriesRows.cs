using CcIngest.Model;

namespace CcIngest.Reliability;

/// <summary>The rows of a series as they can be edited, ascending by time, with what the books say of it.</summary>
internal sealed class SeriesRows(Dataset dataset, SeriesKey key, IReadOnlyList<CoverageInterval> coverage)
{
    public Dataset Dataset => dataset;

    public SeriesKey Key => key;

    public IReadOnlyList<CoverageInterval> Coverage => coverage;

    public List<object?[]> Rows { get; init; } = [];

    public DateTime TimeOf(int row) => (DateTime)Rows[row][dataset.Series!.Time]!;

    /// <summary>The same rows, to be edited without a change to these.</summary>
    public SeriesRows Copy() => new(dataset, key, coverage) { Rows = [.. Rows.Select(row => (object?[])row.Clone())] };

    public void Add(RowBatch rows)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            Rows.Add([.. Enumerable.Range(0, dataset.Columns.Count).Select(ordinal => rows.Value(row, ordinal))]);
        }
    }

    public RowBatch ToBatch()
    {
        RowBatch batch = new(dataset, Math.Max(Rows.Count, 1));
        foreach (object?[] values in Rows)
        {
            int row = batch.AddRow();
            for (int ordinal = 0; ordinal < values.Length; ordinal++)
            {
                switch (values[ordinal])
                {
                    case null:
                        break;
                    case string text:
                        batch.Set(row, ordinal, text);
                        break;
                    case double number:
                        batch.Set(row, ordinal, number);
                        break;
                    case DateTime time:
                        batch.Set(row, ordinal, time);
                        break;
                    case bool flag:
                        batch.Set(row, ordinal, flag ? 1L : 0L);
                        break;
                    case var whole:
                        batch.Set(row, ordinal, (long)whole);
                        break;
                }
            }
        }

        return batch;
    }
}
