using System.Management.Automation;
using CcIngest.Ingestion;

namespace CcIngest.Cmdlets;

/// <summary>Removes schedules that Register-CcSchedule has made, and nothing else. What their runs have stored stays.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "CcSchedule", SupportsShouldProcess = true)]
public sealed class UnregisterCcScheduleCommand : NamedScheduleCmdlet
{
    internal override void WorkOn(ScheduledJob job, IScheduler scheduler)
    {
        if (ShouldProcess($"{scheduler.Kind}, {scheduler.PlaceOf(job.Name)}", $"Remove the schedule {job.Name} ({job.Time})"))
        {
            RunToEnd((_, cancellationToken) => scheduler.RemoveAsync(job.Name, cancellationToken));
        }
    }
}
