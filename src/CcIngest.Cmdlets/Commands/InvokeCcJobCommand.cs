using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Cmdlets;

/// <summary>
/// Runs a job file. Always writes a summary, also when the run could not begin, and tells every failure as a non-terminating error: a terminating
/// one would skip the statement <c>exit (Invoke-CcJob job.json).ExitCode</c>, and the script would end with 0.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "CcJob", SupportsShouldProcess = true)]
[OutputType(typeof(RunSummary))]
public sealed class InvokeCcJobCommand : IngestCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    protected override object? ErrorTarget => Path;

    protected override void Work()
    {
        string file = GetUnresolvedProviderPathFromPSPath(Path);
        try
        {
            Run(JobFiles.Read(this, file));
        }
        catch (IngestException failure)
        {
            WriteError(IngestErrors.ToErrorRecord(failure, Path));
            WriteObject(RunSummary.NotBegun(
                System.IO.Path.GetFileNameWithoutExtension(file), Path, failure, TimeProvider.System.GetUtcNow().UtcDateTime));
        }
    }

    private void Run(JobFile file)
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(OnBusy)))
        {
            file = file with { Job = file.Job with { OnBusy = OnBusy } };
        }

        Settings settings = WithMaxRejected(JobFiles.Settings(this, file, Store, Source));
        if (!Confirmed(file, settings))
        {
            return;
        }

        AlertAddresses addresses = JobFiles.Addresses(this, file);
        LogLevel lowest = PipelineLog.LowestWanted(this);
        RunToEnd(async (calls, cancellationToken) =>
        {
            using PipelineLog log = new(this, calls, lowest);
            ProgressPump progress = new(calls, WriteProgress, TimeProvider.System);
            RunSummary summary = await JobRun.RunAsync(file, settings, addresses, progress, TimeProvider.System, log, cancellationToken).ConfigureAwait(false);
            progress.Complete(file.Job.Name);
            TellFailedLegs(summary, calls);
            if (summary.Failure is { } failure)
            {
                calls.Post(() => WriteError(IngestErrors.ToErrorRecord(failure, FailureScope.Run, summary)));
            }

            calls.Post(() => WriteObject(summary));
        });
    }

    /// <summary>Asks once for the whole job; what its ingests would ask is planned only when somebody will see it.</summary>
    private bool Confirmed(JobFile file, Settings settings)
    {
        string target = settings.Store.Describe();
        string action = $"Run the job {file.Job.Name} ({string.Join(", ", file.Job.Steps.Select(step => step.Title))})";
        IngestStep[] ingests = [.. file.Job.Steps.OfType<IngestStep>()];
        if (ingests.Length == 0 || !WillBeAsked())
        {
            return ShouldProcess(target, action);
        }

        List<string> plans = [];
        UseSession(settings, async (session, _, cancellationToken) =>
        {
            foreach (IngestStep step in ingests)
            {
                plans.Add(await PlannedAsync(session, step, target, cancellationToken).ConfigureAwait(false));
            }
        });
        string planned = $"{action} on {target}. By what the store knows now, before the lists are synced:\n{string.Join("", plans)}";
        return ShouldProcess(planned, $"{planned}Go on?", MyInvocation.MyCommand.Name);
    }

    /// <summary>A step that cannot be planned yet, as on a store that is still empty, says why.</summary>
    private static async Task<string> PlannedAsync(IngestSession session, IngestStep step, string target, CancellationToken cancellationToken)
    {
        try
        {
            return PlanText.Write(await session.Runner.PlanAsync(step, asksLimits: false, cancellationToken).ConfigureAwait(false), target);
        }
        catch (IngestException unknown) when (unknown.Id is IngestErrorId.SelectionEmpty or IngestErrorId.StoreSchemaMissing)
        {
            return $"{step.Title} into {target}: {unknown.Message}\n";
        }
    }
}
