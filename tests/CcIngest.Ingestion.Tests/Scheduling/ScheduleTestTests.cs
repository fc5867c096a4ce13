using CcIngest.Model;

namespace CcIngest.Ingestion.Tests;

/// <summary>A schedule is tried with real processes, in the environment of a scheduler. A shell script stands in for the program.</summary>
public sealed class ScheduleTestTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public async Task Each_finding_is_a_check_and_the_job_runs_once_in_the_scheduler_s_environment()
    {
        ScheduledJob job = Job("""echo "$1 $CCDATA_API_KEY $PATH" >> calls; [ "$1" = run ] || echo '[{"Check":"Network","Target":"x","Verdict":"Passed","Message":"m","Advice":null}]'""");
        Write(".env", "CCDATA_API_KEY=some\n");
        Restrict(Path.Combine(_folder.FullName, ".env"), UnixFileMode.UserRead);

        List<ConnectionCheck> checks = await RunAsync(job, runs: true);

        Assert.Equal(["Scheduler", "Account", "Program", "Job", "Secrets", "Network", "Run"], checks.Select(check => check.Check));
        Assert.All(checks.Skip(2), check => Assert.Equal(CheckVerdict.Passed, check.Verdict));

        // The environment of this process is not that of cron: what a shell exports is not there.
        Assert.Equal(["check  /usr/bin:/bin", "run  /usr/bin:/bin"], File.ReadAllLines(Path.Combine(_folder.FullName, "calls")));
        Assert.DoesNotContain("Run", (await RunAsync(job, runs: false)).Select(check => check.Check));
        Assert.Equal(3, File.ReadAllLines(Path.Combine(_folder.FullName, "calls")).Length);
    }

    [SkippableTheory]
    [InlineData("echo no runtime >&2; exit 131", "Start", CheckVerdict.Failed, "131.*no runtime")]
    [InlineData("""[ "$1" = run ] && exit 2 || echo '[{"Check":"Key","Target":"x","Verdict":"Passed","Message":"m"}]'""", "Run", CheckVerdict.Warning, "in part")]
    [InlineData("""[ "$1" = run ] && { echo bad; exit 1; } || echo '[{"Check":"Key","Target":"x","Verdict":"Warning","Message":"m"}]'""", "Run", CheckVerdict.Failed, "with 1: bad")]
    [InlineData("""echo '[{"Check":"Key","Target":"x","Verdict":"Failed","Message":"refused"}]'""", "Run", CheckVerdict.Skipped, "needs")]
    public async Task What_goes_wrong_is_a_row(string script, string check, CheckVerdict verdict, string message)
    {
        ConnectionCheck found = (await RunAsync(Job(script), runs: true)).Single(one => one.Check == check);

        Assert.Equal(verdict, found.Verdict);
        Assert.Matches(message, found.Message);
    }

    [SkippableFact]
    public async Task A_password_that_is_not_within_reach_is_said_before_anything_is_started()
    {
        ScheduledJob job = Job("touch started", """{ "store": { "engine": "mysql" }, "steps": [ { "sync": "exchanges" } ] }""");

        List<ConnectionCheck> checks = await RunAsync(job, runs: true);

        ConnectionCheck secrets = checks.Single(check => check.Check == "Secrets");
        Assert.Equal(CheckVerdict.Failed, secrets.Verdict);
        Assert.Contains("DB_PASSWORD", secrets.Message, StringComparison.Ordinal);
        Assert.Equal([CheckVerdict.Skipped, CheckVerdict.Skipped], checks.TakeLast(2).Select(check => check.Verdict));
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "started")));
    }

    [SkippableFact]
    public async Task Secrets_that_others_can_read_and_a_program_that_is_gone_are_told()
    {
        ScheduledJob job = Job("true");
        Write(".env", "CCDATA_API_KEY=some\n");
        Restrict(Path.Combine(_folder.FullName, ".env"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        File.Delete(job.Start.Program);

        List<ConnectionCheck> checks = await RunAsync(job, runs: false);

        Assert.Equal(CheckVerdict.Failed, checks.Single(check => check.Check == "Program").Verdict);
        Assert.StartsWith("chmod 600", checks.Single(check => check.Check == "Secrets").Advice, StringComparison.Ordinal);
    }

    private ScheduledJob Job(string script, string text = """{ "steps": [ { "sync": "exchanges" } ] }""")
    {
        Skip.If(OperatingSystem.IsWindows(), "a shell script stands in for the program");
        string program = Write("program", $"#!/bin/sh\n{script}\n");
        Restrict(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return Scheduled.Daily with { Start = new JobStart { Job = Write("job.json", text), Folder = _folder.FullName, Program = program } };
    }

    private static void Restrict(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<List<ConnectionCheck>> RunAsync(ScheduledJob job, bool runs)
    {
        FolderScheduler scheduler = new(new CronForm([0]), job.Start.Folder);
        List<ConnectionCheck> checks = [];
        await foreach (ConnectionCheck check in new ScheduleTest(job, scheduler, ProgramCalls.Instance).RunAsync(runs, CancellationToken.None))
        {
            checks.Add(check);
        }

        return checks;
    }
}
