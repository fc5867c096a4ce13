using System.Diagnostics;
using CcIngest.Simulator;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Xunit.Abstractions;

namespace CcIngest.Runner.Tests;

/// <summary>
/// SIGINT and SIGTERM in the middle of a run. A quiet machine stops in well under two seconds, and in five when a server hangs; the bounds here
/// leave room for a busy one.
/// </summary>
public sealed class StoppingTests(ServerStores servers, ITestOutputHelper output) : IClassFixture<ServerStores>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan WhenTheServerHangs = TimeSpan.FromSeconds(10);

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_the_run_as_Cancelled_and_the_next_one_completes(string signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no such signals");
        Skip.If(signal == "INT" && RunningProgram.InheritsIgnoredInterrupt, "SIGINT is ignored here (nohup, or a background job), and programs inherit that");
        await using SimulatorServer market = await MarketAsync();
        using TemporaryFolder folder = new();
        string[] arguments = ["run", folder.Write("job.json", Job(market)), "--json", "--set", $"DB_FILE={folder.File("market.db")}", "--set", "MAX_API_FETCH_LIMIT=100"];
        await using RunningProgram program = RunningProgram.Start(arguments);
        await UntilAsync(() => market.Counters.BySeries.Values.Sum() > 20, program);

        (CommandLine line, TimeSpan took) = await StopAsync(program, signal);

        Assert.Equal((130, "Cancelled"), (line.ExitCode, line.Json.GetProperty("outcome").GetString()));
        Assert.True(took < Soon, took.ToString());
        CommandLine next = await RunningProgram.RunAsync(arguments);
        Assert.True(next.ExitCode == 0, next.Output + next.Error);
    }

    [SkippableFact]
    public async Task A_signal_is_obeyed_while_the_api_hangs()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no such signals");
        await using SimulatorServer market = await MarketAsync();
        await using SimulatorServer hanging = await MarketAsync("hang");
        using TemporaryFolder folder = new();
        string[] store = ["--json", "--set", $"DB_FILE={folder.File("market.db")}"];
        Assert.Equal(0, (await CommandLine.RunAsync(["run", folder.Write("sync.json", Job(market, ingest: false)), .. store])).ExitCode);
        await using RunningProgram program = RunningProgram.Start(["run", folder.Write("job.json", Job(hanging, sync: false)), .. store]);
        await UntilAsync(() => hanging.Counters.Total > 0, program);

        (CommandLine line, TimeSpan took) = await StopAsync(program, "TERM");

        Assert.Equal((130, "Cancelled"), (line.ExitCode, line.Json.GetProperty("outcome").GetString()));
        Assert.True(took < Soon, took.ToString());
    }

    [SkippableTheory]
    [EachServer]
    public async Task A_signal_is_obeyed_while_the_database_server_hangs_and_a_second_one_ends_at_once(string engine)
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no such signals");
        StoreOptions place = servers.NewStore(engine);
        await using StallingProxy server = new(place.Host, place.Port.GetValueOrDefault());
        await using SimulatorServer market = await MarketAsync();
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", Job(market, store: JobStore.Of(place, server.Port)));
        foreach (bool twice in new[] { false, true })
        {
            market.ResetCounters();
            await using RunningProgram program = RunningProgram.Start(
                new Dictionary<string, string> { ["DB_PASSWORD"] = place.Password?.Reveal() ?? "" }, "run", job, "--json", "--set", "MAX_API_FETCH_LIMIT=50");
            await UntilAsync(() => market.Counters.BySeries.Values.Sum() > 20, program);
            server.Stall();
            await Task.Delay(300);
            if (twice)
            {
                await program.SignalAsync("TERM");
                await Task.Delay(200);
            }

            (CommandLine line, TimeSpan took) = await StopAsync(program, "TERM");
            server.GoOn();

            Assert.True(took < (twice ? Soon : WhenTheServerHangs), took.ToString());
            Assert.True(line.ExitCode == (twice ? 143 : 130), line.Output + line.Error);    // 128 + SIGTERM: the signal itself ended it
        }

        CommandLine next = await CommandLine.RunAsync("run", job, "--json", "--set", $"DB_PASSWORD={place.Password?.Reveal()}");
        Assert.True(next.ExitCode == 0, next.Output + next.Error);
    }

    private static Task<SimulatorServer> MarketAsync(string? fault = null) => SimulatorServer.StartAsync(
        new SimulatorOptions { Exchanges = 6, Instruments = 120, Assets = 40, Faults = fault is null ? [] : [new SimulatorFault(fault, 1)] }, CancellationToken.None);

    private static string Job(SimulatorServer market, bool sync = true, bool ingest = true, string store = "\"engine\": \"sqlite\"") => $$"""
        {
          "name": "test",
          "store": { {{store}} },
          "source": { "dataApi": "{{market.DataApi}}", "minApi": "{{market.MinApi}}" },
          "steps": [
            {{string.Join(",\n    ", new[]
            {
                sync ? """{ "sync": "exchanges" }, { "sync": "spot-instruments" }""" : null,
                ingest ? """{ "ingest": "ohlcv", "interval": "1m", "from": "2026-01-14", "select": { "limit": 12 } }""" : null,
            }.OfType<string>())}}
          ]
        }
        """;

    private static async Task UntilAsync(Func<bool> isSo, RunningProgram program)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isSo() && !program.HasExited)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "It did not begin.");
            await Task.Delay(10);
        }
    }

    private async Task<(CommandLine Line, TimeSpan Took)> StopAsync(RunningProgram program, string signal)
    {
        long start = Stopwatch.GetTimestamp();
        await program.SignalAsync(signal);
        CommandLine line = await program.EndAsync().WaitAsync(Patience);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"{signal}: ended with {line.ExitCode} after {took.TotalSeconds:F2} s.");
        return (line, took);
    }
}
