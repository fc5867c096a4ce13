using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>Rows of one table that fit, are ordered by key, and have each key once.</summary>
internal sealed record PreparedTable(RowBatch Rows, WriteMode Mode)
{
    /// <summary>The rows in the form that the engine loads; null where that was not made before.</summary>
    public ReadyRows? Ready { get; init; }

    /// <summary>As <see cref="TableWrite.WholeOf"/>.</summary>
    public IReadOnlySet<long> WholeOf { get; init; } = System.Collections.Frozen.FrozenSet<long>.Empty;

    /// <summary>The owners of <see cref="WholeOf"/> of which none of these rows is.</summary>
    public static IReadOnlySet<long> WholeWithout(IReadOnlySet<long> wholeOf, RowBatch rows, IEnumerable<int> refused) => wholeOf.Count == 0
        ? wholeOf
        : wholeOf.Except(refused.Select(row => rows.Int64(row, rows.Dataset.Key[0]))).ToHashSet();
}

/// <summary>A write as the transaction takes it: what no attempt has to look at again.</summary>
internal sealed class PreparedWrite : IDisposable
{
    private readonly IReadOnlyList<LeftOut> _leftOut;

    private PreparedWrite(StoreWrite write, IReadOnlyList<PreparedTable> tables, IReadOnlyList<RejectedRow> refused, IReadOnlyList<LeftOut> leftOut) =>
        (Write, Tables, Refused, _leftOut) = (write, tables, refused, leftOut);

    public StoreWrite Write { get; }

    public IReadOnlyList<PreparedTable> Tables { get; }

    /// <summary>Rows with a value that its column cannot hold, or that the engine refused before.</summary>
    public IReadOnlyList<RejectedRow> Refused { get; }

    /// <summary>Rows of data tables that a later row of the same key in the same batch took the place of.</summary>
    public int Duplicates => _leftOut.Where(table => !table.Dataset.IsBookkeeping).Sum(table => table.Duplicates);

    /// <summary>Rows that are expected to be new get their clocks here, because what an engine loads may be made of them before the write.</summary>
    public static PreparedWrite From(StoreWrite write)
    {
        List<PreparedTable> tables = [];
        List<RejectedRow> refused = [];
        List<LeftOut> without = [];
        foreach (TableWrite table in write.Tables)
        {
            Normalize(table.Rows);
            IReadOnlyList<Misfit> misfits = RowFit.Check(table.Rows);
            refused.AddRange(misfits.Select(misfit => Refusal.Of(table.Rows, misfit.Row, misfit.Rule, misfit.Reason)));
            HashSet<int> leftOut = [.. misfits.Select(misfit => misfit.Row)];
            RowBatch rows = RowOrder.Apply(table.Rows, leftOut.Count == 0 ? null : leftOut.Contains, out int duplicates);
            if (table.Mode == WriteMode.Fresh)
            {
                RowClocks.SetAll(rows, write.Now, write.KeepsClocks);
            }

            without.Add(new LeftOut(rows.Dataset, duplicates, misfits));
            tables.Add(new PreparedTable(rows, table.Mode) { WholeOf = PreparedTable.WholeWithout(table.WholeOf, table.Rows, leftOut) });
        }

        return new PreparedWrite(write, tables, refused, without);
    }

    /// <summary>This write with rows that are expected to be new in the form that the engine loads.</summary>
    public PreparedWrite WithForms(SqlStore store)
    {
        return new PreparedWrite(Write, [.. Tables.Select(WithForm)], Refused, _leftOut);

        PreparedTable WithForm(PreparedTable table) => table.Mode == WriteMode.Fresh && table.Rows.Count > 0 && store.FormOf(table.Rows) is { } form
            ? table with { Ready = new ReadyRows(table.Rows, form) }
            : table;
    }

    /// <summary>Says which rows are not written.</summary>
    public void Log(ILogger logger)
    {
        foreach ((Dataset dataset, int duplicates, IReadOnlyList<Misfit> misfits) in _leftOut)
        {
            if (duplicates > 0)
            {
                logger.LogWarning(
                    StorageEvents.DuplicatesRemoved, "{Table}: {Count} rows had a key that came again in the same batch; the last one stands.",
                    dataset.Table, duplicates);
            }

            if (misfits.Count > 0)
            {
                logger.LogWarning(
                    StorageEvents.RowsRefused, "{Table}: {Count} rows go to the dead letters, the first because {Reason}",
                    dataset.Table, misfits.Count, misfits[0].Reason);
            }
        }
    }

    /// <summary>Gives back what was made ready and not used.</summary>
    public void Dispose()
    {
        foreach (PreparedTable table in Tables)
        {
            table.Ready?.Dispose();
        }
    }

    /// <summary>This write with other rows to store, and more that are refused.</summary>
    public PreparedWrite With(IReadOnlyList<PreparedTable> tables, IReadOnlyList<RejectedRow> refused) =>
        new(Write, tables, [.. Refused, .. refused], _leftOut);

    /// <summary>Brings values to the form in which every engine gives them back: times to their unit, and zero without a sign (SQLite drops it).</summary>
    private static void Normalize(RowBatch rows)
    {
        for (int ordinal = 0; ordinal < rows.Dataset.Columns.Count; ordinal++)
        {
            Column column = rows.Dataset.Columns[ordinal];
            for (int row = 0; row < rows.Count && column.IsTime(); row++)
            {
                long ticks = rows.Int64(row, ordinal);
                if (ticks % column.Resolution() != 0)
                {
                    rows.Set(row, ordinal, ticks - (ticks % column.Resolution()));
                }
            }

            for (int row = 0; row < rows.Count && column.Kind == ColumnKind.Double; row++)
            {
                if (double.IsNegative(rows.Double(row, ordinal)) && rows.Double(row, ordinal) == 0)
                {
                    rows.Set(row, ordinal, 0d);
                }
            }
        }
    }

    /// <summary>What of a table's rows is not written.</summary>
    private sealed record LeftOut(Dataset Dataset, int Duplicates, IReadOnlyList<Misfit> Misfits);
}
