using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Carries out an ingest step: choose series, plan, accept, fetch, write.</summary>
internal static class IngestStepRunner
{
    public static async Task RunAsync(RunContext run, IngestStep step, StepTally tally, CancellationToken cancellationToken)
    {
        long planning = run.Time.GetTimestamp();
        Dataset dataset = SeriesDatasets.Of(step);
        SeriesPages pages = new(run.Source, dataset);
        IReadOnlyList<TradingPair> pairs = await SeriesSelection.ChooseAsync(run.Store, step, cancellationToken).ConfigureAwait(false);
        (IReadOnlyList<(SeriesKey Key, TradingPair Pair)> series, IReadOnlyList<(SeriesKey Key, IngestException Reason)> refused) =
            pages.WithoutUnable(await KeyClashes.SplitAsync(run.Store, dataset, pairs, cancellationToken).ConfigureAwait(false));
        tally.AddLegs(refused.Count);
        tally.EndLegs(refused.Count);
        foreach ((SeriesKey key, IngestException reason) in refused)
        {
            run.Log.LegFailed(key.ToString(), reason.Id, reason.Message);
            tally.Failed(key.ToString(), reason);
        }

        DateTime began = run.Now;
        if (run.OnBusy == BusyPolicy.Share)
        {
            tally.Spent(new PipelineTimes { PlanningSeconds = run.Time.GetElapsedTime(planning).TotalSeconds });
            int left = await SharedSeries.RunAsync(run, series, step.ThrottleLimit, WorkAsync, cancellationToken).ConfigureAwait(false);
            if (left > 0)
            {
                tally.LeaveToOthers(left);
                run.Log.LeftToOthers(left);
            }

            return;
        }

        await run.Lease.TakeAsync([.. series.Select(one => LeaseKey.Of(one.Key))], run.OnBusy, cancellationToken).ConfigureAwait(false);
        tally.Spent(new PipelineTimes { PlanningSeconds = run.Time.GetElapsedTime(planning).TotalSeconds });
        await WorkAsync(series).ConfigureAwait(false);
        await run.Lease.GiveBackAsync(cancellationToken).ConfigureAwait(false);

        async Task WorkAsync(IReadOnlyList<(SeriesKey Key, TradingPair Pair)> mine)
        {
            tally.AddLegs(mine.Count);
            long accepting = run.Time.GetTimestamp();
            WantedRange wanted = WantedRange.Of(step, run.Source.ServerNow, run.Options.Grace);
            SeriesAcceptance acceptance = new(run.Store, step, wanted, run.Options.SeriesChunk)
            {
                Sharing = run.OnBusy == BusyPolicy.Share ? (run.RunId, began) : null,
            };
            IReadOnlyList<SeriesNeed> needs = await AcceptAsync(run, acceptance, mine, pages, tally, cancellationToken).ConfigureAwait(false);
            int fetchers = Math.Min(Math.Min(step.ThrottleLimit, Math.Max(run.Source.Describe(dataset).MaxConcurrency, 1)), needs.Count);
            tally.Spent(new PipelineTimes { PlanningSeconds = run.Time.GetElapsedTime(accepting).TotalSeconds });
            tally.EndLegs(mine.Count - needs.Count);
            run.Log.SeriesAccepted(step.Title, mine.Count, needs.Count, fetchers);
            if (needs.Count > 0)
            {
                await new SeriesPipeline(run, dataset, tally).RunAsync(needs, fetchers, pages, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Plans every series and notes in the store what the run has accepted. Returns the series that ask for something.</summary>
    private static async Task<IReadOnlyList<SeriesNeed>> AcceptAsync(
        RunContext run, SeriesAcceptance acceptance, IReadOnlyList<(SeriesKey Key, TradingPair Pair)> series, SeriesPages pages, StepTally tally,
        CancellationToken cancellationToken)
    {
        List<SeriesNeed> needs = [];
        await foreach (IReadOnlyList<PlannedSeries> part in acceptance.PlanAsync(series, cancellationToken).ConfigureAwait(false))
        {
            foreach (SeriesNeed[] unnoted in part.Where(one => !one.IsNoted).Select(one => one.Need).Chunk(run.Options.SeriesChunk))
            {
                await NoteAsync(run, unnoted, cancellationToken).ConfigureAwait(false);
            }

            foreach (SeriesNeed need in part.Select(one => one.Need).Where(need => !need.AsksNothing))
            {
                needs.Add(need with { NotListed = [], Open = [] });
                tally.Plan(pages.Of(need).Count);
            }
        }

        return needs;
    }

    private static async Task NoteAsync(RunContext run, SeriesNeed[] needs, CancellationToken cancellationToken)
    {
        IReadOnlyList<CoverageMap> maps = await run.Store.ReadCoverageAsync([.. needs.Select(need => need.Key)], cancellationToken).ConfigureAwait(false);
        CoverageDelta[] deltas = [.. needs.Zip(maps, (need, coverage) => SeriesAcceptance.Accept(need, coverage, run)).Where(delta => !delta.IsEmpty)];
        if (deltas.Length > 0)
        {
            await run.WriteAsync([], deltas, [], cancellationToken).ConfigureAwait(false);
        }
    }
}
