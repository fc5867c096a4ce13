using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>
/// Carries out a copy: series by series, stretch by stretch. Each stretch is read on both sides first and written only where they differ, so that a
/// copy which was killed goes on where it stood; then it is read again and compared.
/// </summary>
internal static class CopyStepRunner
{
    /// <summary>Series whose leases are taken together.</summary>
    private const int Together = 200;

    public static async Task RunAsync(RunContext run, CopyStep step, StepTally tally, CancellationToken cancellationToken)
    {
        await SchemaCheck.CheckAsync(step.From, cancellationToken).ConfigureAwait(false);
        if (step.From.Info == run.Store.Info)
        {
            throw new IngestException(IngestErrorId.SettingInvalid, $"Both stores are {step.From.Info}.", "Name two stores.");
        }

        if (step.Dataset.Series is null)
        {
            await CopyTableAsync(run, step, tally, cancellationToken).ConfigureAwait(false);
            return;
        }

        IReadOnlyList<(SeriesKey Key, IReadOnlyList<string> Prefix)> series = await new SeriesPrefix(step.Dataset)
            .ReadAsync(step.From, step.Exchanges, step.Symbols, cancellationToken).ConfigureAwait(false);
        tally.Plan(series.Count);
        foreach ((SeriesKey Key, IReadOnlyList<string> Prefix)[] part in series.Chunk(Together))
        {
            IReadOnlySet<LeaseKey> held = await run.Lease.TakeAsync([.. part.Select(one => LeaseKey.Of(one.Key))], run.OnBusy, cancellationToken).ConfigureAwait(false);
            tally.LeaveToOthers(held.Count);
            foreach ((SeriesKey key, IReadOnlyList<string> prefix) in part.Where(one => !held.Contains(LeaseKey.Of(one.Key))))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await LegAsync(run, tally, key.ToString(), async () =>
                {
                    using SeriesCopy copy = new(run, step, tally, key, prefix);
                    CopiedRows copied = await copy.RunAsync(cancellationToken).ConfigureAwait(false);
                    step.OnCopied?.Invoke(copied);
                }).ConfigureAwait(false);
                tally.Answered(key.ToString());
            }

            await run.Lease.GiveBackAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CopyTableAsync(RunContext run, CopyStep step, StepTally tally, CancellationToken cancellationToken)
    {
        if (step.Exchanges.Count > 0 || step.Symbols.Count > 0 || step.Since is not null)
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, $"{step.Dataset.Name} is no time series: it is copied whole.", "Leave exchange, instrument and Since away.");
        }

        tally.Plan(1);
        IReadOnlySet<LeaseKey> held = await run.Lease.TakeAsync([FilledTables.LeaseOf(step.Dataset)], run.OnBusy, cancellationToken).ConfigureAwait(false);
        tally.LeaveToOthers(held.Count);
        if (held.Count == 0)
        {
            await LegAsync(run, tally, step.Dataset.Name, async () =>
            {
                CopiedRows copied = await new TableCopy(run, step, tally).RunAsync(cancellationToken).ConfigureAwait(false);
                step.OnCopied?.Invoke(copied);
            }).ConfigureAwait(false);
            tally.Answered(step.Dataset.Name);
            await run.Lease.GiveBackAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task LegAsync(RunContext run, StepTally tally, string target, Func<Task> work)
    {
        using IDisposable? scope = run.Log.BeginScope(LogScope.Series(target));
        tally.AddLegs(1);
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (IngestException failure) when (failure.Scope == FailureScope.Leg)
        {
            run.Log.LegFailed(target, failure.Id, failure.Message);
            tally.Failed(target, failure);
        }

        tally.EndLegs(1);
    }
}
