using System.Text;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>The user's own crontab, by the program <c>crontab</c>.</summary>
public sealed class CronScheduler(CronForm form, IProgramCalls programs) : IScheduler
{
    private const string Program = "crontab";

    public ScheduleKind Kind => ScheduleKind.Cron;

    public string PlaceOf(string name) => $"crontab of {Environment.UserName}";

    public async Task<string> PreviewAsync(ScheduledJob job, CancellationToken cancellationToken) =>
        Text(job, await ReadAsync(cancellationToken).ConfigureAwait(false));

    /// <exception cref="IngestException">SchedulerUnavailable.</exception>
    public async Task<Crontab> ReadAsync(CancellationToken cancellationToken)
    {
        ProgramResult read = await CallAsync(new ProgramCall(Program, "-l"), cancellationToken).ConfigureAwait(false);

        // A user who has no crontab yet is no error of anybody's.
        return read.ExitCode == 0 ? new Crontab(read.Output)
            : read.Error.Contains("no crontab", StringComparison.OrdinalIgnoreCase) ? new Crontab([])
            : throw Refused("cannot be read", read);
    }

    public async Task<IReadOnlyList<ScheduledJob>> ListAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken).ConfigureAwait(false)).Jobs;

    public async Task<ScheduleChange> InstallAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        Crontab before = await ReadAsync(cancellationToken).ConfigureAwait(false);
        string text = Text(job, before);
        if (before.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)
        {
            return ScheduleChange.Unchanged;
        }

        await WriteAsync(before.With(job.Name, text), cancellationToken).ConfigureAwait(false);
        return before.Jobs.Any(one => one.Name == job.Name) ? ScheduleChange.Replaced : ScheduleChange.Registered;
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        Crontab before = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (before.Jobs.Any(job => job.Name == name))
        {
            await WriteAsync(before.Without(name), cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<CheckFinding> LookAsync(CancellationToken cancellationToken)
    {
        // The names that the packages of Debian, Red Hat and BusyBox give it.
        foreach (string name in new[] { "cron", "crond" })
        {
            ProgramResult? found = await programs.RunAsync(new ProgramCall("pgrep", "-x", name), cancellationToken).ConfigureAwait(false);
            if (found is null)
            {
                return CheckFinding.Warning("Whether cron runs cannot be seen: there is no pgrep here.", "See that the service cron is started.");
            }

            if (found.ExitCode == 0)
            {
                return CheckFinding.Passed($"{name} runs.");
            }
        }

        return CheckFinding.Failed("The crontab is there, and no cron runs.", "Start it, as root: service cron start, or systemctl enable --now cron.");
    }

    /// <summary>In a crontab that sets a zone, nobody but its cron knows which one holds for a line.</summary>
    private string Text(ScheduledJob job, Crontab crontab) => (crontab.SetsZone ? CronForm.Anywhere : form).Write(job)[0].Text;

    private async Task WriteAsync(Crontab crontab, CancellationToken cancellationToken)
    {
        ProgramCall call = crontab.Bytes.Length == 0 ? new ProgramCall(Program, "-r") : new ProgramCall(Program, "-") { Input = crontab.Bytes };
        ProgramResult written = await CallAsync(call, cancellationToken).ConfigureAwait(false);
        if (written.ExitCode != 0)
        {
            throw Refused("was not taken", written);
        }
    }

    private async Task<ProgramResult> CallAsync(ProgramCall call, CancellationToken cancellationToken) =>
        await programs.RunAsync(call, cancellationToken).ConfigureAwait(false) ?? throw new IngestException(
            IngestErrorId.SchedulerUnavailable, "There is no program crontab on the path.", "Install cron (Debian: apt-get install cron), or use -Kind Systemd.");

    private static IngestException Refused(string what, ProgramResult result) => new(
        IngestErrorId.SchedulerUnavailable, $"The crontab {what}: {result.Error.Trim()}", "See /etc/cron.allow and /etc/cron.deny, and that the account may have a crontab.");
}
