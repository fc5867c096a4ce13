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
    private static readonly Option<string[]> Set = JobSettings.Option();

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
        JobFile job = await JobSettings.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        job = job with { Job = job.Job with { OnBusy = line.GetValue(OnBusy) ?? job.Job.OnBusy } };
        Settings settings = JobSettings.Load(job, line.GetValue(Set));
        using ILoggerFactory logs = RunnerLogging.Create(line.GetValue(Log), settings.LogLevel);
        logs.CreateLogger("ccingest").LogInformation("Job {Job} in {Environment}.", job.Job.Name, settings.Environment);
        return await JobRun.RunAsync(job, settings, JobSettings.Addresses(job), progress: null, TimeProvider.System, logs, cancellationToken).ConfigureAwait(false);
    }
}
