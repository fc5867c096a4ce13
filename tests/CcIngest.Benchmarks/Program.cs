using System.Runtime.InteropServices;
using BenchmarkDotNet.Running;

namespace CcIngest.Benchmarks;

/// <summary>
/// <c>end-to-end</c> measures whole ingests beside what others use; <c>latency</c>, <c>limits</c> and <c>memory</c> measure what a backfill is like far from the API, at its
/// limits, and by its size; <c>planning</c> plans many series, <c>rerun</c> runs many of which there is nothing new; <c>market</c> is the process that they ask; <c>micro</c> takes BenchmarkDotNet's own arguments and measures parser
/// and planner alone.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        // A signal unwinds the measurement, which ends its children: none is left behind.
        using CancellationTokenSource stopping = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        switch (arguments)
        {
            case ["micro", .. string[] rest]:
                ParseBenchmarks.Fetched = await CandlePage.FetchAsync().ConfigureAwait(false);
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest);
                return 0;
            case ["market", .. string[] rest]:
                return await MarketCommand.InvokeAsync(rest, stopping.Token).ConfigureAwait(false);
            case ["planning", .. string[] rest]:
                return await PlanningCommand.InvokeAsync(rest, stopping.Token).ConfigureAwait(false);
            case ["rerun", .. string[] rest]:
                return await RerunCommand.InvokeAsync(rest, stopping.Token).ConfigureAwait(false);
            case ["end-to-end", .. string[] rest]:
                return await EndToEndCommand.InvokeAsync(rest, stopping.Token).ConfigureAwait(false);
            case ["latency", .. string[] rest]:
                return await LatencyCommand.InvokeAsync(rest, stopping.Token).ConfigureAwait(false);
            case ["limits", .. string[] rest]:
                return await LimitsCommand.InvokeAsync(rest, stopping.Token).ConfigureAwait(false);
            case ["memory", .. string[] rest]:
                return await MemoryCommand.InvokeAsync(rest, stopping.Token).ConfigureAwait(false);
            default:
                await Console.Error.WriteLineAsync("Say end-to-end, latency, limits, memory, planning, rerun, micro or market; each takes --help.").ConfigureAwait(false);
                return 64;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }
    }
}
