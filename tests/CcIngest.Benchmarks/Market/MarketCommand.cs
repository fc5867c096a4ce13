using System.CommandLine;
using CcIngest.Simulator;

namespace CcIngest.Benchmarks;

/// <summary>The process that serves the simulated market: its first line of output is its address, and the one at which answers are late.</summary>
internal static class MarketCommand
{
    private static readonly Option<int> Exchanges = new("--exchanges") { Description = "Venues.", DefaultValueFactory = _ => 12 };
    private static readonly Option<int> Instruments = new("--instruments") { Description = "Spot instruments over all venues.", DefaultValueFactory = _ => 1_200 };
    private static readonly Option<int> Assets = new("--assets") { Description = "Assets that instruments are made of.", DefaultValueFactory = _ => 150 };
    private static readonly Option<DateTime> History = new("--history") { Description = "Where the oldest series begin.", DefaultValueFactory = _ => new(2010, 1, 1, 0, 0, 0, DateTimeKind.Utc) };
    private static readonly Option<int> Delay = new("--delay") { Description = "Milliseconds by which answers of the second address are late.", DefaultValueFactory = _ => 100 };
    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Makes each answer anew: slow, but nothing is kept in memory. Nothing is late then." };

    /// <returns>0 when a signal has ended it.</returns>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Serves the simulated market, each answer made once.") { Exchanges, Instruments, Assets, History, Delay, Fresh };
        if (await Arguments.ReadAsync(command, arguments).ConfigureAwait(false) is not { } line)
        {
            return Arguments.Wrong;
        }

        SimulatorOptions options = new()
        {
            Seed = 11,
            Exchanges = line.GetValue(Exchanges),
            Instruments = line.GetValue(Instruments),
            Assets = line.GetValue(Assets),
            FuturesInstruments = 0,
            HistoryStart = DateTime.SpecifyKind(line.GetValue(History), DateTimeKind.Utc),
        };
        SimulatorServer simulator = await SimulatorServer.StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            if (line.GetValue(Fresh))
            {
                await ServeAsync(simulator.DataApi, simulator.DataApi, cancellationToken).ConfigureAwait(false);
                return 0;
            }

            AnswerCache cache = await AnswerCache.StartAsync(simulator.DataApi, TimeSpan.FromMilliseconds(line.GetValue(Delay)), cancellationToken).ConfigureAwait(false);
            await using (cache.ConfigureAwait(false))
            {
                await ServeAsync(cache.Address, cache.Distant, cancellationToken).ConfigureAwait(false);
            }
        }

        return 0;
    }

    private static async Task ServeAsync(Uri near, Uri distant, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync($"{near} {distant}").ConfigureAwait(false);
        await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
    }
}
