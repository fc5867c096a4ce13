using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet that does something with each schedule it is given by name or by the pipeline.</summary>
public abstract class NamedScheduleCmdlet : ScheduleCmdlet
{
    private readonly List<(string Name, ScheduleKind? Kind, string? Folder)> _wanted = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TextOnly]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    protected override object? ErrorTarget => Name;

    protected override void ProcessRecord() => _wanted.Add((Name, Kind, FolderOf(Folder)));

    /// <summary>What is to be done with a schedule that was found. Pipeline thread.</summary>
    internal abstract void WorkOn(ScheduledJob job, IScheduler scheduler);

    protected override void Work()
    {
        foreach ((string name, ScheduleKind? kind, string? folder) in _wanted)
        {
            List<(ScheduledJob Job, IScheduler Scheduler)> found = [];
            RunToEnd(async (_, cancellationToken) =>
            {
                foreach (IScheduler place in await PlacesAsync(kind, folder, cancellationToken).ConfigureAwait(false))
                {
                    found.AddRange((await place.ListAsync(cancellationToken).ConfigureAwait(false))
                        .Where(job => job.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(job => (job, place)));
                }
            });
            if (found.Count == 0)
            {
                TellUnknown(name);
            }

            foreach ((ScheduledJob job, IScheduler scheduler) in found)
            {
                WorkOn(job, scheduler);
            }
        }
    }
}
