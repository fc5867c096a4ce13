using System.Text.Json;
using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;

namespace CcIngest.Runner.Tests;

public sealed class RunCommandTests(SimulatedMarket market, MariaDbFixture mariaDb, PostgreSqlFixture postgreSql)
    : IClassFixture<SimulatedMarket>, IClassFixture<MariaDbFixture>, IClassFixture<PostgreSqlFixture>
{
    [SkippableFact]
    public async Task The_same_job_gives_the_same_rows_in_mariadb_and_in_sqlite()
    {
        StoreOptions server = mariaDb.NewStore();
        using TemporaryFolder folder = new();
        string sqlite = folder.Write("sqlite.json", market.Job("\"engine\": \"sqlite\", \"file\": \"market.db\""));
        string mysql = folder.Write("mysql.json", market.Job($"\"engine\": \"mysql\", \"host\": \"{server.Host}\", \"port\": {server.Port}, "
            + $"\"user\": \"{server.User}\", \"database\": \"{server.Schema}\", \"sslMode\": \"None\""));

        CommandLine intoSqlite = await CommandLine.RunAsync("run", sqlite, "--json", "--set", $"DB_FILE={folder.File("market.db")}");
        CommandLine intoMySql = await CommandLine.RunAsync("run", mysql, "--json", "--set", $"DB_PASSWORD={server.Password?.Reveal()}");

        Assert.True(intoSqlite.ExitCode == 0, intoSqlite.Output + intoSqlite.Error);
        Assert.True(intoMySql.ExitCode == 0, intoMySql.Output + intoMySql.Error);
        IReadOnlyDictionary<string, string> rows = await StoreContents.OfFileAsync(folder.File("market.db"));
        Assert.False(rows["cc_ohlcv_spot_1d_raw"].StartsWith("0 rows", StringComparison.Ordinal));
        Assert.Equal(rows, await StoreContents.OfAsync(server));
    }

    [SkippableFact]
    public async Task The_same_job_gives_the_same_rows_in_postgresql_and_in_sqlite()
    {
        StoreOptions server = postgreSql.NewStore();
        using TemporaryFolder folder = new();
        string sqlite = folder.Write("sqlite.json", market.Job("\"engine\": \"sqlite\", \"file\": \"market.db\""));
        string postgres = folder.Write("postgres.json", market.Job($"\"engine\": \"postgresql\", \"host\": \"{server.Host}\", \"port\": {server.Port}, "
            + $"\"user\": \"{server.User}\", \"database\": \"{server.Database}\", \"schema\": \"{server.Schema}\", \"sslMode\": \"None\""));

        CommandLine intoSqlite = await CommandLine.RunAsync("run", sqlite, "--json", "--set", $"DB_FILE={folder.File("market.db")}");
        CommandLine intoPostgres = await CommandLine.RunAsync("run", postgres, "--json", "--set", $"DB_PASSWORD={server.Password?.Reveal()}");

        Assert.True(intoSqlite.ExitCode == 0, intoSqlite.Output + intoSqlite.Error);
        Assert.True(intoPostgres.ExitCode == 0, intoPostgres.Output + intoPostgres.Error);
        Assert.DoesNotContain(server.Password!.Reveal(), intoPostgres.Output + intoPostgres.Error, StringComparison.Ordinal);
        IReadOnlyDictionary<string, string> rows = await StoreContents.OfFileAsync(folder.File("market.db"));
        Assert.False(rows["cc_ohlcv_spot_1d_raw"].StartsWith("0 rows", StringComparison.Ordinal));
        Assert.Equal(rows, await StoreContents.OfAsync(server));
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
        string job = folder.Write("job.json", market.Job("\"engine\": \"sqlite\"", from: "2026-01-01", interval: "1m"));
        string[] arguments = ["run", job, "--json", "--set", $"DB_FILE={folder.File("market.db")}", "--set", "MAX_API_FETCH_LIMIT=500"];
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
