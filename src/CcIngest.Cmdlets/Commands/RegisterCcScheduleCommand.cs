using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Has the machine's own scheduler run a job file at fixed times (UTC). The same name again replaces the schedule.</summary>
[Cmdlet(VerbsLifecycle.Register, "CcSchedule", SupportsShouldProcess = true, DefaultParameterSetName = EachDay)]
[OutputType(typeof(Schedule))]
public sealed class RegisterCcScheduleCommand : ScheduleCmdlet
{
    private const string EachDay = "Daily";
    private const string EachWeek = "Weekly";
    private const string EachHour = "Hourly";
    private const string ByCron = "Cron";

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Path")]
    [ValidateNotNullOrEmpty]
    public string Job { get; set; } = "";

    /// <summary>The job file's name unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    [Parameter(ParameterSetName = EachDay)]
    public SwitchParameter Daily { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = EachWeek)]
    public DayOfWeek[] DayOfWeek { get; set; } = [];

    /// <summary>Hours and minutes of the day, UTC.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EachDay)]
    [Parameter(Mandatory = true, ParameterSetName = EachWeek)]
    public TimeSpan At { get; set; }

    /// <summary>Says aloud what holds anyway: times are UTC.</summary>
    [Parameter(ParameterSetName = EachDay)]
    [Parameter(ParameterSetName = EachWeek)]
    public SwitchParameter Utc { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = EachHour)]
    public SwitchParameter Hourly { get; set; }

    [Parameter(ParameterSetName = EachHour)]
    [ValidateRange(0, 59)]
    public int Minute { get; set; } = 10;

    /// <summary>Minute, hour, *, *, day of the week; UTC.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByCron)]
    [ValidateNotNullOrEmpty]
    public string Cron { get; set; } = "";

    /// <summary>Where the job runs; the current location unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>The console program ccingest; PowerShell with this module unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Program { get; set; }

    /// <summary>A file that the job's output is appended to; left to the scheduler unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    /// <summary>The name of the secret that has the API key, in a vault of SecretManagement.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ApiKeySecret { get; set; }

    /// <summary>The name of the secret that has the password of the database.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PasswordSecret { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    protected override object? ErrorTarget => Job;

    protected override void Work()
    {
        JobStart start = Start();
        string name = ScheduledJob.CheckName(Name ?? System.IO.Path.GetFileNameWithoutExtension(start.Job));
        ScheduledJob job = new(name, Time(), start);
        string? early = ScheduleDelay.Warning(job.Time, JobFiles.Read(this, start.Job).Job);
        string? folder = FolderOf(Folder);
        IScheduler? chosen = null;
        string preview = "";
        RunToEnd(async (_, cancellationToken) =>
        {
            IScheduler scheduler = Schedulers.Of(Kind ?? await Schedulers.ChooseAsync(cancellationToken).ConfigureAwait(false), folder);
            preview = await scheduler.PreviewAsync(job, cancellationToken).ConfigureAwait(false);
            chosen = scheduler;
        });
        if (chosen is not { } scheduler)
        {
            return;
        }

        if (scheduler.Kind == ScheduleKind.TaskScheduler && start.Log is not null)
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, "The Task Scheduler keeps no output, so -LogPath has no meaning there.", "Leave it out: Get-CcRun has what each run did.");
        }

        if (early is not null)
        {
            WriteWarning(early);
        }

        string target = $"{scheduler.Kind}, {scheduler.PlaceOf(name)}";
        string action = $"Have the job run {job.Time}, as user {Environment.UserName}:\n{preview}";
        if (!ShouldProcess($"{target}: {action}", $"{target}: {action}Go on?", MyInvocation.MyCommand.Name))
        {
            return;
        }

        ScheduleChange change = default;
        RunToEnd(async (_, cancellationToken) => change = await scheduler.InstallAsync(job, cancellationToken).ConfigureAwait(false));
        WriteObject(Record(job, scheduler, folder, change));
    }

    private ScheduleTime Time() => ParameterSetName switch
    {
        EachHour => ScheduleTime.Hourly(Minute),
        EachWeek => ScheduleTime.Weekly(DayOfWeek, At),
        ByCron => ScheduleTime.Parse(Cron),
        _ => ScheduleTime.Daily(At),
    };

    private JobStart Start()
    {
        bool isConsole = Program is not null;
        if (isConsole && (ApiKeySecret ?? PasswordSecret ?? Vault) is not null)
        {
            throw new IngestException(
                IngestErrorId.SettingInvalid, "A vault is asked by PowerShell, not by the console program.", "Leave out -Program, or put the secrets into .env of the working directory.");
        }

        JobStart start = new()
        {
            Job = GetUnresolvedProviderPathFromPSPath(Job),
            Folder = WorkingDirectory is null ? SessionState.Path.CurrentFileSystemLocation.ProviderPath : GetUnresolvedProviderPathFromPSPath(WorkingDirectory),
            Program = Program is null ? ScheduledPrograms.PowerShell() : GetUnresolvedProviderPathFromPSPath(Program),
            Module = isConsole ? null : ScheduledPrograms.Manifest,
            Log = LogPath is null ? null : GetUnresolvedProviderPathFromPSPath(LogPath),
            ApiKeySecret = ApiKeySecret,
            PasswordSecret = PasswordSecret,
            Vault = Vault,
            DotnetRoot = isConsole ? Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? root : null : null,
        };
        return start.Command.Concat(start.Folder).Concat(start.Log ?? "").Any(char.IsControl)
            ? throw new IngestException(IngestErrorId.SettingInvalid, "A path or a name has a line break or another control character in it.", "Choose names without.")
            : start;
    }
}
