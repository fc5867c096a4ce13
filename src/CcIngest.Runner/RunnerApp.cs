using System.CommandLine;
using CcIngest.Model;
using CcIngest.Runner.Commands;

namespace CcIngest.Runner;

/// <summary>The console program without its process: arguments in, text and an exit code out. Several can run in one process.</summary>
internal static class RunnerApp
{
    /// <summary>Runs one command line. Summaries go to <paramref name="output"/>, logs and errors to <paramref name="error"/>.</summary>
    /// <returns>0 complete, 1 failed, 2 partial, 64 usage, 130 cancelled.</returns>
    public static async Task<int> InvokeAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        ParseResult line = Parse(arguments);
        if (line.Errors.Count > 0)
        {
            foreach (string message in line.Errors.Select(problem => problem.Message))
            {
                await error.WriteLineAsync(message).ConfigureAwait(false);
            }

            await error.WriteLineAsync("'ccingest --help' lists the commands, 'ccingest COMMAND --help' its options.").ConfigureAwait(false);
            return ExitCodes.Usage;
        }

        try
        {
            // Signals are ours (StopSignals), so the library's own handling is switched off.
            return await line.InvokeAsync(
                new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync("Cancelled.").ConfigureAwait(false);
            return ExitCodes.Cancelled;
        }
        catch (IngestException failure)
        {
            await error.WriteLineAsync($"{failure.Id}: {failure.Message}").ConfigureAwait(false);
            await error.WriteLineAsync($"  {failure.Advice}").ConfigureAwait(false);
            return IsUsage(failure.Id) ? ExitCodes.Usage : ExitCodes.Failed;
        }
#pragma warning disable CA1031 // The last one to catch: a person gets a sentence, a scheduler an exit code of the contract.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            await error.WriteLineAsync(failure is IOException or UnauthorizedAccessException
                ? failure.Message
                : $"Unexpected {failure.GetType().Name}: {failure.Message} Please report this with the log.").ConfigureAwait(false);
            return ExitCodes.Failed;
        }
    }

    internal static ParseResult Parse(IReadOnlyList<string> arguments) =>
        new RootCommand("Brings cryptocurrency market data into a database, completely and provably.")
        {
            DemoCommand.Create(),
            RunCommand.Create(),
            CheckCommand.Create(),
            AlertCommand.Create(),
            ReportCommand.Create(),
            SimulateCommand.Create(),
        }.Parse(arguments);

    private static bool IsUsage(IngestErrorId id) =>
        id is IngestErrorId.SettingInvalid or IngestErrorId.JobInvalid or IngestErrorId.RangeInvalid or IngestErrorId.EngineUnknown;
}
