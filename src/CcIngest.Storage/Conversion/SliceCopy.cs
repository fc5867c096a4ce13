using System.Data.Common;
using System.Runtime.CompilerServices;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>Copies slices of a table, and compares them by sums of hashes that the engine makes of every row.</summary>
/// <param name="work">What removed rows are kept under.</param>
internal sealed class SliceCopy(
    SqlStore store, DbConnection connection, RebuildSql sql, SourceTable table, RebuildRequest request, RebuildWatch watch,
    string work = "")
{
    /// <summary>Rows that one statement hashes: well within the time that a statement may take.</summary>
    private const long MostRows = 4_000_000;

    /// <summary>Slices that one statement tells apart.</summary>
    private const int MostSlices = 50;

    /// <summary>Rows of a batch of removed rows.</summary>
    private const int BatchRows = 4_096;

    /// <summary>Copies a slice for the first time, or after it was found stale.</summary>
    public async Task<CopiedSlice> CopyAsync(RebuildSlice slice, int index, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        CopiedSlice staged = await StageAsync(slice, transaction, cancellationToken).ConfigureAwait(false);
        await watch.DoneAsync("staged", cancellationToken).ConfigureAwait(false);
        await KeepRemovedAsync(staged, index, transaction, cancellationToken).ConfigureAwait(false);
        if (slice.IsStale)
        {
            await ExecuteAsync(sql.DeleteNew(slice), transaction, cancellationToken).ConfigureAwait(false);
        }

        await InsertAsync(staged, index, transaction, cancellationToken).ConfigureAwait(false);
        return staged;
    }

    /// <summary>Copies a slice whose rows have become others, when none of those that the new table has is gone.</summary>
    /// <param name="beforeDelete">Called before the slice's rows are taken out of the new table.</param>
    /// <exception cref="StaleSlicesException">Rows were changed or removed.</exception>
    public async Task<CopiedSlice> CopyAgainAsync(
        RebuildSlice slice, int index, DbTransaction? transaction, Func<Task>? beforeDelete, CancellationToken cancellationToken)
    {
        CopiedSlice staged = await StageAsync(slice, transaction, cancellationToken).ConfigureAwait(false);
        if (await CountGoneAsync(slice, transaction, cancellationToken).ConfigureAwait(false) is > 0 and { } gone)
        {
            throw new StaleSlicesException([index], gone);
        }

        await KeepRemovedAsync(staged, index, transaction, cancellationToken).ConfigureAwait(false);
        await (beforeDelete?.Invoke() ?? Task.CompletedTask).ConfigureAwait(false);
        await ExecuteAsync(sql.DeleteNew(slice), transaction, cancellationToken).ConfigureAwait(false);
        await watch.DoneAsync("emptied", cancellationToken).ConfigureAwait(false);
        await InsertAsync(staged, index, transaction, cancellationToken).ConfigureAwait(false);
        return (await SumsAsync(sql.NewSums([slice], index), transaction, cancellationToken).ConfigureAwait(false)).GetValueOrDefault(index, (0, "0"))
            == (staged.Kept, staged.KeptSum)
            ? staged
            : throw new StaleSlicesException([index], null);
    }

    /// <summary>Compares the new table with what was copied to it.</summary>
    /// <exception cref="StaleSlicesException">It has other rows.</exception>
    public async Task CheckNewAsync(RebuildRecord record, CancellationToken cancellationToken)
    {
        List<int> different = await DifferentAsync(
            record, copied => (copied.Kept, copied.KeptSum), (slices, first) => sql.NewSums(slices, first), null, cancellationToken).ConfigureAwait(false);
        if (different.Count > 0)
        {
            throw new StaleSlicesException(different, null);
        }
    }

    /// <summary>The slices of the old table that have other rows than when they were copied.</summary>
    public async Task<IReadOnlyList<int>> ChangedAsync(RebuildRecord record, DbTransaction? transaction, CancellationToken cancellationToken) =>
        await DifferentAsync(record, copied => (copied.Rows, copied.Sum), (slices, first) => sql.OldSums(slices, first), transaction, cancellationToken)
            .ConfigureAwait(false);

    private async Task<List<int>> DifferentAsync(
        RebuildRecord record, Func<CopiedSlice, (long Rows, string Sum)> recorded, Func<IReadOnlyList<RebuildSlice>, int, string> read,
        DbTransaction? transaction, CancellationToken cancellationToken)
    {
        List<int> different = [];
        foreach ((int first, IReadOnlyList<RebuildSlice> slices) in Groups(record.Slices))
        {
            Dictionary<int, (long, string)> sums = await SumsAsync(read(slices, first), transaction, cancellationToken).ConfigureAwait(false);
            different.AddRange(Enumerable.Range(first, slices.Count).Where(
                index => record.Slices[index].Copied is { } copied && sums.GetValueOrDefault(index, (0, "0")) != recorded(copied)));
        }

        return different;
    }

    private async Task<Dictionary<int, (long Rows, string Sum)>> SumsAsync(string query, DbTransaction? transaction, CancellationToken cancellationToken) =>
        (await RebuildReads.RowsAsync(connection, transaction, query, cancellationToken).ConfigureAwait(false))
            .ToDictionary(row => (int)RebuildReads.Number(row[0]), row => (RebuildReads.Number(row[1]), RebuildReads.Text(row[2]) ?? "0"));

    private static IEnumerable<(int First, IReadOnlyList<RebuildSlice> Slices)> Groups(IReadOnlyList<RebuildSlice> slices)
    {
        int first = 0;
        long rows = 0;
        for (int index = 0; index < slices.Count; index++)
        {
            long more = slices[index].Copied?.Rows ?? 0;
            if (index > first && (rows + more > MostRows || index - first == MostSlices))
            {
                yield return (first, [.. slices.Skip(first).Take(index - first)]);
                (first, rows) = (index, 0);
            }

            rows += more;
        }

        yield return (first, [.. slices.Skip(first)]);
    }

    /// <summary>Reads the slice's rows into a table of their own, so that everything that follows is about the same rows.</summary>
    private async Task<CopiedSlice> StageAsync(RebuildSlice slice, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        await ExecuteAsync(sql.DropSlice, transaction, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(sql.Stage(slice), transaction, cancellationToken).ConfigureAwait(false);
        object?[] row = (await RebuildReads.RowsAsync(connection, transaction, sql.Summary, cancellationToken).ConfigureAwait(false))[0];
        CopiedSlice staged = new(RebuildReads.Number(row[0]), RebuildReads.Text(row[1])!, RebuildReads.Number(row[2]), RebuildReads.Text(row[3])!);
        if (RebuildReads.Number(row[5]) is > 0 and { } withoutKey)
        {
            throw RebuildErrors.WithoutKey(table.Name, withoutKey, request.Key);
        }

        if (RebuildReads.Number(row[4]) is > 0 and { } invalid)
        {
            throw RebuildErrors.Invalid(table.Name, invalid);
        }

        return staged.Kept == staged.Rows || request.RemovesDuplicates
            ? staged
            : throw RebuildErrors.Duplicates(table.Name, staged.Rows - staged.Kept, request.Key);
    }

    private async Task InsertAsync(CopiedSlice staged, int index, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        int inserted;
        try
        {
            inserted = await RebuildReads.ExecuteAsync(connection, transaction, sql.Insert, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception refused) when (store.RowRefusal(refused) is { } reason)
        {
            throw new IngestException(
                IngestErrorId.StoreWriteFailed, $"{table.Name}: the new table does not take a row: {reason}",
                "Correct the row in the old table. Keys that are different texts and equal to the engine (case, accents) need the schema's option KeyCollation utf8mb4_bin.",
                refused);
        }

        await watch.DoneAsync("inserted", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(sql.DropSlice, transaction, cancellationToken).ConfigureAwait(false);
        if (inserted != staged.Kept)
        {
            throw new StaleSlicesException([index], null);
        }
    }

    private async Task KeepRemovedAsync(CopiedSlice staged, int index, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        if (watch.Removed is null || staged.Rows == staged.Kept)
        {
            return;
        }

        long kept = await watch.Removed.KeepAsync(work, index, ReadRemovedAsync(transaction, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (kept != staged.Rows - staged.Kept)
        {
            throw new StaleSlicesException([index], null);
        }

        await watch.DoneAsync("exported", cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<RowBatch> ReadRemovedAsync(DbTransaction? transaction, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RowBatch rows = new(sql.RemovedDataset, BatchRows);
        IReadOnlyList<int> ordinals = RowReader.AllOrdinals(rows.Dataset);
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = sql.Removed;
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    RowReader.AddRow(store, reader, rows, ordinals);
                    if (rows.Count == BatchRows)
                    {
                        yield return rows;
                        rows.Clear();
                    }
                }
            }
        }

        if (rows.Count > 0)
        {
            yield return rows;
        }
    }

    /// <summary>Rows of the new table that the staged rows have no longer, by their hashes: as many as a slice has, in memory.</summary>
    private async Task<long> CountGoneAsync(RebuildSlice slice, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        HashSet<string> copied = [];
        await foreach (object?[] row in RebuildReads.StreamAsync(connection, transaction, sql.NewHashes(slice), cancellationToken).ConfigureAwait(false))
        {
            copied.Add(RebuildReads.Text(row[0])!);
        }

        await foreach (object?[] row in RebuildReads.StreamAsync(connection, transaction, sql.StagedHashes, cancellationToken).ConfigureAwait(false))
        {
            copied.Remove(RebuildReads.Text(row[0])!);
        }

        return copied.Count;
    }

    private Task<int> ExecuteAsync(string statement, DbTransaction? transaction, CancellationToken cancellationToken) =>
        RebuildReads.ExecuteAsync(connection, transaction, statement, cancellationToken);
}
