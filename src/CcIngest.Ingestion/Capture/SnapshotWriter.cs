using System.Threading.Channels;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// Writes what the ticks gave: snapshots, dead letters and missed ticks together in a transaction, as many as came within
/// <see cref="IngestOptions.SnapshotHold"/> of the first one, and never more than fit into a bounded batch.
/// </summary>
internal sealed class SnapshotWriter(RunContext run, TimeSpan every, StepTally tally)
{
    /// <summary>A batch is full with so many bytes of books, about.</summary>
    private const long MostBytes = 8_000_000;

    /// <summary>A batch is full with so many rows of both tables; a store that stalls, or a book that is given up, has thousands of missed ticks at once.</summary>
    private const int MostRows = 5_000;

    private static readonly Dataset Snapshots = OrderBookSnapshots.Dataset;

    private readonly RowBatch _books = new(Snapshots);
    private readonly RowBatch _missed = new(MissedTicks.Dataset);
    private readonly List<RejectedRow> _rejected = [];
    private long _bytes;
    private long _ticks;

    /// <summary>Ticks that the store has taken in.</summary>
    public long Written { get; private set; }

    /// <summary>Writes until the channel ends, and then what is left.</summary>
    public async Task RunAsync(ChannelReader<TickResult> results, CancellationToken cancellationToken)
    {
        while (await results.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            using CancellationTokenSource held = new(run.Options.SnapshotHold, run.Time);
            using CancellationTokenSource holding = CancellationTokenSource.CreateLinkedTokenSource(held.Token, cancellationToken);
            bool isMore = true;
            while (isMore && !IsFull)
            {
                while (!IsFull && results.TryRead(out TickResult? result))
                {
                    await AddAsync(result, cancellationToken).ConfigureAwait(false);
                }

                isMore = !IsFull && await IsMoreAsync(results, holding.Token, cancellationToken).ConfigureAwait(false);
            }

            await WriteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsFull => _bytes >= MostBytes || _books.Count + _missed.Count >= MostRows;

    private static async Task<bool> IsMoreAsync(ChannelReader<TickResult> results, CancellationToken holding, CancellationToken cancellationToken)
    {
        try
        {
            return await results.WaitToReadAsync(holding).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task AddAsync(TickResult result, CancellationToken cancellationToken)
    {
        _bytes += result.Bytes;
        if (result.Rejected is { } rejected)
        {
            _rejected.Add(rejected);
        }
        else if (result is { Cause: null, Rows: { } rows })
        {
            _books.Append(rows, 0);
            _ticks++;
        }

        for (long tick = 0; result.Cause is { } cause && tick < result.Ticks; tick++)
        {
            if (_missed.Count >= MostRows)
            {
                await WriteAsync(cancellationToken).ConfigureAwait(false);
            }

            _ticks++;
            int row = _missed.AddRow();
            Set("exchange", result.Target.Exchange);
            Set("native_symbol", result.Target.NativeSymbol);
            _missed.Set(row, _missed.Dataset.Ordinal("tick_at"), result.TickAt + (every * tick));
            Set("run_id", run.RunId);
            _missed.Set(row, _missed.Dataset.Ordinal("every_ms"), (long)every.TotalMilliseconds);
            Set("cause", cause);
            Set("reason", result.Reason);
            _missed.Set(row, _missed.Dataset.Ordinal("known_at"), run.Now);

            void Set(string column, string value) => _missed.Set(row, _missed.Dataset.Ordinal(column), value);
        }
    }

    /// <summary>A snapshot that is there already, from an earlier run, stays as it is.</summary>
    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        List<TableWrite> tables = [];
        if (_books.Count > 0)
        {
            tables.Add(new TableWrite(_books, WriteMode.InsertMissing));
        }

        if (_missed.Count > 0)
        {
            tables.Add(new TableWrite(_missed, WriteMode.InsertMissing));
        }

        if (tables.Count + _rejected.Count > 0)
        {
            long read = _books.Count + _rejected.Count;
            WriteResult written = await run.WriteAsync(tables, [], [.. _rejected], cancellationToken).ConfigureAwait(false);
            Written += _ticks;
            Forget();
            tally.Written(read, written, Snapshots.Name);
        }
    }

    private void Forget()
    {
        _books.Clear();
        _missed.Clear();
        _rejected.Clear();
        (_bytes, _ticks) = (0, 0);
    }
}
