using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CcIngest.Model;
using CcIngest.Simulator;

namespace CcIngest.Runner.Commands;

/// <summary><c>ccingest simulate</c>: the market data APIs on loopback until a signal ends them. The first line of output is their addresses as JSON, the
/// last one how many requests came and how many answers had which fault.</summary>
internal static class SimulateCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "The port on 127.0.0.1; 0 for a free one.", DefaultValueFactory = _ => 0 };
    private static readonly Option<int?> Seed = new("--seed") { Description = "Another seed is another market; the same seed gives the same answers." };
    private static readonly Option<int?> Exchanges = new("--exchanges") { Description = "Number of venues, 1 to 500." };
    private static readonly Option<int?> FuturesInstruments =
        new("--futures-instruments") { Description = "Number of futures contracts over all futures venues, at most." };

    private static readonly Option<int?> Instruments = new("--instruments") { Description = "Number of spot instruments over all venues." };
    private static readonly Option<int?> Assets = new("--assets") { Description = "Number of assets, 10 to 20,000." };
    private static readonly Option<string?> Now = new("--now") { Description = "The simulated time in UTC, for example 2026-01-15T12:00:00Z." };
    private static readonly Option<bool> ClockRuns = new("--clock-runs") { Description = "The simulated time goes on; without it, it stands still." };

    private static readonly Option<string?> Limits = new("--limits")
    {
        Description = "Calls per second,minute,hour,day,month, for example 20,300,3000,7500,50000. No limits without it.",
    };

    private static readonly Option<string?> ApiKey = new("--api-key")
    {
        Description = "A made-up key that requests must carry, to see what a wrong one does. Requests need none without it.",
    };

    private static readonly Option<string[]> Fault = new("--fault")
    {
        Description = $"A fault and its rate, for example 429=0.05 or wrong-clock=1:-5; may be given several times. {SimulatorFaults.Names}",
        HelpName = "name=rate[:parameter]",
    };

    private static readonly Option<string?> ExchangeLimits = new("--exchange-limits")
    {
        Description = "Weights a minute of binance and binance-usdm and calls a second of coinbase and kraken, for example binance=6000,kraken=1. No limits without it.",
    };

    private static readonly Option<string?> Recordings = new("--recordings")
    {
        Description = "A folder of recorded answers of exchanges, JSON files with url, receivedAtUnixSeconds and body, served in place of generated ones.",
    };

    private static readonly Option<string?> Replay = new("--replay")
    {
        Description = "A file of recorded candles, rows of [open time in Unix ms, open, high, low, close, volume], served as one more instrument.",
    };

    private static readonly Option<string> ReplayExchange = new("--replay-exchange")
    {
        Description = "The venue that lists the recorded instrument.", DefaultValueFactory = _ => "binance",
    };

    private static readonly Option<string> ReplayInstrument = new("--replay-instrument")
    {
        Description = "The mapped name of the recorded instrument.", DefaultValueFactory = _ => "REPLAY-BTC",
    };

    private static readonly Option<string> ReplayInterval = new("--replay-interval")
    {
        Description = "What a row of the file is: 1m, 1h or 1d.", DefaultValueFactory = _ => "1m",
    };

    public static Command Create()
    {
        Command command = new("simulate", "Serves the market data APIs on 127.0.0.1 and prints their addresses as one line of JSON.")
        {
            Port, Seed, Exchanges, Instruments, FuturesInstruments, Assets, Now, ClockRuns, Limits, ApiKey, Fault, ExchangeLimits, Recordings, Replay, ReplayExchange, ReplayInstrument, ReplayInterval,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken)
    {
        SimulatorServer server = await SimulatorServer.StartAsync(ReadOptions(line), cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            TextWriter output = line.InvocationConfiguration.Output;
            await output.WriteLineAsync(JsonSerializer.Serialize(new { dataApi = server.DataApi, minApi = server.MinApi, processId = Environment.ProcessId }))
                .ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (cancellationToken.Register(stopped.SetResult).ConfigureAwait(false))
            {
                await stopped.Task.ConfigureAwait(false);
            }

            await output.WriteLineAsync(JsonSerializer.Serialize(new { requests = server.Counters.Total, faults = server.Counters.ByFault }))
                .ConfigureAwait(false);
        }

        // Only a signal ends it.
        return ExitCodes.Cancelled;
    }

    private static SimulatorOptions ReadOptions(ParseResult line)
    {
        SimulatorOptions defaults = new();
        return defaults with
        {
            Port = line.GetValue(Port),
            Seed = line.GetValue(Seed) ?? defaults.Seed,
            Exchanges = line.GetValue(Exchanges) ?? defaults.Exchanges,
            Instruments = line.GetValue(Instruments) ?? defaults.Instruments,
            FuturesInstruments = line.GetValue(FuturesInstruments) ?? defaults.FuturesInstruments,
            Assets = line.GetValue(Assets) ?? defaults.Assets,
            Now = line.GetValue(Now) is { } now ? ReadTime(now) : defaults.Now,
            ClockRuns = line.GetValue(ClockRuns),
            Limits = line.GetValue(Limits) is { } limits ? ReadLimits(limits) : null,
            ApiKey = line.GetValue(ApiKey),
            VenueLimits = line.GetValue(ExchangeLimits) is { } venues ? ReadVenueLimits(venues) : defaults.VenueLimits,
            Recordings = line.GetValue(Recordings),
            Faults = [.. (line.GetValue(Fault) ?? []).Select(SimulatorFault.Parse)],
            Replay = line.GetValue(Replay) is { } file
                ? new SimulatorReplay(file, line.GetRequiredValue(ReplayExchange), line.GetRequiredValue(ReplayInstrument), line.GetRequiredValue(ReplayInterval))
                : null,
        };
    }

    private static DateTime ReadTime(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time)
            ? time
            : throw new IngestException(IngestErrorId.SettingInvalid, $"--now '{text}' is not a time.", "Write it as 2026-01-15T12:00:00Z.");

    private static Dictionary<string, int> ReadVenueLimits(string text)
    {
        Dictionary<string, int> limits = new(StringComparer.Ordinal);
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            limits[part.Split('=')[0]] = part.Split('=') is [_, { } count] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int limit)
                ? limit
                : throw new IngestException(IngestErrorId.SettingInvalid, $"--exchange-limits '{text}' is no list of limits.", "Write exchanges with their limits: binance=6000,kraken=1.");
        }

        return limits;
    }

    private static int[] Counts(string text) =>
        [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : -1)];

    private static SimulatorLimits ReadLimits(string text)
    {
        int[] counts = Counts(text);
        return counts.Length == 5 && Array.TrueForAll(counts, count => count > 0)
            ? new SimulatorLimits(counts[0], counts[1], counts[2], counts[3], counts[4])
            : throw new IngestException(
                IngestErrorId.SettingInvalid, $"--limits '{text}' is not five counts.", "Write calls per second,minute,hour,day,month: 20,300,3000,7500,50000.");
    }
}
