using CcIngest.Model;
using CcIngest.Simulator;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>Real minute candles with their holes, through the whole way into a database.</summary>
public sealed class ReplayedMonthTests(ServerStores servers) : IClassFixture<ServerStores>, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ccingest-replay-");

    public void Dispose() => _directory.Delete(recursive: true);

    [SkippableTheory]
    [EachEngine]
    public async Task Every_recorded_minute_is_stored_and_every_hole_is_known_to_have_had_no_trades(string engine)
    {
        StoreOptions store = engine == StoreEngines.Sqlite ? new StoreOptions { File = Path.Combine(_directory.FullName, "replay.db") } : servers.NewStore(engine);
        string file = SharedData.Require("data", "candles", "altcoin-btc_1m_2017-11.json");
        await using SimulatorServer server = await SimulatorServer.StartAsync(
            new SimulatorOptions { Exchanges = 3, Instruments = 9, Assets = 20, Replay = new SimulatorReplay(file, "kraken", "ALT-BTC", "1m") },
            CancellationToken.None);
        Dictionary<string, string?> parameters = new(ServerStores.SettingsOf(store))
        {
            ["CCDATA_API_KEY"] = "test-key",
            ["DATA_API_BASE_URL"] = server.DataApi.ToString(),
            ["MIN_API_BASE_URL"] = server.MinApi.ToString(),
        };
        await using IngestSession session = await IngestSession.OpenAsync(
            Settings.Load(parameters, _ => null, _directory.FullName), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        await session.Store.InitializeAsync(CancellationToken.None);
        Job job = new("replay",
        [
            new SyncStep { List = ReferenceList.SpotInstruments },
            new IngestStep
            {
                Kind = "ohlcv", Interval = Interval.OneMinute, From = new DateTime(2017, 11, 1, 0, 0, 0, DateTimeKind.Utc),
                To = new DateTime(2017, 12, 1, 0, 0, 0, DateTimeKind.Utc), Select = new Selection { Instruments = ["ALT-BTC"], Statuses = ["RETIRED"] },
            },
        ]);

        RunSummary first = await session.Runner.RunAsync(job, null, CancellationToken.None);
        RunSummary second = await session.Runner.RunAsync(job, null, CancellationToken.None);

        Assert.Equal((RunOutcome.Complete, 13_681L, 1), (first.Outcome, first.Steps[1].Rows.Inserted, first.Steps[1].Legs));
        Assert.Equal((RunOutcome.Complete, 0L, 0L), (second.Outcome, second.Steps[1].Rows.Inserted, second.Steps[1].Requests));
        IReadOnlyList<CoverageRecord> coverage = await SimulatedMarket.CoverageAsync(session);
        IReadOnlyList<TimeRange> holes = TimeRanges.Union(
            coverage.Where(record => record.State == CoverageState.NoTrades).Select(record => new TimeRange(record.From, record.To)));
        Assert.Equal((538, 717L), (holes.Count, holes.Sum(Interval.OneMinute.PeriodsIn)));
        Assert.Equal(13_681L, coverage.Where(record => record.State == CoverageState.Complete)
            .Sum(record => Interval.OneMinute.PeriodsIn(new TimeRange(record.From, record.To))));
        Assert.Equal([CoverageState.Complete, CoverageState.NotListed, CoverageState.NoTrades], coverage.Select(record => record.State).Distinct().Order());
        Assert.All(coverage.Zip(coverage.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }
}
