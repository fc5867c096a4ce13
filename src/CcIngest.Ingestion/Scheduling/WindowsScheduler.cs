using System.Text;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Tasks in the folder <c>\CcIngest</c> of the Windows Task Scheduler, by the program <c>schtasks</c>.</summary>
public sealed class WindowsScheduler(IProgramCalls programs) : IScheduler
{
    private const string Program = "schtasks";
    private const string Folder = @"\CcIngest\";

    private readonly TaskForm _form = new(TaskForm.CurrentAccount);

    public ScheduleKind Kind => ScheduleKind.TaskScheduler;

    public string PlaceOf(string name) => Folder + ScheduledJob.Prefix + name;

    public Task<string> PreviewAsync(ScheduledJob job, CancellationToken cancellationToken) => Task.FromResult($"{PlaceOf(job.Name)}:\n{_form.Write(job)[0].Text}");

    public async Task<IReadOnlyList<ScheduledJob>> ListAsync(CancellationToken cancellationToken)
    {
        ProgramResult all = await CallAsync(cancellationToken, "/Query", "/FO", "CSV", "/NH").ConfigureAwait(false);

        // The first column; a task with several triggers has several rows.
        IEnumerable<string> names = Encoding.UTF8.GetString(all.Output).Split('\n')
            .Select(row => row.TrimStart('"').Split('"')[0]).Where(name => name.StartsWith(Folder + ScheduledJob.Prefix, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        List<ScheduledJob> jobs = [];
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            if (await ReadAsync(name, cancellationToken).ConfigureAwait(false) is { } job)
            {
                jobs.Add(job);
            }
        }

        return jobs;
    }

    public async Task<ScheduleChange> InstallAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        // Made anew also when its mark says the same: somebody may have disabled the task, or given it another command.
        ScheduledJob? before = await ReadAsync(PlaceOf(job.Name), cancellationToken).ConfigureAwait(false);
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await File.WriteAllTextAsync(file, _form.Write(job)[0].Text, Encoding.Unicode, cancellationToken).ConfigureAwait(false);
            ProgramResult made = await CallAsync(cancellationToken, "/Create", "/TN", PlaceOf(job.Name), "/XML", file, "/F").ConfigureAwait(false);
            return made.ExitCode != 0 ? throw Refused(made) : before is null ? ScheduleChange.Registered
                : before.Mark == job.Mark ? ScheduleChange.Unchanged : ScheduleChange.Replaced;
        }
        finally
        {
            File.Delete(file);
        }
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (await ReadAsync(PlaceOf(name), cancellationToken).ConfigureAwait(false) is not null
            && await CallAsync(cancellationToken, "/Delete", "/TN", PlaceOf(name), "/F").ConfigureAwait(false) is { ExitCode: not 0 } refused)
        {
            throw Refused(refused);
        }
    }

    public async Task<CheckFinding> LookAsync(CancellationToken cancellationToken) =>
        await CallAsync(cancellationToken, "/Query", "/FO", "CSV", "/NH").ConfigureAwait(false) is { ExitCode: 0 }
            ? CheckFinding.Passed("The Task Scheduler answers.")
            : CheckFinding.Failed("The Task Scheduler does not answer.", "See that the service Schedule runs.");

    private async Task<ScheduledJob?> ReadAsync(string task, CancellationToken cancellationToken)
    {
        ProgramResult read = await CallAsync(cancellationToken, "/Query", "/TN", task, "/XML").ConfigureAwait(false);
        return read.ExitCode == 0 ? _form.Read(Encoding.UTF8.GetString(read.Output).TrimStart('\uFEFF')) : null;
    }

    private async Task<ProgramResult> CallAsync(CancellationToken cancellationToken, params string[] arguments) =>
        await programs.RunAsync(new ProgramCall(Program, arguments), cancellationToken).ConfigureAwait(false) ?? throw new IngestException(
            IngestErrorId.SchedulerUnavailable, "There is no program schtasks: this is not Windows.", "Use -Kind Cron or Systemd, or -Folder to write the file of a task.");

    private static IngestException Refused(ProgramResult result) => new(
        IngestErrorId.SchedulerUnavailable, $"The Task Scheduler refuses: {result.Error.Trim()}",
        "A task that runs without a session is made from a PowerShell that was started as administrator.");
}
