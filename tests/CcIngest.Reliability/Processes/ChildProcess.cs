using System.Diagnostics;
using System.Globalization;
using System.Text;
using CcIngest.Ingestion;

namespace CcIngest.Reliability;

/// <summary>A process of the campaign with its output. Disposing of it kills it if it still runs: no way out leaves one behind.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>What the system answers for a process that SIGKILL ended: 128 + 9.</summary>
    public const int KilledExitCode = 137;

    /// <summary>Characters kept of each stream; a log beyond it is of a process that has gone wrong, and its beginning says how.</summary>
    private const int MostText = 1_000_000;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process) => _process = process;

    public string Output => Text(_output);

    public string Error => Text(_error);

    /// <param name="program">The program's path, or its name on the path.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="folder">Its current directory.</param>
    /// <param name="environment">Set over the caller's environment, of which no setting of CcIngest is handed on.</param>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (SettingDefinition setting in SettingDefinitions.All)
        {
            start.Environment.Remove(setting.Name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        ChildProcess child = new(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Keep(child._output, line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(child._error, line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task<string> RunAsync(
        string program, IReadOnlyList<string> arguments, string folder, TimeSpan limit, CancellationToken cancellationToken)
    {
        ChildProcess child = Start(program, arguments, folder, new Dictionary<string, string>());
        await using (child.ConfigureAwait(false))
        {
            int exitCode = await child.WaitAsync(limit, cancellationToken).ConfigureAwait(false);
            return exitCode == 0
                ? child.Output
                : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {exitCode}: {child.Error}");
        }
    }

    /// <summary>The first line of its standard output.</summary>
    /// <exception cref="InvalidOperationException">It ended without one.</exception>
    public async Task<string> FirstLineAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        await _firstLine.Task.WaitAsync(limit, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether it ends by itself within this time.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(time);
        try
        {
            await _process.WaitForExitAsync(enough.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Waits for its end and for the rest of its output.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it was killed.</exception>
    public async Task<int> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (await EndsWithinAsync(limit, cancellationToken).ConfigureAwait(false))
        {
            return _process.ExitCode;
        }

        await KillAsync().ConfigureAwait(false);
        throw new TimeoutException($"{Path.GetFileName(_process.StartInfo.FileName)} did not end within {limit.TotalSeconds:0} s and was killed.");
    }

    /// <summary>Sends SIGKILL and waits until the system has taken the process away.</summary>
    /// <returns>The exit code: <see cref="KilledExitCode"/>, or its own when it had ended before.</returns>
    public async Task<int> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, as a service manager would, and waits until it has; kills it when it does not.</summary>
    public async Task InterruptAsync(TimeSpan limit)
    {
        if (!_process.HasExited)
        {
            await RunAsync("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)], ".", limit, CancellationToken.None).ConfigureAwait(false);
        }

        await WaitAsync(limit, CancellationToken.None).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private void Keep(StringBuilder kept, string? line)
    {
        if (line is null)
        {
            _firstLine.TrySetException(new InvalidOperationException($"It ended without a line of output. {Error}"));
            return;
        }

        if (kept == _output)
        {
            _firstLine.TrySetResult(line);
        }

        lock (kept)
        {
            if (kept.Length < MostText)
            {
                kept.Append(line).Append('\n');
            }
        }
    }

    private static string Text(StringBuilder kept)
    {
        lock (kept)
        {
            return kept.ToString();
        }
    }
}
