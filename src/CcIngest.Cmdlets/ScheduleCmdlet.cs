using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet that works on schedules of this machine, or on those in a folder of files.</summary>
public abstract class ScheduleCmdlet : AsyncCmdlet
{
    /// <summary>Which scheduler; the one that is here unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ScheduleKind? Kind { get; set; }

    /// <summary>The files of schedules in this folder, in place of what the machine's scheduler has.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Folder { get; set; }

    internal static Schedulers Schedulers { get; } = new(ProgramCalls.Instance, TimeProvider.System);

    /// <summary>A folder as a path of the file system; null for the machine's scheduler.</summary>
    protected string? FolderOf(string? folder) => string.IsNullOrEmpty(folder) ? null : GetUnresolvedProviderPathFromPSPath(folder);

    /// <summary>The places where a schedule can be: that of the kind, else all that are here.</summary>
    internal static async Task<IReadOnlyList<IScheduler>> PlacesAsync(ScheduleKind? kind, string? folder, CancellationToken cancellationToken)
    {
        IEnumerable<ScheduleKind> kinds = kind is { } one ? [one]
            : folder is not null ? Enum.GetValues<ScheduleKind>()
            : await Schedulers.ThereAsync(cancellationToken).ConfigureAwait(false);
        return [.. kinds.Select(each => Schedulers.Of(each, folder))];
    }

    /// <summary>The record of a schedule.</summary>
    internal static Schedule Record(ScheduledJob job, IScheduler scheduler, string? folder, ScheduleChange change) => new()
    {
        Name = job.Name,
        Kind = scheduler.Kind,
        Time = job.Time.ToString(),
        Cron = job.Time.ToCron(),
        Job = job.Start.Job,
        WorkingDirectory = job.Start.Folder,
        Command = job.Start.Command,
        Account = Environment.UserName,
        Place = scheduler.PlaceOf(job.Name),
        Folder = folder,
        NextRun = job.Time.Next(TimeProvider.System.GetUtcNow().UtcDateTime),
        Change = change,
    };

    private protected void TellUnknown(string name) => WriteError(IngestErrors.ToErrorRecord(
        new IngestException(IngestErrorId.SelectionEmpty, $"There is no schedule '{name}'.", "Get-CcSchedule lists them.", scope: FailureScope.Leg), name));
}
