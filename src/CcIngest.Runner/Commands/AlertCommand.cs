using System.CommandLine;
using CcIngest.Ingestion;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Runner.Commands;

/// <summary><c>ccingest alert JOB.json</c>: sends a test message to the sinks of a job file, a line for each sink.</summary>
internal static class AlertCommand
{
    private static readonly Argument<FileInfo> File = new("job") { Description = "The job file; docs/alerts.md describes its alerts." };

    private static readonly Option<string[]> Sink = new("--sink") { Description = "Only this sink; may be given several times." };

    public static Command Create()
    {
        Command command = new("alert", "Sends a test message to the sinks of a job's alerts. Exit code: 0 all took it, 1 one did not, 64 usage.") { File, Sink };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        JobFile job = await JobSettings.ReadAsync(line.GetRequiredValue(File), cancellationToken).ConfigureAwait(false);
        Settings settings = JobSettings.Load(job, null);
        using ILoggerFactory logs = RunnerLogging.Create(LogFormat.Text, settings.LogLevel);
        IReadOnlyList<AlertDelivery> deliveries = await AlertChecks.TestAsync(
            job, JobSettings.Addresses(job), line.GetValue(Sink) ?? [], TimeProvider.System, logs, cancellationToken).ConfigureAwait(false);
        foreach (AlertDelivery delivery in deliveries)
        {
            await line.InvocationConfiguration.Output.WriteLineAsync($"{(delivery.IsDelivered ? "Sent  " : "Failed")} {delivery} {delivery.Advice}".TrimEnd()).ConfigureAwait(false);
        }

        return deliveries.All(delivery => delivery.IsDelivered) ? 0 : ExitCodes.Failed;
    }
}
