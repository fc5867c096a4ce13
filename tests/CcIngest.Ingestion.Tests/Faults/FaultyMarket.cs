using CcIngest.Model;
using CcIngest.Simulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>Stores of a small simulated market, each filled by a server with faults of its own. The simulated time stands still.</summary>
public sealed class FaultyMarket : IAsyncLifetime
{
    private static readonly SimulatorOptions Options = new()
    {
        Exchanges = 2, Instruments = 9, Assets = 20, HistoryStart = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    private const string Steps = """
        {
          "name": "faults",
          "steps": [
            { "sync": "exchanges" },
            { "sync": "assets" },
            { "sync": "spot-instruments" },
            { "ingest": "ohlcv", "interval": "1d", "from": "2025-06-01" },
            { "ingest": "ohlcv", "interval": "1h", "from": "2026-01-10" },
            { "ingest": "ohlcv", "interval": "1m", "from": "2026-01-15T11:00:00Z" },
          ],
        }
        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ccingest-faults-");

    /// <summary>What a run without faults stores.</summary>
    internal StoredMarket Clean { get; private set; } = new(new Dictionary<string, string>(), [], []);

    public async Task InitializeAsync()
    {
        (IReadOnlyList<RunSummary> runs, Clean) = await IngestAsync(NewStore(), runs: 1);
        Assert.Equal(RunOutcome.Complete, Assert.Single(runs).Outcome);
        Assert.InRange(Clean.Rows.Count, 1_000, 10_000);
    }

    public Task DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return Task.CompletedTask;
    }

    public string NewStore() => $"{Guid.NewGuid():N}.db";

    /// <summary>Ingests into a store until a run is complete and changes nothing, or the runs are used up.</summary>
    internal async Task<(IReadOnlyList<RunSummary> Runs, StoredMarket Stored)> IngestAsync(string store, int runs, int retries = 5, params string[] faults)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(
            Options with { Faults = [.. faults.Select(SimulatorFault.Parse)] }, CancellationToken.None);
        Dictionary<string, string?> parameters = new()
        {
            ["CCDATA_API_KEY"] = "test-key",
            ["DB_FILE"] = store,
            ["DATA_API_BASE_URL"] = server.DataApi.ToString(),
            ["MIN_API_BASE_URL"] = server.MinApi.ToString(),
            ["MAX_API_FETCH_LIMIT"] = "60",
            ["API_REQUEST_TIMEOUT_SECONDS"] = "2",
            ["API_RETRY_BACKOFF_FACTOR"] = "0.01",
            ["API_MAX_RETRIES"] = FormattableString.Invariant($"{retries}"),
        };
        await using IngestSession session = await IngestSession.OpenAsync(
            Settings.Load(parameters, _ => null, _directory.FullName), new HastyTime(Options.Now), NullLoggerFactory.Instance, CancellationToken.None);
        await session.Store.InitializeAsync(CancellationToken.None);
        JobFile job = JobFile.Parse(Steps, "faults.json");
        List<RunSummary> done = [];
        while (done.Count < runs && !(done.Count > 1 && IsSettled(done[^1])))
        {
            done.Add(await session.RunAsync(job, null, CancellationToken.None));
        }

        return (done, await StoredMarket.ReadAsync(session));
    }

    private static bool IsSettled(RunSummary run) => run.Outcome == RunOutcome.Complete
        && run.Steps.Where(step => step.Step.StartsWith("ingest", StringComparison.Ordinal)).All(step => step.Rows.Inserted + step.Rows.Updated == 0);
}
