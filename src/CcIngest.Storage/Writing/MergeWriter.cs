using System.Data.Common;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// Writes rows that may meet stored ones, within a transaction. No value of a time series is replaced before it lies among the revisions: new keys
/// are inserted and never upserted, and what was compared is locked where several writers are possible.
/// </summary>
internal sealed class MergeWriter(SqlStore store, StoreWrite write, DbConnection connection, DbTransaction transaction)
{
    /// <summary>Revisions written so far.</summary>
    public int Revisions { get; private set; }

    /// <summary>Writes rows whose keys are expected to be new. Should some be there all the same, the rows are compared with them.</summary>
    /// <param name="rows">With their clocks.</param>
    /// <param name="ready">What was made of the rows before; null when nothing was.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RowCounts> WriteFreshAsync(RowBatch rows, ReadyRows? ready, CancellationToken cancellationToken)
    {
        int inserted = await LoadAsync(new RowLoad(rows, LoadMode.Fresh) { Ready = ready }, cancellationToken).ConfigureAwait(false);
        return inserted == rows.Count
            ? new RowCounts(0, inserted, 0, 0, 0)
            : await MergeKnownAsync(rows, inserted, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Compares rows with what is stored and writes what differs. A row of a time series that was not there was absent until now.</summary>
    public async Task<RowCounts> MergeAsync(RowBatch rows, CancellationToken cancellationToken)
    {
        (MergeResult merged, RowBatch stored) = await CompareAsync(rows, cancellationToken).ConfigureAwait(false);
        await ReplaceAsync(merged, stored, cancellationToken).ConfigureAwait(false);
        RowCounts counts = new(0, 0, merged.Changes.Count, merged.Unchanged, 0);
        if (merged.Added.Count == 0)
        {
            return counts;
        }

        int inserted = await LoadAsync(new RowLoad(merged.Added, LoadMode.Fresh), cancellationToken).ConfigureAwait(false);
        if (inserted < merged.Added.Count)
        {
            // Another writer was quicker; whether each row was absent is for that one to say.
            return counts + await MergeKnownAsync(merged.Added, inserted, cancellationToken).ConfigureAwait(false);
        }

        if (rows.Dataset.Series is not null)
        {
            await KeepAsync(RevisionRows.OfAbsent(merged.Added, write.RunId, write.Now, write.KeepsClocks), cancellationToken).ConfigureAwait(false);
        }

        return counts + new RowCounts(0, inserted, 0, 0, 0);
    }

    /// <summary>Reads what the table has of owners beyond these rows, and keeps it among the revisions: the caller deletes it.</summary>
    /// <param name="rows">All that there is of the owners.</param>
    /// <param name="owners">Values of the first key column.</param>
    public async Task<RowBatch> TakeGoneAsync(RowBatch rows, IReadOnlySet<long> owners, CancellationToken cancellationToken)
    {
        RowBatch gone = RowMerge.Gone(
            rows, await StoredRows.ReadOwnedAsync(store, connection, transaction, rows.Dataset, owners, cancellationToken).ConfigureAwait(false));
        if (gone.Count > 0 && gone.Dataset.Revised is not null)
        {
            await KeepAsync(RevisionRows.OfRemoved(gone, write.RunId, write.Now), cancellationToken).ConfigureAwait(false);
        }

        return gone;
    }

    /// <summary>Compares rows of which all keys are in the table by now.</summary>
    /// <param name="inserted">Rows among them that this transaction has just written; they come back equal.</param>
    private async Task<RowCounts> MergeKnownAsync(RowBatch rows, int inserted, CancellationToken cancellationToken)
    {
        (MergeResult merged, RowBatch stored) = await CompareAsync(rows, cancellationToken).ConfigureAwait(false);
        if (merged.Added.Count > 0)
        {
            throw RowNotTakenException.Of(store.Dialect.Engine, merged.Added);
        }

        await ReplaceAsync(merged, stored, cancellationToken).ConfigureAwait(false);
        return new RowCounts(0, inserted, merged.Changes.Count, merged.Unchanged - inserted, 0);
    }

    private async Task<(MergeResult Merged, RowBatch Stored)> CompareAsync(RowBatch rows, CancellationToken cancellationToken)
    {
        RowBatch stored = await StoredRows.ReadAsync(
            store, connection, transaction, rows, RowReader.AllOrdinals(rows.Dataset), isLocking: true, cancellationToken).ConfigureAwait(false);
        return (RowMerge.Compare(rows, stored, write.Now, write.KeepsClocks), stored);
    }

    private async Task ReplaceAsync(MergeResult merged, RowBatch stored, CancellationToken cancellationToken)
    {
        if (merged.Replaced.Count == 0)
        {
            return;
        }

        if (stored.Dataset.Revised is not null)
        {
            await KeepAsync(RevisionRows.OfChanged(stored, merged.Changes, write.RunId, write.Now), cancellationToken).ConfigureAwait(false);
        }

        await LoadAsync(new RowLoad(merged.Replaced, LoadMode.Replace), cancellationToken).ConfigureAwait(false);
    }

    private async Task KeepAsync(RowBatch revisions, CancellationToken cancellationToken)
    {
        if (revisions.Count == 0)
        {
            return;
        }

        await RevisionRows.PutAfterEarlierAsync(store, connection, transaction, revisions, cancellationToken).ConfigureAwait(false);
        RowBatch ordered = RowOrder.Apply(revisions, null, out _);
        if (await LoadAsync(new RowLoad(ordered, LoadMode.Fresh), cancellationToken).ConfigureAwait(false) < ordered.Count)
        {
            throw new IngestException(
                IngestErrorId.StoreWriteFailed, $"{ordered.Dataset.Table}: another writer has kept a version of the same row at the same moment.",
                "Nothing of the batch was stored. Run again.");
        }

        Revisions += ordered.Count;
    }

    private Task<int> LoadAsync(RowLoad load, CancellationToken cancellationToken) => store.LoadAsync(connection, transaction, load, cancellationToken);
}
