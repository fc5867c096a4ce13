using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Carries out a reopening: each series in a transaction of its own, with its lease.</summary>
internal static class ReopenStepRunner
{
    public static async Task RunAsync(RunContext run, ReopenStep step, StepTally tally, CancellationToken cancellationToken)
    {
        LeaseKey[] wanted = [.. step.Stretches.Keys.Select(LeaseKey.Of)];
        IReadOnlySet<LeaseKey> held = await run.Lease.TakeAsync(wanted, run.OnBusy, cancellationToken).ConfigureAwait(false);
        tally.LeaveToOthers(held.Count);
        tally.AddLegs(wanted.Length - held.Count);
        tally.Plan(wanted.Length - held.Count);
        CoverageEvidence evidence = run.Evidence("reopened, to be asked for again");
        foreach ((SeriesKey key, IReadOnlyList<(TimeRange Range, CoverageState State)> stretches) in step.Stretches.Where(one => !held.Contains(LeaseKey.Of(one.Key))))
        {
            CoverageMap known = (await run.Store.ReadCoverageAsync([key], cancellationToken).ConfigureAwait(false))[0];
            CoverageDelta delta = known.Set([.. stretches
                .SelectMany(stretch => TimeRanges.Within(known.Intervals.Where(interval => interval.State == stretch.State).Select(interval => interval.Range), stretch.Range))
                .Select(range => new CoverageInterval(range, CoverageState.Pending, evidence))]);
            if (!delta.IsEmpty)
            {
                await run.WriteAsync([], [delta], [], cancellationToken).ConfigureAwait(false);
            }

            tally.Answered(key.ToString());
        }

        await run.Lease.GiveBackAsync(cancellationToken).ConfigureAwait(false);
    }
}
