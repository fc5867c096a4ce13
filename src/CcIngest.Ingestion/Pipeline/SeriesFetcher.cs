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
    /// <exception cref="IngestException">Answers deny what the store knows of: those periods stay pending, all others are handed on.</exception>
    private async Task WalkAsync(SeriesWork work, CancellationToken cancellationToken)
    {
        TimeRange[] pages = [.. PageWindows.NewestFirst(work.Need.Asked, work.Need.Key.Interval, maxPeriods)];
        DateTime? listedFrom = null;
        TimeRange? disputed = null;
        for (int i = 0; i < pages.Length; i++)
        {
            if (pages[i].To <= listedFrom || work.IsRefused)
            {
                tally.Plan(i - pages.Length);
                break;
            }

            cancellationToken.ThrowIfCancellationRequested();
            FetchedPage page = await FetchAsync(work, pages[i], cancellationToken).ConfigureAwait(false);
            disputed ??= ListingClaim.Disputed(page);
            listedFrom = page.ListedFrom > listedFrom || listedFrom is null ? page.ListedFrom : listedFrom;
            await writers[work.Number % writers.Count].WriteAsync(page, cancellationToken).ConfigureAwait(false);
        }

        if (disputed is { } range)
        {
            throw new IngestException(IngestErrorId.SourceAnswerEmpty,
                $"The source has nothing of {work.Need.Key} at the start of {range}, but by the store it traded before. The periods stay pending.",
                "Sync the instruments and run again: the periods are asked for again.", scope: FailureScope.Leg);
        }
    }

    private async Task<FetchedPage> FetchAsync(SeriesWork work, TimeRange range, CancellationToken cancellationToken)
    {
        RowBatch rows = pool.Rent();
        try
        {
            SeriesPage answer = await run.Source
                .FetchAsync(new SeriesRequest(dataset, work.Need.Key, work.Need.Pair.Symbol, range), rows, cancellationToken)
                    .ConfigureAwait(false);
            tally.Answered(work.Need.Key.ToString());
            DateTime? listedFrom = ListingClaim.Believed(work.Need, answer);
            return new FetchedPage(work, range, rows, answer, listedFrom, run.Source.ServerNow);
        }
        catch
        {
            pool.Return(rows);
            throw;
        }
    }
}
