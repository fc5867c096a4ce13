using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Tries a schedule: what it needs, each a row with a verdict, then its job once, in the environment that the scheduler gives it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CcSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(ConnectionCheck))]
public sealed class TestCcScheduleCommand : NamedScheduleCmdlet
{
    /// <summary>Leaves the run out: nothing is written then, and nothing is asked.</summary>
    [Parameter]
    public SwitchParameter NoRun { get; set; }

    internal override void WorkOn(ScheduledJob job, IScheduler scheduler)
    {
        if (!NoRun && !ShouldProcess(job.Start.Job, $"Run the job once, as the schedule {job.Name} ({scheduler.Kind}) would"))
        {
            return;
        }

        ScheduleTest test = new(job, scheduler, ProgramCalls.Instance);
        RunToEnd(async (calls, cancellationToken) =>
        {
            await foreach (ConnectionCheck check in test.RunAsync(!NoRun, cancellationToken).ConfigureAwait(false))
            {
                calls.Post(() => WriteObject(check));
            }
        });
    }
}
