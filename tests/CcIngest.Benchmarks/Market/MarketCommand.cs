using System.CommandLine;
using CcIngest.Simulator;

namespace CcIngest.Benchmarks;

/// <summary>The process that serves the simulated market: its first line of output is its address.</summary>
internal static class MarketCommand
{
    private static readonly Option<int> Instruments = new("--instruments") { Description = "Spot instruments over all venues.", DefaultValueFactory = _ => 1_200 };
    private static readonly Option<DateTime> History = new("--history") { Description = "Where the oldest series begin.", DefaultValueFactory = _ => new(2010, 1, 1, 0, 0, 0, DateTimeKind.Utc) };

    /// <returns>0 when a signal has ended it.</returns>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Serves the simulated market, each answer made once.") { Instruments, History };
        ParseResult line = command.Parse(arguments);
        if (line.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', line.Errors.Select(error => error.Message))).ConfigureAwait(false);
            return 64;
        }

        SimulatorOptions options = new()
        {
            Seed = 11,
            Exchanges = 12,
            Instruments = line.GetValue(Instruments),
            FuturesInstruments = 0,
            HistoryStart = DateTime.SpecifyKind(line.GetValue(History), DateTimeKind.Utc),
        };
        SimulatorServer simulator = await SimulatorServer.StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            AnswerCache cache = await AnswerCache.StartAsync(simulator.DataApi, cancellationToken).ConfigureAwait(false);
            await using (cache.ConfigureAwait(false))
            {
                await Console.Out.WriteLineAsync(cache.Address.ToString()).ConfigureAwait(false);
                await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
            }
        }

        return 0;
    }
}
