using System.Threading.Channels;
using CcIngest.Model;
using CcIngest.Sources;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>Walks the pages of one series after the other and hands each answer to the writer that owns the series.</summary>
internal sealed class SeriesFetcher(
    RunContext run, Dataset dataset, SeriesPages ranges, RowBatchPool pool, IReadOnlyList<ChannelWriter<FetchedPage>> writers, StepTally tally,
    PipelineClock clock, FetcherCrew crew)
{
    // Of the series at hand: how long it took to fetch, and how long its pages waited for a writer.
    private TimeSpan _fetching;
    private TimeSpan _waiting;

    public async Task RunAsync(ChannelReader<SeriesWork> queue, CancellationToken cancellationToken)
    {
        await foreach (SeriesWork work in queue.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            using IDisposable? scope = run.Log.BeginScope(LogScope.Series(work.Need.Key));
            (_fetching, _waiting) = (TimeSpan.Zero, TimeSpan.Zero);
            try
            {
                await WalkAsync(work, cancellationToken).ConfigureAwait(false);
            }
            catch (IngestException unknown) when (unknown.Id == IngestErrorId.InstrumentUnknown && work.Need.Pair.Status == InstrumentStatus.Vanished)
            {
                await EndAsync(work, unknown, cancellationToken).ConfigureAwait(false);
            }
            catch (IngestException failure) when (failure.Scope == FailureScope.Leg && work.IsRefused)
            {
                run.Log.LegFailed(work.Need.Key.ToString(), failure.Id, failure.Message);   // its writer has counted it already
            }
            catch (IngestException failure) when (failure.Scope == FailureScope.Leg)
            {
                run.Log.LegFailed(work.Need.Key.ToString(), failure.Id, failure.Message);
                tally.Failed(work.Need.Key.ToString(), failure);
            }

            tally.EndLegs(1);
            if (crew.LetGo(_fetching, _waiting))
            {
                return;
            }
        }
    }

    /// <summary>Newest page first. Ends when all is asked, or when an answer says that nothing is older.</summary>
    /// <exception cref="IngestException">Answers deny what the store knows of: those periods stay pending, all others are handed on.</exception>
    private async Task WalkAsync(SeriesWork work, CancellationToken cancellationToken)
    {
        IReadOnlyList<TimeRange> pages = ranges.Of(work.Need);
        DateTime? listedFrom = null;
        TimeRange? disputed = null;
        for (int i = 0; i < pages.Count; i++)
        {
            if (pages[i].To <= listedFrom || work.IsRefused)
            {
                tally.Plan(i - pages.Count);
                break;
            }

            cancellationToken.ThrowIfCancellationRequested();
            FetchedPage page = await FetchAsync(work, pages[i], cancellationToken).ConfigureAwait(false);
            disputed ??= ListingClaim.Disputed(page);
            TellLost(page);
            DateTime? begin = page.Answer.LostBefore ?? page.ListedFrom;
            listedFrom = begin > listedFrom || listedFrom is null ? begin : listedFrom;
            long since = clock.Now;
            await writers[work.Number % writers.Count].WriteAsync(page, cancellationToken).ConfigureAwait(false);
            _waiting += clock.HandedOver(since);
        }

        if (disputed is { } range)
        {
            throw new IngestException(IngestErrorId.SourceAnswerEmpty,
                $"The source has nothing of {work.Need.Key} at the start of {range}, but by the store it traded before. The periods stay pending.",
                "Sync the instruments and run again: the periods are asked for again.", scope: FailureScope.Leg);
        }
    }

    /// <summary>Says that a part of what was asked for is not to be had any more.</summary>
    private void TellLost(FetchedPage page)
    {
        if (page.Answer.LostBefore is { } before && TimeRanges.Between(DateTime.UnixEpoch, before) is { } gone
            && TimeRanges.Within(page.Work.Need.Missing, gone) is { Count: > 0 } lost)
        {
            run.Log.LostAtSource(page.Work.Need.Key.ToString(), lost.Sum(page.Work.Need.Key.Interval.PeriodsIn), before);
        }
    }

    /// <summary>
    /// Ends the series of an instrument that the list no longer has and the history does not know: told once, and not asked for again unless the
    /// instrument comes back.
    /// </summary>
    private async Task EndAsync(SeriesWork work, IngestException unknown, CancellationToken cancellationToken)
    {
        if (work.Need.Missing is not [{ From: var from }, ..])
        {
            return;     // it was only read again, and there is nothing to read any more
        }

        TimeRange all = new(from, work.Need.Missing[^1].To);
        SeriesPage nothing = new() { Request = SeriesPlanner.LifeEvidence(work.Need.Pair) };
        await writers[work.Number % writers.Count]
            .WriteAsync(new FetchedPage(work, all, RowSegment.Whole(pool.Rent()), nothing, null, run.Source.ServerNow) { IsLost = true }, cancellationToken)
            .ConfigureAwait(false);
        IngestException ended = new(unknown.Id, $"{unknown.Message} It has vanished: what was not had of its series is lost at the source.",
            "Nothing: it is not asked for again, unless a sync finds the instrument active again.", unknown, FailureScope.Leg);
        run.Log.LegFailed(work.Need.Key.ToString(), ended.Id, ended.Message);
        tally.Failed(work.Need.Key.ToString(), ended);
    }

    private async Task<FetchedPage> FetchAsync(SeriesWork work, TimeRange range, CancellationToken cancellationToken)
    {
        RowBatch rows = pool.Rent();
        long since = clock.Now;
        try
        {
            SeriesPage answer = await run.Source
                .FetchAsync(new SeriesRequest(dataset, work.Need.Key, work.Need.Pair.Symbol, range) { StoredFrom = work.Need.StoredFrom }, rows, cancellationToken)
                .ConfigureAwait(false);
            _fetching += clock.Fetched(since, answer.Parsing);
            tally.Answered(work.Need.Key.ToString());
            DateTime? listedFrom = ListingClaim.Believed(work.Need, answer);
            return new FetchedPage(work, range, RowSegment.Whole(rows), answer, listedFrom, run.Source.ServerNow);
        }
        catch
        {
            _fetching += clock.Since(since);
            pool.Return(rows);
            throw;
        }
    }
}
