using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Leases as rows of their tables.</summary>
internal static class LeaseRows
{
    private static readonly Dataset Series = Leases.Series;

    public static RowBatch Of(RunHolder holder)
    {
        Dataset table = Leases.Runs;
        RowBatch rows = new(table, 1);
        int row = rows.AddRow();
        rows.Set(row, table.Ordinal("run_id"), holder.RunId);
        rows.Set(row, table.Ordinal("process_id"), holder.Process.Id);
        Set("process_started", holder.Process.Started);
        Set("host", holder.Process.Machine);
        Set("boot", holder.Process.Boot);
        Set("process_space", holder.Process.Namespace);
        rows.Set(row, table.Ordinal("renewed_at"), DateTime.UnixEpoch);     // the store's own clock takes its place at once
        rows.Set(row, table.Ordinal("lease_seconds"), holder.LeaseSeconds);
        return rows;

        void Set(string column, string text) =>
            rows.Set(row, table.Ordinal(column), ShortText.Of(text, table.Columns[table.Ordinal(column)].Length));
    }

    public static RowBatch Of(string runId, IReadOnlyCollection<LeaseKey> keys)
    {
        RowBatch rows = new(Series, keys.Count);
        foreach (LeaseKey key in keys)
        {
            int row = rows.AddRow();
            rows.Set(row, Series.Ordinal("dataset"), key.Dataset);
            rows.Set(row, Series.Ordinal("exchange"), key.Exchange);
            rows.Set(row, Series.Ordinal("interval_name"), key.Interval);
            rows.Set(row, Series.Ordinal("symbol_unmapped"), key.Symbol);
            rows.Set(row, Series.Ordinal("run_id"), runId);
        }

        return rows;
    }

    public static IEnumerable<HeldLease> Read(RowBatch rows)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            yield return new HeldLease(
                new LeaseKey(Text(row, "dataset"), Text(row, "exchange"), Text(row, "interval_name"), Text(row, "symbol_unmapped")),
                Text(row, "run_id"));
        }

        string Text(int row, string column) => rows.Text(row, Series.Ordinal(column)) ?? "";
    }
}
