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

        using MemoryStream output = new();
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            Task copied = process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
            await WriteAsync(process, call.Input, cancellationToken).ConfigureAwait(false);
            await copied.ConfigureAwait(false);
            string said = await error.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new ProgramResult(process.ExitCode, output.ToArray(), said);
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
}
