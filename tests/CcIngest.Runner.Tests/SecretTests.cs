using System.Text;
using CcIngest.Model;
using CcIngest.Simulator;
using CcIngest.Storage;
using CcIngest.TestSupport;

namespace CcIngest.Runner.Tests;

/// <summary>The key and the password are sent and shown nowhere: whatever goes wrong, whatever is logged.</summary>
public sealed class SecretTests(ServerStores servers) : IClassFixture<ServerStores>
{
    private const string Key = "0f1e2d3c4b5a69788796a5b4c3d2e1f0-key";

    [SkippableTheory]
    [EachServer]
    public async Task Neither_stands_in_the_log_the_output_the_files_or_the_tables_of_a_run_with_faults_and_failures(string engine)
    {
        StoreOptions server = servers.NewStore(engine);
        await using SimulatorServer market = await SimulatorServer.StartAsync(
            new SimulatorOptions
            {
                Exchanges = 6, Instruments = 60, Assets = 20, ApiKey = Key,
                Faults = [.. new[] { "429", "500", "html", "reset", "error-body", "null-price" }.Select(fault => new SimulatorFault(fault, 0.05))],
            },
            CancellationToken.None);
        using TemporaryFolder folder = new();
        string job = folder.Write("job.json", $$"""
            {
              "name": "secrets",
              "store": { {{JobStore.Of(server)}} },
              "source": { "dataApi": "{{market.DataApi}}", "minApi": "{{market.MinApi}}" },
              "steps": [
                { "sync": "exchanges" },
                { "sync": "spot-instruments" },
                { "ingest": "ohlcv", "interval": "1d", "from": "2025-01-01", "select": { "limit": 10 } }
              ]
            }
            """);
        string password = server.Password?.Reveal() ?? "";
        Dictionary<string, string> environment = new()
        {
            ["CCDATA_API_KEY"] = Key, ["DB_PASSWORD"] = password, ["LOG_LEVEL"] = "Trace",
            ["API_RETRY_BACKOFF_FACTOR"] = "0.01", ["STATE_DIR"] = folder.File("state"), ["LOG_FILE"] = folder.File("log.json"),
        };

        CommandLine good = await RunAsync(environment, job);
        CommandLine wrongKey = await RunAsync(new(environment) { ["CCDATA_API_KEY"] = Key + "-wrong" }, job);
        CommandLine wrongPassword = await RunAsync(new(environment) { ["DB_PASSWORD"] = password + "-wrong" }, job);

        Assert.Contains(good.ExitCode, new[] { 0, 2 });
        Assert.Contains("SourceKeyRefused", wrongKey.Output + wrongKey.Error, StringComparison.Ordinal);
        Assert.Contains("StoreLoginRefused", wrongPassword.Output + wrongPassword.Error, StringComparison.Ordinal);
        Assert.Contains("/spot/v1/historical/days?", good.Error, StringComparison.Ordinal);      // each request and its retries are logged
        Assert.Contains("/spot/v1/historical/days?", await File.ReadAllTextAsync(folder.File("log.json")), StringComparison.Ordinal);
        StringBuilder all = new();
        foreach (CommandLine line in new[] { good, wrongKey, wrongPassword })
        {
            all.Append(line.Output).Append(line.Error);
        }

        foreach (string file in Directory.EnumerateFiles(folder.ToString(), "*", SearchOption.AllDirectories))
        {
            all.Append(file).Append(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)));
        }

        foreach (string table in new[] { "cc_runs", "cc_coverage", "cc_dead_letters", "cc_rate_limit_status", "cc_run_leases" })
        {
            string[] columns = [.. DatasetCatalog.All.Single(dataset => dataset.Table == table).Columns.Select(column => column.Name)];
            Assert.Equal("0", await ServerStores.CountMentionsAsync(server, table, columns, password));
            Assert.Equal("0", await ServerStores.CountMentionsAsync(server, table, columns, Key));
        }

        // The search itself finds what is there.
        Assert.NotEqual("0", await ServerStores.CountMentionsAsync(server, "cc_runs", ["outcome"], "l"));
        Assert.DoesNotContain(Key, all.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(password, all.ToString(), StringComparison.Ordinal);
    }

    private static async Task<CommandLine> RunAsync(Dictionary<string, string> environment, string job)
    {
        await using RunningProgram program = RunningProgram.Start(environment, "run", job);
        return await program.EndAsync();
    }
}
