using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Sources;
using Microsoft.Extensions.Logging;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet that brings data from a source into a store: one job, one run, one summary.</summary>
public abstract class IngestCmdlet : StoreCmdlet
{
    [Parameter]
    [ValidateNotNull]
    public ConnectedSource? Source { get; set; }

    /// <summary>Rejected rows, not known as such before, that the run may have; one more ends it as failed.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaxRejected { get; set; }

    /// <summary>What to do about series and lists that another run on the same store works on; Refuse unless given.</summary>
    [Parameter]
    public BusyPolicy OnBusy { get; set; }

    /// <summary>The source's options: those of <c>-Source</c>, of Connect-CcSource, or of the settings. Pipeline thread only.</summary>
    /// <exception cref="IngestException">A setting has a bad value.</exception>
    protected SourceOptions SourceOptions => SessionSettings.SourceOptions(this, Source);

    /// <summary>The settings with the runspace's store and source in them. Pipeline thread only.</summary>
    /// <exception cref="IngestException">A setting has a bad value.</exception>
    protected Settings SettingsInUse => WithMaxRejected(SessionSettings.Load(this) with { Store = StoreOptions, Source = SourceOptions });

    /// <summary>The settings with what <c>-MaxRejected</c> says.</summary>
    protected Settings WithMaxRejected(Settings settings) => MaxRejected is { } most ? settings with { MaxRejectedRows = most } : settings;

    /// <summary>Opens store and source, works on them, closes both.</summary>
    protected void UseSession(Settings settings, Func<IngestSession, PipelineCalls, CancellationToken, Task> work)
    {
        LogLevel lowest = PipelineLog.LowestWanted(this);
        RunToEnd(async (calls, cancellationToken) =>
        {
            using PipelineLog log = new(this, calls, lowest);
            IngestSession session = await IngestSession.OpenAsync(settings, TimeProvider.System, log, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await work(session, calls, cancellationToken).ConfigureAwait(false);
            }
        });
    }

    /// <summary>
    /// Runs steps as one run and writes <paramref name="output"/>, else the summary. Each failed leg is a non-terminating error; a run that failed
    /// as a whole is a terminating one whose target is the summary.
    /// </summary>
    protected void RunSteps(IReadOnlyList<JobStep> steps, Func<IngestSession, PipelineCalls, CancellationToken, Task>? output = null)
    {
        Job job = new(MyInvocation.MyCommand.Name, steps) { OnBusy = OnBusy };
        RunSummary? failed = null;
        UseSession(SettingsInUse, async (session, calls, cancellationToken) =>
        {
            ProgressPump progress = new(calls, WriteProgress, TimeProvider.System);
            RunSummary summary = await session.Runner.RunAsync(job, progress, cancellationToken).ConfigureAwait(false);
            progress.Complete(job.Name);
            TellFailedLegs(summary, calls);
            if (summary.Failure is not null)
            {
                failed = summary;
            }
            else if (output is not null)
            {
                await output(session, calls, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                calls.Post(() => WriteObject(summary));
            }
        });
        if (failed is { Failure: { } failure })
        {
            ThrowTerminatingError(IngestErrors.ToErrorRecord(failure, FailureScope.Run, failed));
        }
    }

    protected void TellFailedLegs(RunSummary summary, PipelineCalls calls)
    {
        foreach (RunFailure failed in summary.Steps.SelectMany(step => step.Failures))
        {
            calls.Post(() => WriteError(IngestErrors.ToErrorRecord(failed, FailureScope.Leg, failed.Target)));
        }
    }

    /// <summary>Asks once for a whole ingest. The plan costs reads, so it is made only when somebody will see it.</summary>
    protected bool IsConfirmed(IngestStep step)
    {
        string target = StoreOptions.Describe();
        if (!WillBeAsked())
        {
            return ShouldProcess(target, step.Title);
        }

        IngestPlan? plan = null;
        UseSession(SettingsInUse, async (session, _, cancellationToken) =>
            plan = await session.Runner.PlanAsync(step, asksLimits: false, cancellationToken).ConfigureAwait(false));
        string planned = PlanText.Write(plan!, target);     // the session has ended, or thrown
        return ShouldProcess(planned, $"{planned}Go on?", MyInvocation.MyCommand.Name);
    }

    /// <summary>Whether <c>ShouldProcess</c> will show something: then it is worth planning for it.</summary>
    protected bool WillBeAsked()
    {
        if (Switch("WhatIf") ?? LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference")))
        {
            return true;
        }

        return Switch("Confirm") ?? SessionState.PSVariable.GetValue("ConfirmPreference")?.ToString() is "Low" or "Medium";
    }

    private bool? Switch(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out object? given) && given is SwitchParameter on ? on.IsPresent : null;
}
