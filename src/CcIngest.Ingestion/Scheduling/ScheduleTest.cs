using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>
/// Tries a schedule: what it needs, then the job itself, once, in a process that has the environment the scheduler would give it. Each finding is a
/// check; what needs a failed one is skipped.
/// </summary>
/// <param name="job">The schedule.</param>
/// <param name="scheduler">Where it is.</param>
/// <param name="programs">Starts the processes.</param>
public sealed class ScheduleTest(ScheduledJob job, IScheduler scheduler, IProgramCalls programs)
{
    /// <summary>The end of what a process said is where it says why.</summary>
    private const int MostLetters = 600;

    private IReadOnlyDictionary<string, string>? _environment;

    /// <param name="runs">Whether the job is run when all checks have passed.</param>
    /// <param name="cancellationToken">Ends the processes as well.</param>
    /// <exception cref="IngestException">SchedulerUnavailable.</exception>
    public async IAsyncEnumerable<ConnectionCheck> RunAsync(bool runs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool passed = true;
        yield return (await scheduler.LookAsync(cancellationToken).ConfigureAwait(false)).ToCheck("Scheduler", scheduler.Kind.ToString());
        yield return Account().ToCheck("Account", Environment.UserName);
        _environment = await ScheduleSurroundings.OfAsync(scheduler.Kind, scheduler, programs, cancellationToken).ConfigureAwait(false);
        foreach (ConnectionCheck check in (ConnectionCheck[])[Program(), .. JobAndSecrets()])
        {
            passed &= check.Verdict != CheckVerdict.Failed;
            yield return check;
        }

        IReadOnlyList<ConnectionCheck> checks = passed
            ? await CheckAsync(cancellationToken).ConfigureAwait(false)
            : [CheckFinding.Skipped("Something that it needs has failed.").ToCheck("Start", job.Start.Job)];
        foreach (ConnectionCheck check in checks)
        {
            passed &= check.Verdict != CheckVerdict.Failed;
            yield return check;
        }

        if (runs)
        {
            yield return (passed ? await RunJobAsync(cancellationToken).ConfigureAwait(false) : CheckFinding.Skipped("Something that it needs has failed."))
                .ToCheck("Run", job.Start.Job);
        }
    }

    private static CheckFinding Account() => Environment.UserName == "root"
        ? CheckFinding.Warning("The job runs as root.", "Nothing needs it: register the schedule as a user of its own.")
        : CheckFinding.Passed("The job runs as the user who tests it.");

    private ConnectionCheck Program()
    {
        string? absent = new[] { job.Start.Program, job.Start.Module, job.Start.Folder, Path.GetDirectoryName(job.Start.Log) }
            .FirstOrDefault(path => !string.IsNullOrEmpty(path) && !Path.Exists(path));
        return (absent is null ? CheckFinding.Passed("Program and folders are there.") : CheckFinding.Failed($"'{absent}' is not there.", "Register the schedule again."))
            .ToCheck("Program", job.Start.Program);
    }

    private IEnumerable<ConnectionCheck> JobAndSecrets()
    {
        CheckFinding found;
        CheckFinding? secrets = null;
        try
        {
            JobFile file = JobFile.Parse(File.ReadAllText(job.Start.Job), Path.GetFileName(job.Start.Job), job.Start.Folder);
            found = ScheduleDelay.Warning(job.Time, file.Job) is { } early
                ? CheckFinding.Warning(early, "Register the schedule again with a later -At.")
                : CheckFinding.Passed(string.Create(CultureInfo.InvariantCulture, $"{file.Job.Steps.Count} steps, {job.Time}."));
            secrets = Secrets(Settings.Load(
                file.Parameters, _environment is { } variables ? variables.GetValueOrDefault : Environment.GetEnvironmentVariable, job.Start.Folder));
        }
        catch (IngestException failure)
        {
            found = CheckFinding.Failed(failure.Message, failure.Advice);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            found = CheckFinding.Failed(failure.Message, "Put the job file where it was, or register the schedule again.");
        }

        yield return found.ToCheck("Job", job.Start.Job);
        if (secrets is { } said)
        {
            yield return said.ToCheck("Secrets", job.Start.Folder);
        }
    }

    /// <summary>Whether the key and the password are within reach of the job; where they are right is told by the checks Key and Login.</summary>
    private CheckFinding Secrets(Settings settings)
    {
        const string Where = "Write it into .env of the working directory (chmod 600), or name it in a vault: -ApiKeySecret, -PasswordSecret.";
        bool hasKey = settings.Source.ApiKey is not null || job.Start.ApiKeySecret is not null;
        bool needsPassword = settings.Store.Engine != Storage.StoreEngines.Sqlite;
        bool hasPassword = settings.Store.Password is not null || job.Start.PasswordSecret is not null;
        string file = Path.Combine(job.Start.Folder, DotEnvFile.FileName);
        if (!OperatingSystem.IsWindows() && File.Exists(file)
            && (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != UnixFileMode.None)
        {
            return CheckFinding.Warning($"Others can read '{file}'.", $"chmod 600 '{file}'");
        }

        return (hasKey, needsPassword && !hasPassword) switch
        {
            (_, true) => CheckFinding.Failed("The scheduler's environment has no DB_PASSWORD.", Where),
            (false, _) => CheckFinding.Warning("The scheduler's environment has no CCDATA_API_KEY: the job asks without a key.", Where),
            _ => CheckFinding.Passed(needsPassword ? "API key and password are within reach." : "The API key is within reach."),
        };
    }

    private async Task<IReadOnlyList<ConnectionCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        ProgramResult? result = await programs.RunAsync(Call(job.Start.Program, job.Start.CheckArguments), cancellationToken).ConfigureAwait(false);
        string output = Encoding.UTF8.GetString(result?.Output ?? []);
        return ConnectionCheckJson.Read(output) is { Count: > 0 } checks
            ? checks
            : [CheckFinding.Failed(
                string.Create(CultureInfo.InvariantCulture, $"The program ended with {result?.ExitCode} before it could look: {End(result, output)}"),
                "It has the scheduler's environment, which is nearly empty: see what it says.").ToCheck("Start", job.Start.Program)];
    }

    private async Task<CheckFinding> RunJobAsync(CancellationToken cancellationToken)
    {
        // cron's own way, quotes and redirections included.
        ProgramCall call = scheduler.Kind == ScheduleKind.Cron
            ? Call("/bin/sh", ["-c", CrontabLine.Command(job.Start)])
            : Call(job.Start.Program, job.Start.RunArguments);
        ProgramResult? result = await programs.RunAsync(call, cancellationToken).ConfigureAwait(false);
        string output = Encoding.UTF8.GetString(result?.Output ?? []);
        return result?.ExitCode switch
        {
            0 => CheckFinding.Passed("The job ran, complete."),
            2 => CheckFinding.Warning("The job ran in part.", "Get-CcRun -Last 1 | Format-List tells what it lacks."),
            var code => CheckFinding.Failed(string.Create(CultureInfo.InvariantCulture, $"The job ended with {code}: {End(result, output)}"), "Get-CcRun -Last 1 | Format-List"),
        };
    }

    private ProgramCall Call(string program, IReadOnlyList<string> arguments) => new(program, arguments)
    {
        Folder = job.Start.Folder,
        Environment = _environment is null ? null : new Dictionary<string, string>(
            job.Start.DotnetRoot is { } root ? _environment.Append(new("DOTNET_ROOT", root)) : _environment, StringComparer.Ordinal),
    };

    private static string End(ProgramResult? result, string output)
    {
        string said = $"{output} {result?.Error}".ReplaceLineEndings(" ").Trim();
        return said.Length <= MostLetters ? said : $"… {said[^MostLetters..]}";
    }
}
