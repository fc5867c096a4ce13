using System.Data.Common;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Versions of rows that are known no more, as rows of <c>cc_revisions</c>.</summary>
internal static class RevisionRows
{
    private static readonly Dataset Table = Revisions.Dataset;
    private static readonly int DatasetName = Table.Ordinal("dataset");
    private static readonly int Exchange = Table.Ordinal("exchange");
    private static readonly int Symbol = Table.Ordinal("symbol_unmapped");
    private static readonly int IntervalName = Table.Ordinal("interval_name");
    private static readonly int Time = Table.Ordinal("datetime");
    private static readonly int KnownFrom = Table.Ordinal("known_from");
    private static readonly int KnownUntil = Table.Ordinal("known_until");

    /// <summary>What changed rows said before: the values that differ.</summary>
    /// <param name="stored">Rows as they were read.</param>
    /// <param name="changes">Which of them change, and where.</param>
    /// <param name="runId">The run that replaces them.</param>
    /// <param name="now">The clock of the write, UTC.</param>
    public static RowBatch OfChanged(RowBatch stored, IReadOnlyList<RowChange> changes, string runId, DateTime now)
    {
        RowBatch revisions = new(Table, changes.Count);
        foreach (RowChange change in changes)
        {
            int row = Add(revisions, stored, change.Stored, runId, change.Since ?? now.Ticks);
            revisions.Set(row, Table.Ordinal("old_values"), RowText.Json(stored, change.Stored, change.Ordinals));
            if (RowClocks.KnownSince(stored, change.Stored) is { } knownSince)
            {
                revisions.Set(row, KnownFrom, knownSince);
            }
        }

        return revisions;
    }

    /// <summary>What rows said that are removed: all their values.</summary>
    /// <param name="gone">Rows as they were read.</param>
    /// <param name="runId">The run that removes them.</param>
    /// <param name="now">The clock of the write, UTC.</param>
    public static RowBatch OfRemoved(RowBatch gone, string runId, DateTime now)
    {
        int[] values = [.. gone.Dataset.Columns.Index().Where(column => column.Item.Role == ColumnRole.Value).Select(column => column.Index)];
        return OfChanged(gone, [.. Enumerable.Range(0, gone.Count).Select(row => new RowChange(row, values))], runId, now);
    }

    /// <summary>Rows that came though their periods had been settled without them.</summary>
    /// <param name="keepsClocks">As <see cref="StoreWrite.KeepsClocks"/>: the absence ends when the row became known, wherever that was.</param>
    public static RowBatch OfAbsent(RowBatch added, string runId, DateTime now, bool keepsClocks)
    {
        RowBatch revisions = new(Table, added.Count);
        for (int row = 0; row < added.Count; row++)
        {
            Add(revisions, added, row, runId, (keepsClocks ? RowClocks.KnownSince(added, row) : null) ?? now.Ticks);
        }

        return revisions;
    }

    /// <summary>
    /// The versions of a row end one after the other, also when the clock was put back or stands still: a version that would end before an
    /// earlier one, or with it, ends a microsecond after that.
    /// </summary>
    public static async Task PutAfterEarlierAsync(
        SqlStore store, DbConnection connection, DbTransaction transaction, RowBatch revisions, CancellationToken cancellationToken)
    {
        foreach (IGrouping<(string?, string?, string?), int> series in Enumerable.Range(0, revisions.Count)
            .GroupBy(row => (revisions.Text(row, Exchange), revisions.Text(row, Symbol), revisions.Text(row, IntervalName))))
        {
            Dictionary<long, long> last = await ReadLastAsync(
                store, connection, transaction, revisions, [.. series], cancellationToken).ConfigureAwait(false);
            foreach (int row in series)
            {
                long earliest = last.TryGetValue(revisions.Int64(row, Time), out long earlier) ? earlier + TimeSpan.TicksPerMicrosecond : 0;
                revisions.Set(row, KnownUntil, Math.Max(Math.Max(earliest, revisions.Int64(row, KnownUntil)), revisions.Int64(row, KnownFrom)));
            }
        }
    }

    /// <param name="until">When the version ended, ticks, UTC.</param>
    private static int Add(RowBatch revisions, RowBatch rows, int row, string runId, long until)
    {
        SeriesColumns series = rows.Dataset.Revised ?? throw new ArgumentException($"Of {rows.Dataset} no versions are kept.", nameof(rows));
        int revision = revisions.AddRow();
        revisions.Set(revision, DatasetName, rows.Dataset.Name);
        revisions.Set(revision, Exchange, Name(rows, row, series.Exchange));
        revisions.Set(revision, Symbol, rows.Dataset.Series is null ? Name(rows, row, series.Symbol) : series.SymbolOf(rows, row));
        revisions.Set(revision, IntervalName, series.Interval is { } interval ? rows.Text(row, interval) : rows.Dataset.Interval?.ToString() ?? "");
        revisions.Set(revision, Time, rows.Int64(row, series.Time));
        revisions.Set(revision, KnownUntil, until - (until % TimeSpan.TicksPerMicrosecond));
        revisions.Set(revision, Table.Ordinal("run_id"), runId);
        return revision;
    }

    /// <summary>A text, or a number as text: assets are known by a number.</summary>
    private static string? Name(RowBatch rows, int row, int ordinal) =>
        Convert.ToString(rows.Value(row, ordinal), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>When the last version of each period ended, in ticks; only where that is not before the write.</summary>
    private static async Task<Dictionary<long, long>> ReadLastAsync(
        SqlStore store, DbConnection connection, DbTransaction transaction, RowBatch revisions, int[] series, CancellationToken cancellationToken)
    {
        RowBatch found = new(Table);
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = $"SELECT {store.Dialect.Names(Table, [Time, KnownUntil])} FROM {store.Dialect.Name(Table)} WHERE "
                + $"{Name(DatasetName)} = @p0 AND {Name(Exchange)} = @p1 AND {Name(Symbol)} = @p2 AND {Name(IntervalName)} = @p3 "
                + $"AND {Name(Time)} >= @p4 AND {Name(Time)} <= @p5 AND {Name(KnownUntil)} >= @p6";
            object?[] values =
            [
                revisions.Text(series[0], DatasetName), revisions.Text(series[0], Exchange), revisions.Text(series[0], Symbol),
                revisions.Text(series[0], IntervalName), TimeOf(Time, series.Min(row => revisions.Time(row, Time))),
                TimeOf(Time, series.Max(row => revisions.Time(row, Time))), TimeOf(KnownUntil, series.Min(row => revisions.Time(row, KnownUntil))),
            ];
            for (int index = 0; index < values.Length; index++)
            {
                RowReader.AddParameter(command, index, values[index]);
            }

            await RowReader.ReadAsync(store, command, found, [Time, KnownUntil], cancellationToken).ConfigureAwait(false);
        }

        return Enumerable.Range(0, found.Count).GroupBy(row => found.Int64(row, Time))
            .ToDictionary(rows => rows.Key, rows => rows.Max(row => found.Int64(row, KnownUntil)));

        object TimeOf(int ordinal, DateTime time) => store.Dialect.TimeParameter(Table.Columns[ordinal], time);

        string Name(int ordinal) => store.Dialect.Quote(Table.Columns[ordinal].Name);
    }
}
