using System.Diagnostics;

namespace CcIngest.Runner.Tests;

/// <summary>Colours are for a person at a terminal who has not said NO_COLOR (https://no-color.org).</summary>
public sealed class ColorTests
{
    private const char Escape = '\u001b';

    [SkippableTheory]
    [InlineData(null, true)]
    [InlineData("1", false)]
    public async Task Log_lines_at_a_terminal_are_coloured_unless_NO_COLOR_is_set(string? noColor, bool isColoured)
    {
        const string Script = "/usr/bin/script";
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists(Script), "no script(1) here, which gives a program a terminal");
        using TemporaryFolder folder = new();
        string program = $"dotnet exec '{typeof(RunnerApp).Assembly.Location}' run '{FailingJob(folder)}'";
        ProcessStartInfo start = new(Script, ["-qec", program, "/dev/null"]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        if (noColor is not null)
        {
            start.Environment["NO_COLOR"] = noColor;
        }

        using Process process = Process.Start(start)!;
        string text = await process.StandardOutput.ReadToEndAsync();

        Assert.Contains("Job colours in", text, StringComparison.Ordinal);
        Assert.Equal(isColoured, text.Contains($"{Escape}[3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_lines_in_a_file_have_no_colours()
    {
        using TemporaryFolder folder = new();
        await using RunningProgram program = RunningProgram.Start(
            new Dictionary<string, string> { ["TERM"] = "xterm-256color", ["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "1" }, "run", FailingJob(folder));

        CommandLine line = await program.EndAsync();

        Assert.Contains("Job colours in", line.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, line.Error + line.Output);
    }

    /// <summary>Logs a line and ends, for the folder of its store is not there.</summary>
    private static string FailingJob(TemporaryFolder folder) => folder.Write("job.json", $$"""
        { "name": "colours", "store": { "engine": "sqlite", "file": "{{folder.File("nowhere").Replace('\\', '/')}}/x/market.db" }, "steps": [ { "sync": "exchanges" } ] }
        """);
}
