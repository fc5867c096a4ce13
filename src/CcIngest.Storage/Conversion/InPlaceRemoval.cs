using System.Data.Common;

namespace CcIngest.Storage;

/// <summary>Removes rows whose key a newer row has, where they are: a slice in each transaction.</summary>
/// <param name="work">What removed rows are kept under; another one with every call, whose slices may be others.</param>
internal sealed class InPlaceRemoval(SqlStore store, DbConnection connection, RebuildWords words, SourceTable table, RebuildWatch watch, string work)
{
    /// <returns>Rows before and after.</returns>
    public async Task<(long Before, long After)> RunAsync(RebuildRequest request, CancellationToken cancellationToken)
    {
        if (words is SqliteRebuildWords)
        {
            SqliteRowHash.Register(connection);
        }

        RebuildSql sql = new(words, table, request, table.Name);
        IReadOnlyList<RebuildSlice> slices = await RebuildSlices.ReadAsync(connection, sql, request.SliceRows, cancellationToken).ConfigureAwait(false);
        (long before, long after) = (0, 0);
        for (int index = 0; index < slices.Count; index++)
        {
            DbTransaction transaction = await store.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                (long rows, long kept) = await SliceAsync(sql, slices[index], index, transaction, cancellationToken).ConfigureAwait(false);
                await Commit.RunAsync(transaction, cancellationToken).ConfigureAwait(false);
                (before, after) = (before + rows, after + kept);
            }

            await watch.DoneAsync("committed", cancellationToken).ConfigureAwait(false);
            watch.OnSlice?.Invoke(index + 1, slices.Count, before);
        }

        return (before, after);
    }

    private async Task<(long Rows, long Kept)> SliceAsync(
        RebuildSql sql, RebuildSlice slice, int index, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (words is PostgreSqlRebuildWords)
        {
            // A row that is updated has another ctid, and its old one may become another row's.
            await ExecuteAsync($"LOCK TABLE {words.Name(table.Name)} IN SHARE ROW EXCLUSIVE MODE", transaction, cancellationToken).ConfigureAwait(false);
        }

        await ExecuteAsync(sql.DropSlice, transaction, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(sql.Stage(slice, toRemove: true), transaction, cancellationToken).ConfigureAwait(false);
        object?[] row = (await RebuildReads.RowsAsync(connection, transaction, sql.Summary, cancellationToken).ConfigureAwait(false))[0];
        (long rows, long kept, long withoutKey) = (RebuildReads.Number(row[0]), RebuildReads.Number(row[2]), RebuildReads.Number(row[5]));
        if (withoutKey > 0)
        {
            throw RebuildErrors.WithoutKey(table.Name, withoutKey, sql.Key);
        }

        if (rows > kept)
        {
            if (watch.Removed is { } removed)
            {
                SliceCopy staged = new(store, connection, sql, table, sql.Request, watch);
                long exported = await removed.KeepAsync(work, index, staged.ReadRemovedAsync(transaction, cancellationToken), cancellationToken).ConfigureAwait(false);
                await watch.DoneAsync("exported", cancellationToken).ConfigureAwait(false);
                if (exported != rows - kept)
                {
                    throw RebuildErrors.Different(table.Name, $"{exported} rows exported, {rows - kept} to be removed");
                }
            }

            int deleted = await RebuildReads.ExecuteAsync(connection, transaction, sql.DeleteInPlace, cancellationToken).ConfigureAwait(false);
            await watch.DoneAsync("deleted", cancellationToken).ConfigureAwait(false);
            if (deleted != rows - kept)
            {
                throw RebuildErrors.Different(table.Name, FormattableString.Invariant($"{deleted} rows removed in place of {rows - kept}"));
            }
        }

        await ExecuteAsync(sql.DropSlice, transaction, cancellationToken).ConfigureAwait(false);
        return (rows, kept);
    }

    private Task<int> ExecuteAsync(string statement, DbTransaction transaction, CancellationToken cancellationToken) =>
        RebuildReads.ExecuteAsync(connection, transaction, statement, cancellationToken);
}
