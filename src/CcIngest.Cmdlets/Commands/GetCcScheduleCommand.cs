using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Lists the schedules that Register-CcSchedule has made.</summary>
[Cmdlet(VerbsCommon.Get, "CcSchedule")]
[OutputType(typeof(Schedule))]
public sealed class GetCcScheduleCommand : ScheduleCmdlet
{
    /// <summary>Names; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    protected override object? ErrorTarget => string.Join(", ", Name);

    protected override void Work()
    {
        string? folder = FolderOf(Folder);
        List<Schedule> all = [];
        RunToEnd(async (_, cancellationToken) =>
        {
            foreach (IScheduler place in await PlacesAsync(Kind, folder, cancellationToken).ConfigureAwait(false))
            {
                all.AddRange((await place.ListAsync(cancellationToken).ConfigureAwait(false)).Select(job => Record(job, place, folder, ScheduleChange.None)));
            }
        });
        NamePatterns wanted = new();
        wanted.Add(Name);
        WriteObject(all.Where(schedule => wanted.Match(schedule.Name)), enumerateCollection: true);
        foreach (string name in Name.Where(name => !WildcardPattern.ContainsWildcardCharacters(name)
            && !all.Any(schedule => schedule.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
        {
            TellUnknown(name);
        }
    }
}
