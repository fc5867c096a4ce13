using System.Data.Common;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>
/// Finds the rows that make the engine refuse a whole write, by parts that are tried and rolled back; what is committed is still one
/// transaction. A bad row costs about 2 · log2(rows) attempts at ever smaller parts; one that only does not go with an earlier row costs
/// log2(rows) attempts at large ones, which is why there may be fewer of those.
/// </summary>
internal sealed class BatchSplit(SqlStore store, PreparedWrite prepared)
{
    /// <summary>More bad rows than this are no bad rows but a wrong table or a source gone wrong; finding them all would take for ever.</summary>
    public const int MostRefused = 100;

    /// <summary>The same for rows that only do not go together: finding one of 10,000 rows writes some 100,000.</summary>
    public const int MostTogether = 20;

    public const string Rule = "store-refused";

    private readonly SortedDictionary<int, string> _found = [];
    private readonly List<PreparedTable> _tables = [];
    private int _foundBefore;

    /// <summary>The write without the rows that the engine does not take; null when all of them are taken by now.</summary>
    /// <exception cref="IngestException">StoreWriteFailed, of scope Leg: more than <see cref="MostRefused"/> rows are refused.</exception>
    public async Task<PreparedWrite?> WithoutRefusedAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        List<RejectedRow> refused = [];
        foreach (PreparedTable table in prepared.Tables)
        {
            (_foundBefore, RowBatch rows) = (_foundBefore + _found.Count, table.Rows);
            _found.Clear();
            if (!rows.Dataset.IsBookkeeping && await RefusalAsync(connection, table, 0, rows.Count, cancellationToken).ConfigureAwait(false) is { } reason)
            {
                await FindAsync(connection, table, 0, rows.Count, reason, cancellationToken).ConfigureAwait(false);
                await FindTogetherAsync(connection, table, cancellationToken).ConfigureAwait(false);
            }

            if (_found.Count == 0)
            {
                _tables.Add(table);
                continue;
            }

            store.Logger.LogWarning(
                StorageEvents.RowsRefused, "{Table}: {Count} rows go to the dead letters, the first because {Reason}",
                rows.Dataset.Table, _found.Count, _found.First().Value);
            refused.AddRange(_found.Select(found => Refusal.Of(rows, found.Key, Rule, found.Value)));
            _tables.Add(table with
            {
                Rows = RowOrder.Apply(rows, _found.ContainsKey, out _),
                WholeOf = PreparedTable.WholeWithout(table.WholeOf, rows, _found.Keys),
            });
        }

        return refused.Count == 0 ? null : prepared.With(_tables, refused);
    }

    /// <param name="reason">The engine's words about these rows together.</param>
    private async Task FindAsync(
        DbConnection connection, PreparedTable table, int from, int to, string reason, CancellationToken cancellationToken)
    {
        if (to - from == 1)
        {
            Add(table, from, reason);
            return;
        }

        int middle = from + ((to - from) / 2);
        foreach ((int start, int end) in new[] { (from, middle), (middle, to) })
        {
            if (await RefusalAsync(connection, table, start, end, cancellationToken).ConfigureAwait(false) is { } half)
            {
                await FindAsync(connection, table, start, end, half, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Finds rows that are taken alone and do not go together, as where somebody has added a unique index: the later one is refused.</summary>
    private async Task FindTogetherAsync(DbConnection connection, PreparedTable table, CancellationToken cancellationToken)
    {
        int together = 0;
        int goodUntil = 0;
        while (await RefusalAsync(connection, table, 0, table.Rows.Count, cancellationToken).ConfigureAwait(false) is { } reason)
        {
            // The rows before `taken` go together, those before `refused` do not.
            (int taken, int refused) = (goodUntil, table.Rows.Count);
            while (refused - taken > 1)
            {
                int middle = taken + ((refused - taken) / 2);
                if (await RefusalAsync(connection, table, 0, middle, cancellationToken).ConfigureAwait(false) is { } earlier)
                {
                    (refused, reason) = (middle, earlier);
                }
                else
                {
                    taken = middle;
                }
            }

            if (_found.ContainsKey(refused - 1))
            {
                return;     // the engine answered otherwise than a moment ago; the write itself will tell
            }

            Add(table, refused - 1, reason);
            goodUntil = refused;
            if (++together > MostTogether)
            {
                throw TooMany(table, MostTogether);
            }
        }
    }

    private void Add(PreparedTable table, int row, string reason)
    {
        _found[row] = reason;
        if (_foundBefore + _found.Count > MostRefused)
        {
            throw TooMany(table, MostRefused);
        }
    }

    /// <summary>
    /// The engine's words when it refuses these rows without those that were found, beside what is to be written to the same table before them; else
    /// null. Leaves nothing behind.
    /// </summary>
    private async Task<string?> RefusalAsync(DbConnection connection, PreparedTable table, int from, int to, CancellationToken cancellationToken)
    {
        RowBatch part = table.Rows;
        if (to - from < part.Count || _found.Count > 0)
        {
            part = new RowBatch(table.Rows.Dataset, to - from);
            for (int row = from; row < to; row++)
            {
                if (!_found.ContainsKey(row))
                {
                    part.Append(table.Rows, row);
                }
            }
        }

        try
        {
            await new WriteTransaction(store, prepared).ProbeAsync(
                connection, [.. _tables.Where(before => before.Rows.Dataset == part.Dataset), table with { Rows = part }], cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception refused) when (store.RowRefusal(refused) is not null)
        {
            return store.RowRefusal(refused);
        }
    }

    private IngestException TooMany(PreparedTable table, int most) => new(
        IngestErrorId.StoreWriteFailed,
        FormattableString.Invariant(
            $"{store.Dialect.Engine} refuses more than {most} of {table.Rows.Count} rows for {table.Rows.Dataset.Table}, the first because: {_found.First().Value}"),
        "Nothing of them was stored, and their periods stay pending. See whether somebody has changed the table (constraints, triggers, types).",
        scope: FailureScope.Leg);
}
