using System.CommandLine;
using CcIngest.Ingestion;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Runner.Commands;

/// <summary><c>ccingest run JOB.json</c>: runs a job file and answers with the outcome as exit code.</summary>
internal static class RunCommand
{
    private static readonly Argument<FileInfo> File = new("job") { Description = "The job file; docs/job.schema.json describes it." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the summary as one line of JSON instead of a table." };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "A setting as NAME=VALUE, for example --set DB_FILE=market.db. Ranks above the environment. Repeatable.",
        AllowMultipleArgumentsPerToken = false,
    };

    private static readonly Option<BusyPolicy?> OnBusy = new("--on-busy")
    {
        Description = "What to do about series that another run on the store works on; ranks above the job file.",
    };

    private static readonly Option<LogFormat> Log = new("--log") { Description = "How log lines are written to stderr.", DefaultValueFactory = _ => LogFormat.Text };

    public static Command Create()
    {
        Command command = new("run", "Runs a job file. Exit code: 0 complete, 1 failed, 2 partial, 64 usage, 130 cancelled.") { File, Json, Set, OnBusy, Log };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        FileInfo file = line.GetRequiredValue(File);
        TextWriter output = line.InvocationConfiguration.Output;
        try
        {
            RunSummary summary = await RunAsync(file, line, cancellationToken).ConfigureAwait(false);
            if (line.GetValue(Json))
            {
                await output.WriteLineAsync(RunSummaryJson.Write(summary)).ConfigureAwait(false);
            }
            else
            {
                SummaryReport.Write(summary, output);
            }

            return summary.ExitCode;
        }
        catch (IngestException failure) when (line.GetValue(Json))
        {
            // Whoever reads the JSON learns of a run that could not begin as well.
            DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
            await output.WriteLineAsync(RunSummaryJson.Write(RunSummary.NotBegun(Path.GetFileNameWithoutExtension(file.Name), file.ToString(), failure, now)))
                .ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<RunSummary> RunAsync(FileInfo file, ParseResult line, CancellationToken cancellationToken)
    {
        JobFile job = JobFile.Parse(await ReadAsync(file, cancellationToken).ConfigureAwait(false), file.Name);
        job = job with { Job = job.Job with { OnBusy = line.GetValue(OnBusy) ?? job.Job.OnBusy } };
        Dictionary<string, string?> parameters = new(job.Parameters, StringComparer.OrdinalIgnoreCase);
        foreach (string assignment in line.GetValue(Set) ?? [])
        {
            (string name, string value) = ReadSetting(assignment);
            parameters[name] = value;
        }

        Settings settings = Settings.Load(parameters, Environment.GetEnvironmentVariable, Directory.GetCurrentDirectory());
        using ILoggerFactory logs = RunnerLogging.Create(line.GetValue(Log), settings.LogLevel);
        logs.CreateLogger("ccingest").LogInformation("Job {Job} in {Environment}.", job.Job.Name, settings.Environment);
        IngestSession session = await IngestSession.OpenAsync(settings, TimeProvider.System, logs, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await session.RunAsync(job, progress: null, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<string> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return await System.IO.File.ReadAllTextAsync(file.FullName, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IngestException(IngestErrorId.JobInvalid, $"The job file {file} cannot be read: {failure.Message}", "Check its path and its rights.", failure);
        }
    }

    private static (string Name, string Value) ReadSetting(string assignment)
    {
        int equals = assignment.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (assignment[..equals], assignment[(equals + 1)..])
            : throw new IngestException(IngestErrorId.SettingInvalid, $"--set '{assignment}' is not NAME=VALUE.", "Write it as --set DB_ENGINE=sqlite.");
    }
}
