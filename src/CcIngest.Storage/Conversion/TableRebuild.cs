using System.Data.Common;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>
/// One rebuild on one connection. What is done stands in the books before the next thing is begun, so that a process that is killed between any two
/// statements leaves what the next one carries on from.
/// </summary>
internal sealed class TableRebuild(SqlStore store, DbConnection connection, RebuildWords words, RebuildWatch watch, TimeProvider time)
{
    /// <summary>For how long a table that others have open is waited for, in patiences of the store: only this call waits.</summary>
    private const int SwapPatiences = 10;

    /// <summary>Longer than others may have waited, so that all that queued up is served.</summary>
    private static readonly TimeSpan BetweenSwaps = TimeSpan.FromSeconds(2);

    private readonly long _began = time.GetTimestamp();
    private SliceCopy _copy = null!;            // set as soon as the table is known
    private RebuildRecord _record = null!;      // set as soon as one is found or begun
    private double _secondsBefore;
    private long? _lockedAt;                    // a timestamp; null while writers may write
    private double _lockedSeconds;

    public async Task<RebuildRecord> RunAsync(RebuildRequest request, CancellationToken cancellationToken)
    {
        foreach (string statement in RebuildBooks.Create(words.Dialect))
        {
            await ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        RebuildSwap swap = RebuildSwap.For(store, connection, words);
        await swap.ClaimAsync(request.Table, cancellationToken).ConfigureAwait(false);
        try
        {
            return await ClaimedAsync(request, swap, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await swap.ReleaseAsync(request.Table).ConfigureAwait(false);
        }
    }

    private async Task<RebuildRecord> ClaimedAsync(RebuildRequest request, RebuildSwap swap, CancellationToken cancellationToken)
    {
        RebuildRecord? found = await RebuildBooks.FindAsync(words.Dialect, connection, null, request.Table, cancellationToken).ConfigureAwait(false);
        _secondsBefore = found?.Seconds ?? 0;
        if (found is { State: TableRebuilds.Copying } && await IsSwappedAsync(found, cancellationToken).ConfigureAwait(false))
        {
            if (IsSame(found.Request, request))
            {
                return _record;
            }

            // What was asked for then is done; what is asked for now begins.
            found = _record;
        }

        SourceTable table = await SourceTables.ReadAsync(words, connection, request.Table, cancellationToken).ConfigureAwait(false)
            ?? throw RebuildErrors.NoTable(words.Dialect.Schema, request.Table);
        string[] obstacles = [.. table.Obstacles, .. RebuildSql.Target(table, request) is null ? words.LossesOf(table, request) : []];
        if (obstacles.Length > 0)
        {
            throw RebuildErrors.Obstacle(table, obstacles);
        }

        await BeginAsync(table, request, found, cancellationToken).ConfigureAwait(false);
        try
        {
            await CopyAsync(cancellationToken).ConfigureAwait(false);
            await _copy.CheckNewAsync(_record, cancellationToken).ConfigureAwait(false);
            await watch.DoneAsync("checked", cancellationToken).ConfigureAwait(false);
            await CatchUpAsync(null, cancellationToken).ConfigureAwait(false);
            await SwapWhenFreeAsync(swap, cancellationToken).ConfigureAwait(false);
        }
        catch (StaleSlicesException stale)
        {
            // What a transaction had written is gone with it.
            _record = await RebuildBooks.FindAsync(words.Dialect, connection, null, request.Table, cancellationToken).ConfigureAwait(false) ?? _record;
            foreach (int index in stale.Slices)
            {
                _record = WithSlice(index, null);
            }

            await SaveAsync(null, _record, cancellationToken).ConfigureAwait(false);
            throw stale.ForPeople(table.Name, _record);
        }

        await watch.DoneAsync("recorded", cancellationToken).ConfigureAwait(false);
        return _record;
    }

    /// <summary>Whether the names were changed before that could be written down: then it is now. Half of a change is ended.</summary>
    private async Task<bool> IsSwappedAsync(RebuildRecord found, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableShape> tables = await TableShapes.ReadAsync(words.Dialect, connection, cancellationToken).ConfigureAwait(false);
        switch (RebuildNames.Look(found, tables))
        {
            case SwapProgress.MadeAgain:
                throw RebuildErrors.HalfSwapped(found);
            case SwapProgress.Half:
                await ExecuteAsync(words.SetAside(found.NewTable, found.Request.Table), cancellationToken).ConfigureAwait(false);
                break;
            case SwapProgress.NotBegun:
                return false;
        }

        await SaveAsync(null, found with { State = TableRebuilds.Swapped, Swap = words.Swap }, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task BeginAsync(SourceTable table, RebuildRequest request, RebuildRecord? found, CancellationToken cancellationToken)
    {
        bool goesOn = found is { State: TableRebuilds.Copying } && IsSame(found.Request, request);
        if (goesOn)
        {
            _record = found!;
        }
        else
        {
            DateTime now = time.GetUtcNow().UtcDateTime;
            if (found is { State: TableRebuilds.Copying })
            {
                // What another request has copied is nobody's yet.
                await ExecuteAsync($"DROP TABLE IF EXISTS {words.Name(found.NewTable)}", cancellationToken).ConfigureAwait(false);
            }

            IReadOnlyList<TableShape> tables = await TableShapes.ReadAsync(words.Dialect, connection, cancellationToken).ConfigureAwait(false);
            _secondsBefore = 0;
            await SaveAsync(null, RebuildNames.Begin(request with { Table = table.Name }, now, tables, words.Dialect.MaxIdentifierLength), cancellationToken).ConfigureAwait(false);
        }

        RebuildSql sql = new(words, table, _record.Request, _record.NewTable);
        if (sql.Lacking is { Count: > 0 } lacking)
        {
            throw RebuildErrors.Lacking(table, lacking);
        }

        _copy = new SliceCopy(store, connection, sql, table, _record.Request, watch, _record.Id);
        await watch.DoneAsync("begun", cancellationToken).ConfigureAwait(false);
        if (!_record.IsCreated)
        {
            await CreateAsync(sql, cancellationToken).ConfigureAwait(false);
        }

        if (_record.Slices.Count == 0)
        {
            IReadOnlyList<RebuildSlice> slices = await RebuildSlices.ReadAsync(connection, sql, _record.Request.SliceRows, cancellationToken).ConfigureAwait(false);
            await SaveAsync(null, _record with { SliceBy = sql.SliceBy, Slices = slices }, cancellationToken).ConfigureAwait(false);
            await watch.DoneAsync("sliced", cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CreateAsync(RebuildSql sql, CancellationToken cancellationToken)
    {
        // One that was made half.
        await ExecuteAsync(sql.DropNew, cancellationToken).ConfigureAwait(false);
        foreach (string statement in sql.CreateNew)
        {
            await ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        await watch.DoneAsync("created", cancellationToken).ConfigureAwait(false);
        await SaveAsync(null, _record with { IsCreated = true }, cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyAsync(CancellationToken cancellationToken)
    {
        for (int index = 0; index < _record.Slices.Count; index++)
        {
            if (_record.Slices[index].Copied is not null)
            {
                continue;
            }

            if (words.SliceEndsTransaction)
            {
                // The books say first that the new table may have rows of the slice: the next one to come removes them.
                await SaveAsync(null, WithSlice(index, null), cancellationToken).ConfigureAwait(false);
                CopiedSlice alone = await _copy.CopyAsync(_record.Slices[index], index, null, cancellationToken).ConfigureAwait(false);
                await SaveAsync(null, WithSlice(index, alone), cancellationToken).ConfigureAwait(false);
                watch.OnSlice?.Invoke(index + 1, _record.Slices.Count, _record.RowsBefore);
                continue;
            }

            DbTransaction transaction = await store.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                CopiedSlice copied = await _copy.CopyAsync(_record.Slices[index], index, transaction, cancellationToken).ConfigureAwait(false);
                await SaveAsync(transaction, WithSlice(index, copied), cancellationToken).ConfigureAwait(false);
                await watch.DoneAsync("copied", cancellationToken).ConfigureAwait(false);
                await Commit.RunAsync(transaction, cancellationToken).ConfigureAwait(false);
            }

            await watch.DoneAsync("committed", cancellationToken).ConfigureAwait(false);
            watch.OnSlice?.Invoke(index + 1, _record.Slices.Count, _record.RowsBefore);
        }
    }

    /// <summary>Copies the slices anew that have other rows than when they were copied, as long as rows were only added.</summary>
    private async Task CatchUpAsync(DbTransaction? locked, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> changed = await _copy.ChangedAsync(_record, locked, cancellationToken).ConfigureAwait(false);
        foreach (int index in changed)
        {
            if (_lockedAt is not null)
            {
                await CopyAgainAsync(index, locked, cancellationToken).ConfigureAwait(false);
                continue;
            }

            DbTransaction transaction = await store.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await CopyAgainAsync(index, transaction, cancellationToken).ConfigureAwait(false);
                await Commit.RunAsync(transaction, cancellationToken).ConfigureAwait(false);
            }
        }

        await watch.DoneAsync(_lockedAt is not null ? "caught up" : "caught up before", cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyAgainAsync(int index, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        // Without a transaction a process may die half way: the books must say so first.
        Func<Task>? beforeDelete = transaction is null ? () => SaveAsync(null, WithSlice(index, null), cancellationToken) : null;
        CopiedSlice copied = await _copy.CopyAgainAsync(_record.Slices[index], index, transaction, beforeDelete, cancellationToken).ConfigureAwait(false);
        await SaveAsync(transaction, WithSlice(index, copied), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Swaps; as long as others have the table open in a transaction, tries again: between two tries everybody reads and writes.</summary>
    private async Task SwapWhenFreeAsync(RebuildSwap swap, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await SwapAsync(swap, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception inUse) when (swap.IsPutOff(inUse))
            {
                // What a transaction had written is gone with it.
                _record = await RebuildBooks.FindAsync(words.Dialect, connection, null, _record.Request.Table, cancellationToken).ConfigureAwait(false) ?? _record;
                (_lockedSeconds, _lockedAt) = (LockedSeconds, null);
                if (await IsSwappedAsync(_record, cancellationToken).ConfigureAwait(false))
                {
                    // Only the books had to wait.
                    return;
                }

                await watch.DoneAsync("put off", cancellationToken).ConfigureAwait(false);
                // A slice that was begun anew and not ended is copied and compared by the next call.
                if (_record.Slices.Any(slice => slice.Copied is null) || time.GetElapsedTime(began) >= SwapPatiences * store.Patience)
                {
                    throw RebuildErrors.InUse(_record.Request.Table, time.GetElapsedTime(began), inUse);
                }

                store.Logger.LogWarning(
                    StorageEvents.Retry, "{Engine}: others have {Table} open; its new table is put in its place in {Delay}: {Reason}",
                    words.Dialect.Engine, _record.Request.Table, BetweenSwaps, inUse.Message);
                await Task.Delay(BetweenSwaps, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task SwapAsync(RebuildSwap swap, CancellationToken cancellationToken)
    {
        await swap.RunAsync(
            new SwapNames(_record.Request.Table, _record.NewTable, _record.Original),
            async transaction =>
            {
                _lockedAt = time.GetTimestamp();
                await CatchUpAsync(transaction, cancellationToken).ConfigureAwait(false);
            },
            transaction => SaveAsync(
                transaction,
                _record with { State = TableRebuilds.Swapped, Swap = words.Swap, LockedSeconds = LockedSeconds },
                cancellationToken),
            step => watch.DoneAsync(step, cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    private double LockedSeconds => _lockedSeconds + (_lockedAt is { } locked ? time.GetElapsedTime(locked).TotalSeconds : 0);

    private RebuildRecord WithSlice(int index, CopiedSlice? copied) => _record with
    {
        Slices = [.. _record.Slices.Select((slice, number) => number == index ? slice with { Copied = copied, IsStale = copied is null } : slice)],
    };

    private async Task SaveAsync(DbTransaction? transaction, RebuildRecord record, CancellationToken cancellationToken)
    {
        _record = record with { Seconds = _secondsBefore + time.GetElapsedTime(_began).TotalSeconds };
        await RebuildBooks.WriteAsync(words.Dialect, connection, transaction, _record, time.GetUtcNow().UtcDateTime, cancellationToken).ConfigureAwait(false);
    }

    private Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken) => RebuildReads.ExecuteAsync(connection, null, sql, cancellationToken);

    private static bool IsSame(RebuildRequest one, RebuildRequest other) =>
        one.Key.SequenceEqual(other.Key, StringComparer.OrdinalIgnoreCase) && one.Times.SequenceEqual(other.Times)
        && one.RemovesDuplicates == other.RemovesDuplicates && string.Equals(one.NewestBy, other.NewestBy, StringComparison.OrdinalIgnoreCase);
}
