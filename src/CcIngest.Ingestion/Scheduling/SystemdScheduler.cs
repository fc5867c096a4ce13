using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Timers of the user's own systemd manager.</summary>
/// <param name="programs">For <c>systemctl</c>.</param>
/// <param name="folder">Where the user's units are: <see cref="UserFolder"/>.</param>
public sealed class SystemdScheduler(IProgramCalls programs, string folder) : IScheduler
{
    private const string LingerFolder = "/var/lib/systemd/linger";

    private readonly FolderScheduler _files = new(new SystemdForm(), folder);

    public static string UserFolder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } given ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"),
        "systemd", "user");

    public ScheduleKind Kind => ScheduleKind.Systemd;

    public string PlaceOf(string name) => _files.PlaceOf(name);

    public Task<string> PreviewAsync(ScheduledJob job, CancellationToken cancellationToken) => _files.PreviewAsync(job, cancellationToken);

    /// <summary>Whether the user's manager answers.</summary>
    public static async Task<bool> IsThereAsync(IProgramCalls programs, CancellationToken cancellationToken) =>
        await programs.RunAsync(new ProgramCall("systemctl", "--user", "show-environment"), cancellationToken).ConfigureAwait(false) is { ExitCode: 0 };

    public Task<IReadOnlyList<ScheduledJob>> ListAsync(CancellationToken cancellationToken) => _files.ListAsync(cancellationToken);

    public async Task<ScheduleChange> InstallAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken).ConfigureAwait(false);
        ScheduleChange change = await _files.InstallAsync(job, cancellationToken).ConfigureAwait(false);
        await TellAsync(cancellationToken, "daemon-reload").ConfigureAwait(false);

        // Also when nothing has changed: somebody may have disabled it. A running timer keeps its old times without the restart.
        await TellAsync(cancellationToken, "enable", $"{job.FullName}.timer").ConfigureAwait(false);
        await TellAsync(cancellationToken, "restart", $"{job.FullName}.timer").ConfigureAwait(false);
        return change;
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken).ConfigureAwait(false);
        await TellAsync(cancellationToken, "disable", "--now", $"{ScheduledJob.Prefix}{name}.timer").ConfigureAwait(false);
        await _files.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
        await TellAsync(cancellationToken, "daemon-reload").ConfigureAwait(false);
    }

    public async Task<CheckFinding> LookAsync(CancellationToken cancellationToken)
    {
        if (!await IsThereAsync(programs, cancellationToken).ConfigureAwait(false))
        {
            return CheckFinding.Failed("No systemd manager of this user answers.", "Log in as this user itself (not by su), or use -Kind Cron.");
        }

        return File.Exists(Path.Combine(LingerFolder, Environment.UserName))
            ? CheckFinding.Passed("The user's systemd manager runs, also without a session.")
            : CheckFinding.Warning(
                "The user's systemd manager ends with the last session, and the timers with it.", $"Run 'loginctl enable-linger {Environment.UserName}' once.");
    }

    private async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (!await IsThereAsync(programs, cancellationToken).ConfigureAwait(false))
        {
            throw new IngestException(
                IngestErrorId.SchedulerUnavailable, "No systemd manager of this user answers (systemctl --user).",
                "Log in as this user itself (not by su), or use -Kind Cron; -Folder writes the files without a manager.");
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken, params string[] words)
    {
        ProgramResult? result = await programs.RunAsync(new ProgramCall("systemctl", ["--user", .. words]), cancellationToken).ConfigureAwait(false);
        if (result is not { ExitCode: 0 })
        {
            throw new IngestException(
                IngestErrorId.SchedulerUnavailable, $"'systemctl --user {string.Join(' ', words)}' failed: {result?.Error.Trim()}", "See 'journalctl --user'.");
        }
    }
}
