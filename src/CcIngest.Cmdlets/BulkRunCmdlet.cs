using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet that brings rows from files or from another store into a store: one run, that asks no source.</summary>
public abstract class BulkRunCmdlet : AsyncCmdlet
{
    /// <summary>Rejected rows, not known as such before, that the run may have; one more ends it as failed.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxRejected { get; set; }

    /// <summary>What to do about series that another run on the store works on; Refuse unless given.</summary>
    [Parameter]
    public BusyPolicy OnBusy { get; set; }

    /// <summary>Runs steps on a store; each failed leg is a non-terminating error, a run that failed as a whole a terminating one.</summary>
    /// <param name="steps">Makes the steps, with what carries output back to the pipeline thread.</param>
    protected void RunOn(StoreOptions store, Func<PipelineCalls, ILoggerFactory, CancellationToken, Task<IReadOnlyList<JobStep>>> steps)
    {
        Settings settings = SessionSettings.Load(this) with { Store = store };
        settings = MaxRejected is { } most ? settings with { MaxRejectedRows = most } : settings;
        LogLevel lowest = PipelineLog.LowestWanted(this);
        RunSummary? summary = null;
        RunToEnd(async (calls, cancellationToken) =>
        {
            using PipelineLog log = new(this, calls, lowest);
            IngestSession session = await IngestSession.OpenAsync(settings, TimeProvider.System, log, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                Job job = new(MyInvocation.MyCommand.Name, await steps(calls, log, cancellationToken).ConfigureAwait(false)) { OnBusy = OnBusy };
                ProgressPump progress = new(calls, WriteProgress, TimeProvider.System);
                summary = await session.Runner.RunAsync(job, progress, cancellationToken).ConfigureAwait(false);
                progress.Complete(job.Name);
            }
        });
        foreach (RunFailure failed in summary?.Steps.SelectMany(step => step.Failures) ?? [])
        {
            WriteError(IngestErrors.ToErrorRecord(failed, FailureScope.Leg, failed.Target));
        }

        if (summary is { Failure: { } failure })
        {
            ThrowTerminatingError(IngestErrors.ToErrorRecord(failure, FailureScope.Run, summary));
        }
    }
}
