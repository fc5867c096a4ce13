using System.Diagnostics;

namespace CcIngest.Benchmarks;

/// <summary>This program once more, as the market that all sides ask. Disposing of it ends it.</summary>
internal sealed class BenchmarkMarket : IAsyncDisposable
{
    private readonly Process _process;

    private BenchmarkMarket(Process process, Uri address, Uri distant) => (_process, Address, Distant) = (process, address, distant);

    /// <summary>All APIs live under one address.</summary>
    public Uri Address { get; }

    /// <summary>The same market, further away.</summary>
    public Uri Distant { get; }

    /// <exception cref="InvalidOperationException">It did not start.</exception>
    public static async Task<BenchmarkMarket> StartAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path.");

        // Started as `dotnet CcIngest.Benchmarks.dll`, this process is dotnet.
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(BenchmarkMarket).Assembly.Location] : [];
        ProcessStartInfo start = new(program, [.. self, "market", .. arguments]) { RedirectStandardOutput = true };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The market did not start.");
        string? line = await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        return line?.Split(' ') is [string near, string distant]
            ? new BenchmarkMarket(process, new Uri(near), new Uri(distant))
            : throw new InvalidOperationException("The market ended.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }
}
