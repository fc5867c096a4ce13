using System.Collections.Frozen;
using System.Data.Common;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>One attempt of one write: rows, coverage and dead letters in a single transaction, or nothing.</summary>
internal sealed class WriteTransaction(SqlStore store, PreparedWrite prepared)
{
    private readonly StoreWrite _write = prepared.Write;
    private readonly List<RejectedRow> _refused = [.. prepared.Refused];
    private int _revisions;

    public async Task<WriteResult> RunAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await store.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            try
            {
                if (_write.RequiresLease)
                {
                    await SqlRunLeases.HoldAsync(store, connection, transaction, _write.RunId, cancellationToken).ConfigureAwait(false);
                }

                RowCounts counts = default;
                foreach (PreparedTable table in prepared.Tables)
                {
                    counts += await WriteTableAsync(connection, transaction, table, cancellationToken).ConfigureAwait(false);
                }

                if (_write.Settles.Count > 0 && _refused.Count > 0)
                {
                    await RollBackAsync(transaction, cancellationToken).ConfigureAwait(false);
                    return Result(default, FrozenDictionary<string, int>.Empty);
                }

                await DeleteAsync(connection, transaction, DeadLetterRows.Keys(_write.Settles), cancellationToken).ConfigureAwait(false);
                await WriteCoverageAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
                IReadOnlyDictionary<string, int> newLetters = await WriteLettersAsync(connection, transaction, cancellationToken).ConfigureAwait(false);

                await Commit.RunAsync(transaction, cancellationToken).ConfigureAwait(false);
                return Result(counts, newLetters);
            }
            catch
            {
                await RollBackAsync(transaction, cancellationToken).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Writes tables and takes them back: throws what the write would throw.</summary>
    public async Task ProbeAsync(DbConnection connection, IReadOnlyList<PreparedTable> tables, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await store.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            try
            {
                foreach (PreparedTable table in tables)
                {
                    await WriteTableAsync(connection, transaction, table, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                await RollBackAsync(transaction, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<RowCounts> WriteTableAsync(
        DbConnection connection, DbTransaction transaction, PreparedTable table, CancellationToken cancellationToken)
    {
        RowCounts removed = await RemoveGoneAsync(connection, transaction, table, cancellationToken).ConfigureAwait(false);
        RowBatch rows = await WithoutClashesAsync(connection, transaction, table.Rows, cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? removed : removed + await WriteRowsAsync(connection, transaction, table, rows, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RowCounts> WriteRowsAsync(
        DbConnection connection, DbTransaction transaction, PreparedTable table, RowBatch rows, CancellationToken cancellationToken)
    {
        if (table.Mode is WriteMode.Fresh or WriteMode.Merge)
        {
            MergeWriter writer = new(store, _write, connection, transaction);
            RowCounts merged = table.Mode == WriteMode.Fresh
                ? await writer.WriteFreshAsync(rows, table.Ready, cancellationToken).ConfigureAwait(false)
                : await writer.MergeAsync(rows, cancellationToken).ConfigureAwait(false);
            _revisions += writer.Revisions;
            return rows.Dataset.IsBookkeeping ? default : merged;
        }

        RowCounts counts = table.Mode switch
        {
            WriteMode.InsertMissing => await InsertMissingAsync(connection, transaction, rows, cancellationToken).ConfigureAwait(false),
            WriteMode.Replace => await ReplaceAsync(connection, transaction, rows, cancellationToken).ConfigureAwait(false),
            _ => throw new ArgumentOutOfRangeException(nameof(table), table.Mode, "Unknown way of writing."),
        };
        return rows.Dataset.IsBookkeeping ? default : counts;
    }

    /// <summary>Of owners whose whole set this is, what the set no longer has goes first, so that a key which only the engine takes for equal is free.</summary>
    private async Task<RowCounts> RemoveGoneAsync(
        DbConnection connection, DbTransaction transaction, PreparedTable table, CancellationToken cancellationToken)
    {
        if (table.WholeOf.Count == 0)
        {
            return default;
        }

        MergeWriter writer = new(store, _write, connection, transaction);
        RowBatch gone = await writer.TakeGoneAsync(table.Rows, table.WholeOf, cancellationToken).ConfigureAwait(false);
        _revisions += writer.Revisions;
        await DeleteAsync(connection, transaction, gone, cancellationToken).ConfigureAwait(false);
        return new RowCounts(0, 0, 0, 0, 0) { Removed = gone.Count };
    }

    private async Task<RowCounts> InsertMissingAsync(
        DbConnection connection, DbTransaction transaction, RowBatch rows, CancellationToken cancellationToken)
    {
        RowBatch missing = await MissingAsync(connection, transaction, rows, cancellationToken).ConfigureAwait(false);
        int inserted = missing.Count == 0
            ? 0
            : await store.LoadAsync(connection, transaction, new RowLoad(missing, LoadMode.InsertMissing), cancellationToken).ConfigureAwait(false);
        if (inserted < missing.Count
            && await MissingAsync(connection, transaction, missing, cancellationToken).ConfigureAwait(false) is { Count: > 0 } passedOver)
        {
            throw RowNotTakenException.Of(store.Dialect.Engine, passedOver);
        }

        return new RowCounts(0, inserted, 0, rows.Count - inserted, 0);
    }

    private async Task<RowBatch> MissingAsync(DbConnection connection, DbTransaction transaction, RowBatch rows, CancellationToken cancellationToken) =>
        RowMerge.Missing(
            rows,
            await StoredRows.ReadAsync(store, connection, transaction, rows, rows.Dataset.Key, isLocking: false, cancellationToken).ConfigureAwait(false),
            _write.Now);

    private async Task<RowCounts> ReplaceAsync(DbConnection connection, DbTransaction transaction, RowBatch rows, CancellationToken cancellationToken)
    {
        RowCounts counts = default;
        if (!rows.Dataset.IsBookkeeping)    // of those nobody asks for the counts
        {
            RowBatch stored = await StoredRows.ReadAsync(
                store, connection, transaction, rows, rows.Dataset.Key, isLocking: false, cancellationToken).ConfigureAwait(false);
            int known = RowMerge.CountKnown(rows, stored);
            counts = new RowCounts(0, rows.Count - known, known, 0, 0);
        }

        await store.LoadAsync(connection, transaction, new RowLoad(rows, LoadMode.Replace), cancellationToken).ConfigureAwait(false);
        return counts;
    }

    private async Task<RowBatch> WithoutClashesAsync(
        DbConnection connection, DbTransaction transaction, RowBatch rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0 || rows.Dataset.Key.All(ordinal => store.Dialect.ComparesExactly(rows.Dataset.Columns[ordinal])))
        {
            return rows;
        }

        IReadOnlyList<KeyClash> clashes = await store.FindKeyClashesAsync(
            connection, transaction, rows.Dataset, rows, cancellationToken).ConfigureAwait(false);
        _refused.AddRange(clashes.Select(clash => Refusal.Of(rows, clash.Row, "key-clash",
            $"The key ({RowText.Key(rows, clash.Row)}) equals ({clash.Kept}) for {store.Dialect.Engine} under {store.Dialect.KeyCollation}; "
            + "a schema made with the key collation utf8mb4_bin keeps both.")));
        return clashes.Count == 0 ? rows : RowOrder.Apply(rows, clashes.Select(clash => clash.Row).ToHashSet().Contains, out _);
    }

    private async Task WriteCoverageAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        IReadOnlyList<CoverageDelta> corrections = _refused.Count > 0 && _write.OnRefused is { } onRefused ? onRefused(_refused) : [];
        (RowBatch deletes, RowBatch upserts) = CoverageRows.Of(_write.Coverage.Concat(corrections));
        if (deletes.Count > 0)
        {
            await DeleteAsync(connection, transaction, deletes, cancellationToken).ConfigureAwait(false);
        }

        if (upserts.Count > 0)
        {
            await store.LoadAsync(connection, transaction, new RowLoad(upserts, LoadMode.Replace), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Letters that the store did not have, by their rule.</returns>
    private async Task<IReadOnlyDictionary<string, int>> WriteLettersAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        RowBatch letters = DeadLetterRows.Of(_write.Rejected.Concat(_refused), _write.RunId, _write.Now);
        if (letters.Count == 0)
        {
            return FrozenDictionary<string, int>.Empty;
        }

        int[] read = [.. letters.Dataset.Key, letters.Dataset.Ordinal("run_id"), letters.Dataset.Ordinal("known_at")];
        RowBatch stored = await StoredRows.ReadAsync(store, connection, transaction, letters, read, isLocking: false, cancellationToken)
            .ConfigureAwait(false);
        RowBatch missing = RowMerge.Missing(letters, stored, _write.Now);
        if (missing.Count > 0)
        {
            await store.LoadAsync(connection, transaction, new RowLoad(missing, LoadMode.InsertMissing), cancellationToken).ConfigureAwait(false);
        }

        // Letters of this very write are there already when its commit succeeded and only the answer was lost.
        RowBatch known = RowMerge.Missing(stored, OfThisWrite(stored), _write.Now);
        RowBatch news = RowMerge.Missing(letters, known, _write.Now);
        return Enumerable.Range(0, news.Count).CountBy(row => news.Text(row, news.Dataset.Ordinal("rule"))!).ToDictionary();
    }

    private RowBatch OfThisWrite(RowBatch stored)
    {
        RowBatch own = new(stored.Dataset);
        (int runId, int knownAt) = (stored.Dataset.Ordinal("run_id"), stored.Dataset.Ordinal("known_at"));
        long now = _write.Now.Ticks - (_write.Now.Ticks % TimeSpan.TicksPerMicrosecond);
        for (int row = 0; row < stored.Count; row++)
        {
            if (stored.Text(row, runId) == _write.RunId && stored.Int64(row, knownAt) == now)
            {
                own.Append(stored, row);
            }
        }

        return own;
    }

    private async Task DeleteAsync(DbConnection connection, DbTransaction transaction, RowBatch keys, CancellationToken cancellationToken)
    {
        for (int row = 0; row < keys.Count; row++)
        {
            DbCommand command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.Transaction = transaction;
                command.CommandText = store.Dialect.DeleteByKey(keys.Dataset);
                for (int index = 0; index < keys.Dataset.Key.Count; index++)
                {
                    RowReader.AddParameter(command, index, keys.Value(row, keys.Dataset.Key[index]));
                }

                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private WriteResult Result(RowCounts counts, IReadOnlyDictionary<string, int> newLetters)
    {
        long read = _write.Tables.Where(table => !table.Rows.Dataset.IsBookkeeping).Sum(table => (long)table.Rows.Count) + _write.Rejected.Count;
        return new WriteResult(
            counts with { Read = read, Rejected = _write.Rejected.Count + _refused.Count }, newLetters.Values.Sum(), _refused)
        {
            Duplicates = prepared.Duplicates,
            NewByRule = newLetters,
            Revisions = _revisions,
        };
    }

    /// <summary>Once the caller wants to stop, a server that does not answer is not waited for: it rolls back when the session breaks.</summary>
    private async Task RollBackAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new();
        using CancellationTokenRegistration stopping = cancellationToken.Register(() => patience.CancelAfter(Commit.Patience));
        try
        {
            await transaction.RollbackAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or OperationCanceledException or LostCallException)
        {
            // The engine has rolled back by itself, or the connection is gone; what matters is the first error.
            store.Logger.LogDebug(StorageEvents.RollbackFailed, exception, "The rollback itself failed.");
        }
    }
}
