using System.Collections.Concurrent;
using CcIngest.Model;
using CcIngest.Simulator;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>A simulated market that has some series of every family. Each test brings its own store, and a server of its own where it wants faults.</summary>
public sealed class SeriesMarket : IAsyncLifetime
{
    /// <summary>Two contracts have expired not long before; listings spread over the year.</summary>
    public static readonly SimulatorOptions Options = new()
    {
        Exchanges = 3, Instruments = 12, FuturesInstruments = 40, Assets = 12, HistoryStart = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ccingest-series-");

    private readonly ConcurrentDictionary<object, Lazy<Task<StoredMarket>>> _clean = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>What a run without faults stores; made once for each key.</summary>
    internal Task<StoredMarket> CleanAsync(object key, Func<IngestSession, Task<StoredMarket>> work) =>
        _clean.GetOrAdd(key, _ => new Lazy<Task<StoredMarket>>(() => WithAsync(NewStore(), work, maxPeriods: null))).Value;

    public string NewStore() => $"{Guid.NewGuid():N}.db";

    /// <summary>Works on a store with a server that has the given faults.</summary>
    public async Task<T> WithAsync<T>(string store, Func<IngestSession, Task<T>> work, int? maxPeriods = 60, params string[] faults)
    {
        await using SimulatorServer server = await SimulatorServer.StartAsync(
            Options with { Faults = [.. faults.Select(SimulatorFault.Parse)] }, CancellationToken.None);
        Dictionary<string, string?> parameters = new()
        {
            ["CCDATA_API_KEY"] = "test-key",
            ["DB_FILE"] = store,
            ["DATA_API_BASE_URL"] = server.DataApi.ToString(),
            ["MIN_API_BASE_URL"] = server.MinApi.ToString(),
            ["MAX_API_FETCH_LIMIT"] = maxPeriods is { } most ? FormattableString.Invariant($"{most}") : null,
            ["API_REQUEST_TIMEOUT_SECONDS"] = "2",
            ["API_RETRY_BACKOFF_FACTOR"] = "0.01",
            ["API_MAX_RETRIES"] = "5",
        };
        await using IngestSession session = await IngestSession.OpenAsync(
            Settings.Load(parameters, _ => null, _directory.FullName), new HastyTime(Options.Now), NullLoggerFactory.Instance, CancellationToken.None);
        await session.Store.InitializeAsync(CancellationToken.None);
        return await work(session);
    }

    /// <summary>The lists that selections choose from.</summary>
    public static JobStep[] Lists { get; } =
    [
        new SyncStep { List = ReferenceList.Assets }, new SyncStep { List = ReferenceList.SpotInstruments }, new SyncStep { List = ReferenceList.FuturesInstruments },
    ];
}
