using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The schedulers of this machine.</summary>
/// <param name="programs">How they are told.</param>
/// <param name="time">The clock that says how the zone of cron differs from UTC.</param>
public sealed class Schedulers(IProgramCalls programs, TimeProvider time)
{
    /// <param name="kind">Which one.</param>
    /// <param name="folder">Files in this folder, absolute, in place of the machine's scheduler; null for that.</param>
    public IScheduler Of(ScheduleKind kind, string? folder)
    {
        ScheduleForm form = ScheduleForm.Of(kind, CronZone.System, time);
        return (folder, form) switch
        {
            ({ } place, CronForm) => new FolderScheduler(CronForm.Anywhere, place),
            ({ } place, _) => new FolderScheduler(form, place),
            (_, CronForm cron) => new CronScheduler(cron, programs),
            (_, SystemdForm) => new SystemdScheduler(programs, SystemdScheduler.UserFolder),
            _ => new WindowsScheduler(programs),
        };
    }

    /// <summary>The one that a schedule is put into when nobody says which: Windows has its own, elsewhere systemd where it answers, else cron.</summary>
    public async Task<ScheduleKind> ChooseAsync(CancellationToken cancellationToken) => (await ThereAsync(cancellationToken).ConfigureAwait(false)) is [ScheduleKind best, ..]
        ? best
        : throw new IngestException(
            IngestErrorId.SchedulerUnavailable, "Neither systemd nor cron is here.",
            "Install cron (Debian: apt-get install cron); -Folder with -Kind writes the files of a schedule without a scheduler.");

    /// <summary>Those that are here, the best one first.</summary>
    public async Task<IReadOnlyList<ScheduleKind>> ThereAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return [ScheduleKind.TaskScheduler];
        }

        List<ScheduleKind> there = [];
        if (await SystemdScheduler.IsThereAsync(programs, cancellationToken).ConfigureAwait(false))
        {
            there.Add(ScheduleKind.Systemd);
        }

        if (await programs.RunAsync(new ProgramCall("crontab", "-l"), cancellationToken).ConfigureAwait(false) is not null)
        {
            there.Add(ScheduleKind.Cron);
        }

        return there;
    }
}
