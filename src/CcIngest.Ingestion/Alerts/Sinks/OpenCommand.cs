using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>Starts a program for each message: the JSON on its standard input, the most important of it in its environment, no shell between.</summary>
internal sealed class OpenCommand(CommandAlertSink sink, IProgramCalls programs, TimeProvider time, ILogger log) : IOpenSink
{
    /// <summary>The end of what a program said is where it says why.</summary>
    private const int MostLetters = 600;

    public static CheckFinding Look(CommandAlertSink sink) => Find(sink.Program) is { } path
        ? CheckFinding.Passed($"{path} is there.")
        : CheckFinding.Failed($"There is no program '{sink.Program}'.", "Name it by its whole path, or put its folder on the path of the account that runs the job.");

    public async Task<SinkAnswer> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        const string Advice = "Start the program by hand with the same line on its standard input: Test-CcAlert.";
        using CancellationTokenSource end = new(sink.Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            ProgramResult? result = await programs.RunAsync(
                new ProgramCall(sink.Program, sink.Arguments)
                {
                    Input = Encoding.UTF8.GetBytes(message.ToJson() + "\n"), Environment = EnvironmentOf(message), RestPatience = TimeSpan.FromSeconds(0.5),
                },
                either.Token).ConfigureAwait(false);
            if (result is null)
            {
                CheckFinding none = Look(sink);
                return new SinkAnswer(false, false, $"There is no program '{sink.Program}'.", none.Advice ?? Advice);
            }

            string said = End($"{Encoding.UTF8.GetString(result.Output)} {result.Error}");
            if (said.Length > 0)
            {
                log.CommandSaid(sink.Name, said);
            }

            return result.ExitCode == 0
                ? new SinkAnswer(true, false, "It ended with 0.")
                : new SinkAnswer(false, true, string.Create(CultureInfo.InvariantCulture, $"It ended with {result.ExitCode}."), Advice);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SinkAnswer(
                false, false, string.Create(CultureInfo.InvariantCulture, $"It had not ended after {sink.Timeout.TotalSeconds:0.###} s, and was ended."), Advice);
        }
        catch (Win32Exception failure)
        {
            return new SinkAnswer(false, false, $"It cannot be started: {failure.Message}", "See that it is a program, and that the account may start it.");
        }
    }

    public void Dispose()
    {
    }

    /// <summary>That of this process without secrets, and what the message says.</summary>
    private static Dictionary<string, string> EnvironmentOf(AlertMessage message)
    {
        Dictionary<string, string> environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => ((string)variable.Key, (string?)variable.Value ?? ""))
            .Where(variable => !AlertAddresses.IsName(variable.Item1) && SettingDefinitions.Find(variable.Item1) is not { IsSecret: true })
            .ToDictionary(variable => variable.Item1, variable => variable.Item2, StringComparer.Ordinal);
        foreach ((string name, string? value) in new[]
        {
            ("KIND", message.Kind.ToString().ToLowerInvariant()), ("RULE", message.Rule), ("JOB", message.Job), ("RUN_ID", message.RunId), ("CAUSE", message.Cause),
            ("TEXT", message.Text),
        })
        {
            environment[$"CCINGEST_ALERT_{name}"] = value ?? "";
        }

        return environment;
    }

    private static string? Find(string program)
    {
        if (Path.IsPathFullyQualified(program))
        {
            return IsProgram(program) ? program : null;
        }

        string[] endings = OperatingSystem.IsWindows() ? ["", ".exe"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, program + ending))).FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) => File.Exists(path) && (OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    private static string End(string said)
    {
        string text = said.ReplaceLineEndings(" ").Trim();
        return text.Length <= MostLetters ? text : $"… {text[^MostLetters..]}";
    }
}
