using System.Threading.Channels;
using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Ingestion;

/// <summary>Walks the pages of one series after the other and hands each answer to the writer that owns the series.</summary>
internal sealed class SeriesFetcher(
    RunContext run, Dataset dataset, int maxPeriods, RowBatchPool pool, IReadOnlyList<ChannelWriter<FetchedPage>> writers, StepTally tally)
{
    public async Task RunAsync(ChannelReader<SeriesWork> queue, CancellationToken cancellationToken)
    {
        await foreach (SeriesWork work in queue.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await WalkAsync(work, cancellationToken).ConfigureAwait(false);
            }
            catch (IngestException failure) when (failure.Scope == FailureScope.Leg)
            {
                run.Log.LegFailed(work.Need.Key.ToString(), failure.Id, failure.Message);
                tally.Failed(work.Need.Key.ToString(), failure);
            }
        }
    }

    /// <summary>Newest page first. Ends when all is asked, or when an answer says that nothing is older.</summary>
    private async Task WalkAsync(SeriesWork work, CancellationToken cancellationToken)
    {
        TimeRange[] pages = [.. PageWindows.NewestFirst(work.Need.Asked, work.Need.Key.Interval, maxPeriods)];
        DateTime? listedFrom = null;
        bool hasRows = false;
        for (int i = 0; i < pages.Length; i++)
        {
            if (pages[i].To <= listedFrom)
            {
                tally.Plan(i - pages.Length);
                return;
            }

            cancellationToken.ThrowIfCancellationRequested();
            FetchedPage page = await FetchAsync(work, pages[i], hasRows, cancellationToken).ConfigureAwait(false);
            hasRows |= page.Rows.Count > 0;
            listedFrom = page.ListedFrom > listedFrom || listedFrom is null ? page.ListedFrom : listedFrom;
            await writers[work.Number % writers.Count].WriteAsync(page, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FetchedPage> FetchAsync(SeriesWork work, TimeRange range, bool hasRows, CancellationToken cancellationToken)
    {
        RowBatch rows = pool.Rent();
        try
        {
            SeriesPage answer = await run.Source
                .FetchAsync(new SeriesRequest(dataset, work.Need.Key, work.Need.Pair.Symbol, range), rows, cancellationToken)
                    .ConfigureAwait(false);
            tally.Answered(work.Need.Key.ToString());
            DateTime? listedFrom = ListingClaim.Believed(work.Need, answer, hasRows || rows.Count > 0);
            return new FetchedPage(work, range, rows, answer, listedFrom, run.Source.ServerNow);
        }
        catch
        {
            pool.Return(rows);
            throw;
        }
    }
}
