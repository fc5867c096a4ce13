using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>Carries out an adoption, series by series; what a killed one has done is known the next time.</summary>
internal static class AdoptStepRunner
{
    /// <summary>Series whose leases are taken together.</summary>
    private const int Together = 200;

    public static async Task RunAsync(RunContext run, AdoptStep step, StepTally tally, CancellationToken cancellationToken)
    {
        IReadOnlyList<(SeriesKey Key, IReadOnlyList<string> Prefix)> series = await new SeriesPrefix(step.Dataset)
            .ReadAsync(run.Store, step.Exchanges, step.Symbols, cancellationToken).ConfigureAwait(false);
        tally.Plan(series.Count);
        foreach ((SeriesKey Key, IReadOnlyList<string> Prefix)[] part in series.Chunk(Together))
        {
            IReadOnlySet<LeaseKey> held = await run.Lease.TakeAsync([.. part.Select(one => LeaseKey.Of(one.Key))], run.OnBusy, cancellationToken).ConfigureAwait(false);
            tally.LeaveToOthers(held.Count);
            foreach ((SeriesKey key, IReadOnlyList<string> prefix) in part.Where(one => !held.Contains(LeaseKey.Of(one.Key))))
            {
                using IDisposable? scope = run.Log.BeginScope(LogScope.Series(key));
                tally.AddLegs(1);
                step.OnAdopted?.Invoke(await new SeriesAdoption(run, step.Dataset, key, prefix).RunAsync(cancellationToken).ConfigureAwait(false));
                tally.EndLegs(1);
                tally.Answered(key.ToString());
            }

            await run.Lease.GiveBackAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
