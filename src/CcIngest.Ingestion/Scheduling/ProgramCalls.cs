using System.ComponentModel;
using System.Diagnostics;

namespace CcIngest.Ingestion;

/// <summary>Programs of this machine. A seam: what schedulers are told is tested without them.</summary>
public interface IProgramCalls
{
    /// <summary>Runs a program to its end; null when there is none of that name.</summary>
    Task<ProgramResult?> RunAsync(ProgramCall call, CancellationToken cancellationToken);
}

/// <param name="Program">A path, or a name that is looked for on the path.</param>
/// <param name="Arguments">Each as the program shall have it.</param>
public sealed record ProgramCall(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>What it reads; nothing unless given.</summary>
    public byte[] Input { get; init; } = [];

    /// <summary>All of its environment; null for that of this process.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Null for that of this process.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// How long is waited for the rest of what it says once it has ended: a child that it has left behind may hold its output. Null for as long as that
    /// takes, where all of it counts.
    /// </summary>
    public TimeSpan? RestPatience { get; init; }
}

/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">Byte for byte: a crontab has no known encoding.</param>
/// <param name="Error">What it said of errors.</param>
public sealed record ProgramResult(int ExitCode, byte[] Output, string Error);

/// <summary>Starts processes. One that is cancelled is ended, with what it has started.</summary>
public sealed class ProgramCalls : IProgramCalls
{
    public static ProgramCalls Instance { get; } = new();

    public async Task<ProgramResult?> RunAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(call.Program, call.Arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = call.Folder ?? "",
        };
        if (call.Environment is { } environment)
        {
            start.Environment.Clear();
            foreach ((string name, string value) in environment)
            {
                start.Environment[name] = value;
            }
        }

        using Process process = new() { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure) when (failure.NativeErrorCode == 2)
        {
            return null;
        }

        using CancellationTokenSource reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            Said output = new(process.StandardOutput.BaseStream, reading.Token);
            Said error = new(process.StandardError.BaseStream, reading.Token);
            await WriteAsync(process, call.Input, cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            Task rest = Task.WhenAll(output.End, error.End);
            if (call.RestPatience is not { } patience)
            {
                await rest.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (await Task.WhenAny(rest, Task.Delay(patience, cancellationToken)).ConfigureAwait(false) != rest)
            {
                await reading.CancelAsync().ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return new ProgramResult(process.ExitCode, output.ToArray(), process.StandardError.CurrentEncoding.GetString(error.ToArray()));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task WriteAsync(Process process, byte[] input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells.
        }
    }

    /// <summary>What a program says, so far: it may be looked at before the end.</summary>
    private sealed class Said
    {
        private readonly Lock _lock = new();
        private readonly List<byte> _bytes = [];

        public Said(Stream from, CancellationToken cancellationToken) => End = ReadAsync(from, cancellationToken);

        /// <summary>Ends with the output, or when it is cancelled.</summary>
        public Task End { get; }

        public byte[] ToArray()
        {
            lock (_lock)
            {
                return [.. _bytes];
            }
        }

        private async Task ReadAsync(Stream from, CancellationToken cancellationToken)
        {
            byte[] piece = new byte[4096];
            try
            {
                while (await from.ReadAsync(piece, cancellationToken).ConfigureAwait(false) is > 0 and int count)
                {
                    lock (_lock)
                    {
                        _bytes.AddRange(piece.AsSpan(0, count));
                    }
                }
            }
            catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
            {
                // What was said until then counts.
            }
        }
    }
}
