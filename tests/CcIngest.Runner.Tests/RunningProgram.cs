using System.Diagnostics;
using System.Globalization;

namespace CcIngest.Runner.Tests;

/// <summary>The console program in a process of its own. Disposing of it kills it if it still runs.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private RunningProgram(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Whether whoever started the tests ignores SIGINT: then the programs that tests start ignore it too.</summary>
    public static bool InheritsIgnoredInterrupt => OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status")
        .Any(line => line.StartsWith("SigIgn:", StringComparison.Ordinal) && (Convert.ToUInt64(line[7..].Trim(), 16) & 0b10) != 0);

    public bool HasExited => _process.HasExited;

    public static RunningProgram Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <param name="environment">Set over the environment of the tests.</param>
    public static RunningProgram Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", ["exec", typeof(RunnerApp).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new RunningProgram(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."));
    }

    public static async Task<CommandLine> RunAsync(params string[] arguments)
    {
        await using RunningProgram program = Start(arguments);
        return await program.EndAsync();
    }

    /// <param name="signal">INT, TERM, KILL, STOP …</param>
    public Task SignalAsync(string signal) => SignalAsync(signal, _process.Id);

    public static async Task SignalAsync(string signal, int processId)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", processId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<CommandLine> EndAsync()
    {
        await _process.WaitForExitAsync();
        return new CommandLine(_process.ExitCode, await _output, await _error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
