using System.Diagnostics;

namespace CcIngest.Benchmarks;

/// <summary>This program once more, as the market that all sides ask. Disposing of it ends it.</summary>
internal sealed class BenchmarkMarket : IAsyncDisposable
{
    private readonly Process _process;

    private BenchmarkMarket(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Both APIs live under one address.</summary>
    public Uri Address { get; }

    /// <exception cref="InvalidOperationException">It did not start.</exception>
    public static async Task<BenchmarkMarket> StartAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path.");

        // Started as `dotnet CcIngest.Benchmarks.dll`, this process is dotnet.
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(BenchmarkMarket).Assembly.Location] : [];
        ProcessStartInfo start = new(program, [.. self, "market", .. arguments]) { RedirectStandardOutput = true };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The market did not start.");
        string? line = await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        return line is null ? throw new InvalidOperationException("The market ended.") : new BenchmarkMarket(process, new Uri(line));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }
}
