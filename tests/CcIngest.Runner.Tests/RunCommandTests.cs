using System.Text.Json;
using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;

namespace CcIngest.Runner.Tests;

public sealed class RunCommandTests(SimulatedMarket market, ServerStores servers) : IClassFixture<SimulatedMarket>, IClassFixture<ServerStores>
{
    [SkippableFact]
    public async Task The_same_job_gives_the_same_rows_in_sqlite_and_on_every_server()
    {
        using TemporaryFolder folder = new();
        CommandLine intoSqlite = await CommandLine.RunAsync(
            "run", folder.Write("sqlite.json", market.Job("\"engine\": \"sqlite\"")), "--json", "--set", $"DB_FILE={folder.File("market.db")}");
        Assert.True(intoSqlite.ExitCode == 0, intoSqlite.Output + intoSqlite.Error);
        IReadOnlyDictionary<string, string> rows = await StoreContents.OfFileAsync(folder.File("market.db"));
        Assert.False(rows["cc_ohlcv_spot_1d_raw"].StartsWith("0 rows", StringComparison.Ordinal));

        foreach (string engine in ServerStores.Engines)
        {
            StoreOptions server = servers.NewStore(engine);

            CommandLine line = await CommandLine.RunAsync(
                "run", folder.Write($"{engine}.json", market.Job(JobStore.Of(server))), "--json", "--set", $"DB_PASSWORD={server.Password!.Reveal()}");

            Assert.True(line.ExitCode == 0, line.Output + line.Error);
            Assert.DoesNotContain(server.Password.Reveal(), line.Output + line.Error, StringComparison.Ordinal);
            Assert.Equal(rows, await StoreContents.OfAsync(server));
        }
    }

    [Fact]
    public async Task Json_is_the_only_thing_on_stdout_and_counts_what_was_done()
    {
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", market.Job("\"engine\": \"sqlite\""));

        CommandLine line = await CommandLine.RunAsync("run", job, "--json", "--set", $"DB_FILE={folder.File("market.db")}");

        JsonElement summary = line.Json;
        Assert.Equal(0, line.ExitCode);
        Assert.Equal("Complete", summary.GetProperty("outcome").GetString());
        Assert.Equal(
            ["sync exchanges", "sync assets", "sync spot-instruments", "ingest ohlcv spot 1d"],
            summary.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step").GetString()));
        Assert.Equal(12, summary.GetProperty("steps")[0].GetProperty("rows").GetProperty("inserted").GetInt64());
        Assert.True(summary.GetProperty("requests").GetInt64() > 4);
    }

    [Fact]
    public async Task Cancelled_answers_130_and_the_next_run_completes_to_what_a_clean_run_has()
    {
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", market.Job("\"engine\": \"sqlite\"", from: "2026-01-13", interval: "1m"));
        string[] arguments = ["run", job, "--json", "--set", $"DB_FILE={folder.File("market.db")}", "--set", "MAX_API_FETCH_LIMIT=100"];
        using CancellationTokenSource stop = new();
        market.Server.ResetCounters();

        Task<CommandLine> running = CommandLine.RunAsync(stop.Token, arguments);
        while (market.Server.Counters.Total < 30 && !running.IsCompleted)
        {
            await Task.Delay(5);
        }

        await stop.CancelAsync();
        CommandLine cancelled = await running;
        CommandLine resumed = await CommandLine.RunAsync(arguments);
        CommandLine clean = await CommandLine.RunAsync("run", job, "--set", $"DB_FILE={folder.File("clean.db")}");

        Assert.Equal(130, cancelled.ExitCode);
        Assert.True(resumed.ExitCode == 0, resumed.Output + resumed.Error);
        Assert.Equal(0, clean.ExitCode);
        Assert.Equal(await StoreContents.OfFileAsync(folder.File("clean.db")), await StoreContents.OfFileAsync(folder.File("market.db")));
    }

    [Fact]
    public async Task A_key_that_the_api_refuses_fails_the_run_and_is_printed_nowhere()
    {
        const string Key = "wrong-key-4711";
        await using Simulator.SimulatorServer locked = await Simulator.SimulatorServer.StartAsync(
            new Simulator.SimulatorOptions { Exchanges = 3, Instruments = 9, ApiKey = "the-right-one" }, CancellationToken.None);
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", market.Job("\"engine\": \"sqlite\""));

        CommandLine line = await CommandLine.RunAsync("run", job, "--json", "--set", $"DB_FILE={folder.File("market.db")}",
            "--set", $"DATA_API_BASE_URL={locked.DataApi}", "--set", $"MIN_API_BASE_URL={locked.MinApi}", "--set", $"CCDATA_API_KEY={Key}");

        Assert.Equal(1, line.ExitCode);
        Assert.Contains(nameof(IngestErrorId.SourceKeyRefused), line.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, line.Output + line.Error, StringComparison.Ordinal);
    }
}
