using System.Text.Json;
using CcIngest.TestSupport;

namespace CcIngest.Runner.Tests;

/// <summary>One call of the console program in this process: what it wrote and what it answered.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    static CommandLine() => StateOfItsOwn.Ensure();

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static Task<CommandLine> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    public static async Task<CommandLine> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = await RunnerApp.InvokeAsync(arguments, TextWriter.Synchronized(output), TextWriter.Synchronized(error), cancellationToken);
        return new CommandLine(exitCode, output.ToString(), error.ToString());
    }
}
