using System.Globalization;
using CcIngest.Model;
using CcIngest.Simulator;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>A small simulated market, shared by the tests of a class; each test brings stores of its own.</summary>
public sealed class SimulatedMarket : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ccingest-market-");
    private SimulatorServer? _server;

    public SimulatorServer Server => _server ?? throw new InvalidOperationException("The simulator has not been started.");

    public static SimulatorOptions Options { get; } = new()
    {
        Exchanges = 5,
        Instruments = 60,
        Assets = 30,
        HistoryStart = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    public async Task InitializeAsync() => _server = await SimulatorServer.StartAsync(Options, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>Opens a new SQLite store, with its tables, on this market.</summary>
    public async Task<IngestSession> OpenAsync(int? maxPeriods = null)
    {
        Dictionary<string, string?> parameters = new()
        {
            // Without a key the source keeps to what the API allows to callers without one: 20 calls a second.
            ["CCDATA_API_KEY"] = "test-key",
            ["DB_FILE"] = $"{Guid.NewGuid():N}.db",
            ["DATA_API_BASE_URL"] = Server.DataApi.ToString(),
            ["MIN_API_BASE_URL"] = Server.MinApi.ToString(),
            ["MAX_API_FETCH_LIMIT"] = maxPeriods?.ToString(CultureInfo.InvariantCulture),
        };
        IngestSession session = await IngestSession.OpenAsync(
            Settings.Load(parameters, _ => null, _directory.FullName), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        await session.Store.InitializeAsync(CancellationToken.None);
        return session;
    }

    /// <summary>Each row of the tables that a second run must not change, as text; row clocks and run ids left out.</summary>
    public static async Task<IReadOnlyList<string>> RowsAsync(IngestSession session)
    {
        List<string> lines = [];
        IReadOnlyList<Exchange> exchanges = await session.Store.QueryAsync<Exchange>(StoredQuery.Exchanges, new { names = None, grades = None }, CancellationToken.None);
        foreach (string name in exchanges.Select(exchange => exchange.Name))
        {
            foreach ((Dataset dataset, string column) in new[] { (InstrumentsSpot.Dataset, "exchange_internal_name"), (SpotOhlcv.Days, "exchange"), (SpotOhlcv.Hours, "exchange") })
            {
                RowBatch rows = await session.Store.ReadRowsAsync(dataset, column, name, CancellationToken.None);
                int[] columns = [.. dataset.Columns.Index().Where(one => one.Item.Role == ColumnRole.Value).Select(one => one.Index)];
                lines.AddRange(Enumerable.Range(0, rows.Count).Select(row => dataset.Table + ": "
                    + string.Join('|', columns.Select(ordinal => Convert.ToString(rows.Value(row, ordinal), CultureInfo.InvariantCulture)))));
            }
        }

        return [.. exchanges.Select(exchange => exchange with { UpdatedAt = default }).Select(exchange => exchange.ToString() + exchange.GradePoints), .. lines.Order(StringComparer.Ordinal)];
    }

    /// <summary>What is known of which stretch of which series, without evidence.</summary>
    public static async Task<IReadOnlyList<CoverageRecord>> CoverageAsync(IngestSession session) =>
        [.. (await session.Store.QueryAsync<CoverageRecord>(StoredQuery.Coverage, new
        {
            datasets = None, exchanges = None, symbols = None, intervals = None, states = None, limit = (int?)null,
        }, CancellationToken.None)).Select(record => record with { RunId = "", Request = "", KnownAt = default })];

    private static readonly string[] None = [];
}
