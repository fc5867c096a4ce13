using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet that brings data from a source into a store: one job, one run, one summary.</summary>
public abstract class IngestCmdlet : StoreCmdlet
{
    [Parameter]
    [ValidateNotNull]
    public ConnectedSource? Source { get; set; }

    /// <summary>The source's options: those of <c>-Source</c>, of Connect-CcSource, or of the settings. Pipeline thread only.</summary>
    /// <exception cref="IngestException">A setting has a bad value.</exception>
    protected SourceOptions SourceOptions => Source is { } given
        ? RunspaceConnections.OptionsOf(given)
        : RunspaceConnections.Current.Source is { } connected ? RunspaceConnections.OptionsOf(connected) : SessionSettings.Load(this).Source;

    /// <summary>The settings with the session's store and source in them. Pipeline thread only.</summary>
    /// <exception cref="IngestException">A setting has a bad value.</exception>
    protected Settings SessionOptions => SessionSettings.Load(this) with { Store = StoreOptions, Source = SourceOptions };

    /// <summary>
    /// Runs a job to its end. Each failed leg is a non-terminating error; a run that failed as a whole is a terminating one whose target is
    /// the summary.
    /// </summary>
    protected void RunJob(Job job, Func<RunSummary, IMarketDataStore, PipelineCalls, CancellationToken, Task> output)
    {
        RunFailure? failure = null;
        RunSummary? summary = null;
        UseRunner(SessionOptions, async (runner, store, calls, cancellationToken) =>
        {
            summary = await RunAsync(runner, job, calls, cancellationToken).ConfigureAwait(false);
            failure = summary.Failure;
            if (failure is null)
            {
                await output(summary, store, calls, cancellationToken).ConfigureAwait(false);
            }
        });
        if (failure is not null && summary is not null)
        {
            ThrowTerminatingError(IngestErrors.ToErrorRecord(failure, FailureScope.Run, summary));
        }
    }

    /// <summary>As <see cref="RunJob(Job, Func{RunSummary, IMarketDataStore, PipelineCalls, CancellationToken, Task})"/>; writes the summary.</summary>
    protected void RunJob(Job job) => RunJob(job, WriteSummaryAsync);

    /// <summary>Writes the summary.</summary>
    protected Task WriteSummaryAsync(RunSummary summary, IMarketDataStore store, PipelineCalls calls, CancellationToken cancellationToken)
    {
        calls.Post(() => WriteObject(summary));
        return Task.CompletedTask;
    }

    /// <summary>Runs a job with progress, and tells of its failed legs.</summary>
    protected async Task<RunSummary> RunAsync(IIngestRunner runner, Job job, PipelineCalls calls, CancellationToken cancellationToken)
    {
        ProgressPump progress = new(calls, WriteProgress, TimeProvider.System);
        RunSummary summary = await runner.RunAsync(job, progress, cancellationToken).ConfigureAwait(false);
        progress.Complete(job.Name);
        foreach (RunFailure failed in summary.Steps.SelectMany(step => step.Failures))
        {
            calls.Post(() => WriteError(IngestErrors.ToErrorRecord(failed, FailureScope.Leg, failed.Target)));
        }

        return summary;
    }

    /// <summary>Opens store and source, works with a runner on them, closes both.</summary>
    protected void UseRunner(
        Settings settings, Func<IIngestRunner, IMarketDataStore, PipelineCalls, CancellationToken, Task> work)
    {
        LogLevel lowest = PipelineLog.LowestWanted(this);
        IngestOptions options = new() { BatchRows = settings.BatchSize };
        RunToEnd(async (calls, cancellationToken) =>
        {
            using PipelineLog log = new(this, calls, lowest);
            IMarketDataStore store = await MarketDataStores.OpenAsync(settings.Store, TimeProvider.System, log, cancellationToken).ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
            {
                IMarketDataSource source = MarketDataSources.OpenCcData(settings.Source, TimeProvider.System, log);
                await using (source.ConfigureAwait(false))
                {
                    IngestRunner runner = new(store, source, TimeProvider.System, log, options);
                    await work(runner, store, calls, cancellationToken).ConfigureAwait(false);
                }
            }
        });
    }

    /// <summary>Whether <c>ShouldProcess</c> will show something: then it is worth planning for it.</summary>
    protected bool WillBeAsked()
    {
        if (Switch("WhatIf") is { } whatIf ? whatIf : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference")))
        {
            return true;
        }

        return Switch("Confirm") ?? SessionState.PSVariable.GetValue("ConfirmPreference")?.ToString() is "Low" or "Medium";
    }

    private bool? Switch(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out object? given) && given is SwitchParameter on ? on.IsPresent : null;
}
