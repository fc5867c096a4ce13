using System.Diagnostics;
using System.Globalization;

namespace CcIngest.Benchmarks;

/// <summary>What a process took. CPU and memory are those of the client alone: a server's are the same for everybody who loads the same rows.</summary>
/// <param name="Rows">Rows that it brought into the store.</param>
/// <param name="Seconds">Wall time from its start to its end.</param>
/// <param name="CpuSeconds">User and system time.</param>
/// <param name="PeakMegabytes">Most resident memory, in millions of bytes.</param>
internal sealed record Measured(long Rows, double Seconds, double CpuSeconds, double PeakMegabytes)
{
    public double RowsPerSecond => Rows / Seconds;

    public double CpuPerMillion => CpuSeconds * 1e6 / Rows;

    /// <summary>Tells whoever waits.</summary>
    public Task TellAsync(string side) => Console.Error.WriteLineAsync(string.Create(
        CultureInfo.InvariantCulture, $"{side}: {Rows} rows, {RowsPerSecond:0}/s, {CpuPerMillion:0.0} CPU-s a million, {PeakMegabytes:0} MB"));

    /// <summary>The one with the median of rows per second.</summary>
    public static Measured Median(IReadOnlyCollection<Measured> runs) => runs.OrderBy(run => run.RowsPerSecond).ElementAt((runs.Count - 1) / 2);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="rows">How many rows it brought in, from its output.</param>
    /// <param name="input">Its standard input; null for none.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<Measured> RunAsync(ProcessStartInfo start, Func<string, long> rows, string? input, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        long begun = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            Task feeding = FeedAsync(process, input, cancellationToken);
            (double cpu, double peak) = (0, 0);
            Task ended = process.WaitForExitAsync(cancellationToken);
            while (!ended.IsCompleted)
            {
                // The system forgets both with the process: what was used in the last moment is not seen.
                (cpu, peak) = Look(process.Id) ?? (cpu, peak);
                await Task.WhenAny(ended, Task.Delay(10, cancellationToken)).ConfigureAwait(false);
            }

            double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            await feeding.ConfigureAwait(false);
            string said = await output.ConfigureAwait(false);
            return process.ExitCode == 0
                ? new Measured(rows(said), seconds, cpu, peak)
                : throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {await error.ConfigureAwait(false)}{said}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task FeedAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
        }

        process.StandardInput.Close();
    }

    /// <summary>proc_pid_stat(5): fields 14 and 15 are user and system time in hundredths of a second; VmHWM is the most resident memory in KiB.</summary>
    private static (double Cpu, double Peak)? Look(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            string? line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? null
                : ((Number(fields[11]) + Number(fields[12])) / 100, Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024 / 1e6);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
