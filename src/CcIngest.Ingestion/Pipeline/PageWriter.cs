using System.Threading.Channels;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>
/// Writes the pages of the series it owns: what has come in goes into one transaction, up to <see cref="IngestOptions.BatchRows"/> rows. While the store
/// takes one, the next is gathered, and made ready when it is full or the last. A slow source gives small transactions at once, a fast one full ones.
/// </summary>
internal sealed class PageWriter(RunContext run, Dataset dataset, RowBatchPool pool, StepTally tally, PipelineClock clock, FetcherCrew crew)
{
    /// <summary>An answer that takes longer comes from far away, or is held up by something that need not hold up others.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private PageBatch _next = new(run, dataset);
    private PageBatch _stored = new(run, dataset);

    /// <summary>The store's answer to <see cref="_stored"/>; null when nothing is under way.</summary>
    private Task<StoreAnswer>? _storing;
    private Task<bool>? _more;
    private bool _hasWritten;

    public async Task RunAsync(ChannelReader<FetchedPage> pages, CancellationToken cancellationToken)
    {
        try
        {
            while (await GatherAsync(pages, cancellationToken).ConfigureAwait(false))
            {
                _next.Prepare();
                if (!await EndAsync(cancellationToken).ConfigureAwait(false))
                {
                    // It was made ready for a store that is not as it was expected.
                    await KnowAgainAsync(_next, cancellationToken).ConfigureAwait(false);
                    _next.Prepare();
                }

                (_stored, _next) = (_next, _stored);
                _storing = StoreAsync(_stored, cancellationToken);
            }

            await EndAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await SettleAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The run neither ends nor gives back its series while a transaction is under way; one that is committed although the run is stopped counts.
    /// </summary>
    private async Task SettleAsync()
    {
        if (_storing is { } storing)
        {
            await Task.WhenAny(storing).ConfigureAwait(false);
            if (storing.IsCompletedSuccessfully && (await storing.ConfigureAwait(false)).Written is { } written)
            {
                Count(_stored, written);
            }
        }
    }

    /// <summary>Takes pages until the next batch is full, or nothing is being stored and it has some.</summary>
    /// <returns>False when there are no more.</returns>
    private async Task<bool> GatherAsync(ChannelReader<FetchedPage> pages, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (!_next.IsFull && pages.TryRead(out FetchedPage? page))
            {
                _next.Add(page);
                pool.Return(page.Rows.Batch);
            }

            if (_next.IsFull || (_storing is null && _next.Pages.Count > 0))
            {
                return true;
            }

            _more ??= pages.WaitToReadAsync(cancellationToken).AsTask();
            if (_storing is null)
            {
                long since = clock.Now;
                await WaitAsync(_more).ConfigureAwait(false);
                clock.WaitedForPages(since);
            }
            else if (await Task.WhenAny(_more, _storing).ConfigureAwait(false) == _storing)
            {
                await EndAsync(cancellationToken).ConfigureAwait(false);
            }

            if (_more.IsCompleted)
            {
                bool hasMore = await _more.ConfigureAwait(false);
                _more = null;
                if (!hasMore)
                {
                    return _next.Pages.Count > 0;
                }
            }
        }
    }

    /// <summary>Has one more page fetched at a time when there is none: at once, but for the first one, and again when it is long in coming.</summary>
    private async Task WaitAsync(Task<bool> more)
    {
        if (more.IsCompleted)
        {
            return;
        }

        crew.WriterWaits();
        try
        {
            if (_hasWritten)
            {
                crew.AddForIdleWriter();
            }

            using CancellationTokenSource come = new();
            if (await Task.WhenAny(more, Task.Delay(Patience, run.Time, come.Token)).ConfigureAwait(false) != more)
            {
                crew.AddForIdleWriter();
            }

            await come.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(more).ConfigureAwait(false);
        }
        finally
        {
            crew.WriterGoesOn();
        }
    }

    private async Task<StoreAnswer> StoreAsync(PageBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Write is not { } write)
        {
            return new StoreAnswer(null, null);
        }

        long began = clock.Now;
        try
        {
            return new StoreAnswer(await run.Store.WriteAsync(write, cancellationToken).ConfigureAwait(false), null);
        }
        catch (IngestException refusal) when (refusal.Scope == FailureScope.Leg)
        {
            return new StoreAnswer(null, refusal);
        }
        finally
        {
            clock.Written(began);
        }
    }

    /// <summary>Waits for what is being stored, and counts it.</summary>
    /// <returns>False when the store has something else of these series now than the batch said.</returns>
    private async Task<bool> EndAsync(CancellationToken cancellationToken)
    {
        if (_storing is null)
        {
            return true;
        }

        StoreAnswer answer = await _storing.ConfigureAwait(false);
        _storing = null;
        bool isAsSaid = await CountAsync(_stored, answer, cancellationToken).ConfigureAwait(false);
        _stored.Clear();
        _hasWritten = true;
        return isAsSaid;
    }

    private async Task<bool> CountAsync(PageBatch batch, StoreAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Refusal is { } refusal)
        {
            await RefuseAsync(batch, refusal, cancellationToken).ConfigureAwait(false);
            return false;
        }

        if (answer.Written is not { } written)
        {
            return true;
        }

        Count(batch, written);
        if (written.Clashes.Count == 0)
        {
            return true;
        }

        await KnowAgainAsync(batch, cancellationToken).ConfigureAwait(false);
        return false;
    }

    private void Count(PageBatch batch, WriteResult written) => tally.Written(batch.Rows, written, batch.Pages[^1].Work.Need.Key.ToString());

    /// <summary>
    /// Writes pages of which the store refuses too much series by series, so that only those at fault fail. Their periods stay as they were.
    /// </summary>
    private async Task RefuseAsync(PageBatch batch, IngestException refusal, CancellationToken cancellationToken)
    {
        await KnowAgainAsync(batch, cancellationToken).ConfigureAwait(false);
        SeriesWork[] works = [.. batch.Series.Where(work => !work.IsRefused)];
        if (works is [var one])
        {
            one.Refuse();
            run.Log.LegFailed(one.Need.Key.ToString(), refusal.Id, refusal.Message);
            tally.Failed(one.Need.Key.ToString(), refusal);
            return;
        }

        foreach (SeriesWork work in works)
        {
            PageBatch alone = new(run, dataset);
            foreach (FetchedPage page in batch.Pages.Where(page => page.Work == work))
            {
                alone.Add(page);
            }

            alone.Prepare();
            await CountAsync(alone, await StoreAsync(alone, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the store knows of the series holds again: pages to come build on it.</summary>
    private async Task KnowAgainAsync(PageBatch batch, CancellationToken cancellationToken)
    {
        SeriesWork[] works = [.. batch.Series];
        IReadOnlyList<CoverageMap> known = await run.Store.ReadCoverageAsync([.. works.Select(work => work.Need.Key)], cancellationToken).ConfigureAwait(false);
        foreach ((SeriesWork work, CoverageMap coverage) in works.Zip(known))
        {
            work.Coverage = coverage;
        }
    }

    /// <param name="Written">Null when there was nothing to write, or it was refused.</param>
    /// <param name="Refusal">Why nothing was stored: rows of these series are at fault.</param>
    private sealed record StoreAnswer(WriteResult? Written, IngestException? Refusal);
}
