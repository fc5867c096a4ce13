using System.Data.Common;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>The old table of a rebuild, kept under another name.</summary>
internal sealed class OriginalTable(SqlStore store, DbConnection connection, RebuildWords words, RebuildRecord rebuild, TimeProvider time)
{
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        SourceTable? table = await SourceTables.ReadAsync(words, connection, rebuild.Original, cancellationToken).ConfigureAwait(false);
        if (table is not null)
        {
            await CheckAsync(table, cancellationToken).ConfigureAwait(false);
            await RebuildReads.ExecuteAsync(connection, null, $"DROP TABLE {words.Name(rebuild.Original)}", cancellationToken).ConfigureAwait(false);
        }

        await RebuildBooks.WriteAsync(
            words.Dialect, connection, null, rebuild with { State = TableRebuilds.Removed }, time.GetUtcNow().UtcDateTime, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether it is the table whose rows were copied: counts and sums of every slice.</summary>
    private async Task CheckAsync(SourceTable table, CancellationToken cancellationToken)
    {
        if (words is SqliteRebuildWords)
        {
            SqliteRowHash.Register(connection);
        }

        // The catalogue knows the table by the name that it had.
        RebuildSql sql = new(words, table with { Name = rebuild.Request.Table }, rebuild.Request, rebuild.NewTable) { SliceBy = rebuild.SliceBy, OldName = rebuild.Original };
        SliceCopy copy = new(store, connection, sql, table, rebuild.Request, new RebuildWatch());
        IReadOnlyList<int> changed = await copy.ChangedAsync(rebuild, null, cancellationToken).ConfigureAwait(false);
        if (changed.Count > 0)
        {
            throw new IngestException(
                IngestErrorId.CopyMismatch, $"{rebuild.Original} has other rows than when it was replaced, in {changed.Count} of {rebuild.Slices.Count} parts.",
                "Somebody has written to it since. See what it has that the new table lacks; remove it by hand when you are sure.");
        }
    }
}
