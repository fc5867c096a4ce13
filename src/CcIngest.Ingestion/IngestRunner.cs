using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>Runs jobs on one store and one source and keeps their books. Safe for several runs one after the other.</summary>
public sealed class IngestRunner(
    IMarketDataStore store, IMarketDataSource source, TimeProvider time, ILoggerFactory loggers, IngestOptions? options = null)
        : IIngestRunner
{
    private readonly IngestOptions _options = options ?? new IngestOptions();
    private readonly ILogger _log = loggers.CreateLogger<IngestRunner>();

    public async Task<RunSummary> RunAsync(Job job, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        JobCheck.Check(job, source);
        IMarketDataSource part = JobSources.PartFor(source, job.Steps);
        RunLedger ledger = new(job.Name, job.Steps.Count, part.Statistics, time);
        string runId = RunId.New(ledger.StartedAt);
        using IDisposable? scope = _log.BeginScope(LogScope.Run(runId));
        RunLease? lease = null;
        RunContext? run = null;
        try
        {
            await SchemaCheck.CheckAsync(store, cancellationToken).ConfigureAwait(false);
            lease = await RunLease.OpenAsync(runId, store, _options, _log, cancellationToken).ConfigureAwait(false);
            RunContext begun = new(lease, job.OnBusy, store, part, _options, time, _log);
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
            await RunRecords.WriteAsync(begun, ledger.Summarise(runId, RunOutcome.Running, part.Statistics), stop.Token)
                .ConfigureAwait(false);
            run = begun;
            _log.RunStarts(runId, job.Name, store.Info.ToString(), part.Name);
            await WorkAsync(run, job, ledger, progress, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            ledger.Cancel();
        }
        catch (OperationCanceledException) when (run?.Lease.Lost.IsCancellationRequested == true)
        {
            ledger.Fail(LeaseLost.By(runId));
        }
        catch (IngestException failure) when (run is not null)
        {
            // What is wrong and what to do; the way through the code is for whoever asks for more.
            _log.RunFailed(runId, failure.Id, failure.Message, failure.Advice);
            _log.RunFailedOf(runId, failure);
            ledger.Fail(failure);
        }
        catch (Exception failure) when (run is not null)
        {
            _log.RunBroke(runId, failure);
            ledger.Fail(new IngestException(
                IngestErrorId.RunFailed, $"Unexpected: {failure.GetType().Name}: {failure.Message}", "Please report this with the log.",
                failure));
        }
        finally
        {
            // A run that could not be recorded has written nothing; its lease would only stand in the way.
            if (run is null && lease is not null)
            {
                await EndLeaseAsync(lease).ConfigureAwait(false);
                await lease.DisposeAsync().ConfigureAwait(false);
            }
        }

        return run is not null
            ? await CloseAsync(run, ledger).ConfigureAwait(false)
            : ledger.Summarise(runId, ledger.Outcome, part.Statistics);
    }

    public async Task<IngestPlan> PlanAsync(IngestStep step, bool asksLimits, CancellationToken cancellationToken)
    {
        JobCheck.Check(step, source);
        await SchemaCheck.CheckAsync(store, cancellationToken).ConfigureAwait(false);
        Dataset dataset = SeriesDatasets.Of(step);
        IMarketDataSource needed = JobSources.PartFor(source, [step]);
        SeriesCapabilities capabilities = needed.Describe(dataset);
        SeriesPages pages = new(needed, dataset);

        // Before the range is made: the answer tells the source's clock.
        IReadOnlyList<RateLimitRecord> limits = await needed.ReadLimitsAsync(asksLimits, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<TradingPair> pairs = await SeriesSelection.ChooseAsync(store, step, cancellationToken).ConfigureAwait(false);
        (IReadOnlyList<(SeriesKey Key, TradingPair Pair)> series, IReadOnlyList<(SeriesKey Key, IngestException Reason)> refused) =
            pages.WithoutUnable(await KeyClashes.SplitAsync(store, dataset, pairs, cancellationToken).ConfigureAwait(false));
        SeriesAcceptance acceptance = new(store, step, WantedRange.Of(step, needed.ServerNow, _options.Grace), _options.SeriesChunk);
        List<SeriesPlan> plans = [];
        await foreach (IReadOnlyList<PlannedSeries> part in acceptance.PlanAsync(series, cancellationToken).ConfigureAwait(false))
        {
            plans.AddRange(part.Select(one => pages.PlanOf(one.Need)));
        }

        return new IngestPlan
        {
            Title = step.Title,
            Series = plans,
            Refused = [.. refused.Select(one => new RunFailure(one.Key.ToString(), one.Reason.Id.ToString(), one.Reason.Message, one.Reason.Advice))],
            MadeAt = time.GetUtcNow().UtcDateTime,
            AsOf = needed.ServerNow,
            IsServerClock = needed.KnowsServerClock,
            StatusEvery = _options.RateStatusEvery,
            RequestsPerStatus = capabilities.StatusRequests,
            Concurrency = Math.Min(step.ThrottleLimit, Math.Max(capabilities.MaxConcurrency, 1)),
            BytesPerRow = capabilities.BytesPerRow,
            Limits = limits,
        };
    }

    public async Task<CapturePlan> PlanAsync(CaptureStep step, CancellationToken cancellationToken)
    {
        JobCheck.Check(step);
        await SchemaCheck.CheckAsync(store, cancellationToken).ConfigureAwait(false);
        return await CapturePlanner.PlanAsync(store, JobSources.PartFor(source, [step]), step, time.GetUtcNow().UtcDateTime, cancellationToken).ConfigureAwait(false);
    }

    private static async Task WorkAsync(
        RunContext run, Job job, RunLedger ledger, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        RateLimitRecords rates = new(run, job.Name);
        await using ConfiguredAsyncDisposable stopping = rates.ConfigureAwait(false);
        await using ConfiguredAsyncDisposable telling = new RunProgressRecords(run, ledger).ConfigureAwait(false);

        if (job.Steps.Any(step => step.AsksSource))
        {
            await rates.BeginAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            RunLimits limits = new(run.Options);
            foreach (JobStep step in job.Steps)
            {
                await WorkAsync(run, step, ledger, new StepTally(
                    step.Title, limits, progress, new RemainingTime(run.Source, run.Time), rates.Answered, step.Counts), cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        catch (IngestException failure) when (!cancellationToken.IsCancellationRequested)
        {
            // A failed run notes where the limits stand too, if that takes no time; its own failure is what counts.
            await rates.EndBrieflyAsync(failure).ConfigureAwait(false);
            throw;
        }

        await rates.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task WorkAsync(RunContext run, JobStep step, RunLedger ledger, StepTally tally, CancellationToken cancellationToken)
    {
        using IDisposable? scope = run.Log.BeginScope(LogScope.Step(step.Title));
        run.Log.StepStarts(step.Title);
        using (ledger.Open(tally, run.Source))
        {
            await (step switch
            {
                IngestStep ingest => IngestStepRunner.RunAsync(run, ingest, tally, cancellationToken),
                LetterStep letters => LetterStepRunner.RunAsync(run, letters, tally, cancellationToken),
                ImportStep import => ImportStepRunner.RunAsync(run, import, tally, cancellationToken),
                ReopenStep reopen => ReopenStepRunner.RunAsync(run, reopen, tally, cancellationToken),
                ExportStep export => ExportStepRunner.RunAsync(run, export, tally, cancellationToken),
                CaptureStep capture => CaptureStepRunner.RunAsync(run, capture, tally, cancellationToken),
                ReportStep report => ReportStepRunner.RunAsync(run, report, tally, cancellationToken),
                AdoptStep adopt => AdoptStepRunner.RunAsync(run, adopt, tally, cancellationToken),
                QualityStep quality => QualityStepRunner.RunAsync(run, quality, tally, cancellationToken),
                CompareStep compare => CompareStepRunner.RunAsync(run, compare, tally, cancellationToken),
                CopyStep copy => CopyStepRunner.RunAsync(run, copy, tally, cancellationToken),
                _ => SyncStepRunner.RunAsync(run, (SyncStep)step, tally, cancellationToken),
            }).ConfigureAwait(false);
        }
    }

    /// <summary>What goes wrong here changes nothing of the run: the lease expires by itself.</summary>
    private async Task EndLeaseAsync(RunLease lease)
    {
        try
        {
            using CancellationTokenSource closing = new(_options.StoppingTime, time);
            await lease.CloseAsync(closing.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IngestException or OperationCanceledException)
        {
            _log.LeaseNotEnded(lease.RunId, failure.Message);
        }
    }

    /// <summary>Writes the last row of the run and ends its lease, cancelled or not, within a short time of its own.</summary>
    private async Task<RunSummary> CloseAsync(RunContext run, RunLedger ledger)
    {
        await using ConfiguredAsyncDisposable lease = run.Lease.ConfigureAwait(false);
        RunSummary summary = ledger.Summarise(run.RunId, ledger.Outcome, run.Source.Statistics);
        try
        {
            using CancellationTokenSource closing = new(
                summary.Outcome == RunOutcome.Cancelled ? _options.StoppingTime : _options.ClosingTime, time);
            await RunRecords.WriteAsync(run, summary, closing.Token).ConfigureAwait(false);
            await EndLeaseAsync(run.Lease).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IngestException or OperationCanceledException)
        {
            _log.RunNotClosed(run.RunId, failure);
            if (summary.Failure is null && summary.Outcome != RunOutcome.Cancelled)
            {
                ledger.Fail(failure as IngestException ?? new IngestException(
                    IngestErrorId.StoreBusy, "The last row of the run was not written in time.",
                    "The data are stored; the run stays Running in cc_runs until another run finds it.", failure));
                summary = ledger.Summarise(run.RunId, ledger.Outcome, run.Source.Statistics);
            }
        }

        IngestMeter.Ended(summary.Job, summary.Outcome, run.Now);
        await MeasureFreshnessAsync(run).ConfigureAwait(false);
        RowCounts rows = summary.Steps.Select(step => step.Rows).Aggregate(default(RowCounts), RowCounts.Add);
        _log.RunEnded(run.RunId, summary.Outcome, rows.Inserted, rows.Updated, rows.Rejected, summary.Requests, summary.Seconds);
        return summary;
    }

    /// <summary>The run is over: what goes wrong here changes nothing of it.</summary>
    private async Task MeasureFreshnessAsync(RunContext run)
    {
        try
        {
            using CancellationTokenSource closing = new(_options.StoppingTime, time);
            await FreshnessReading.MeasureAsync(store, run.Now, closing.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IngestException or OperationCanceledException)
        {
            _log.FreshnessNotMeasured(failure.Message);
        }
    }
}
