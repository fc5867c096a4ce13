using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using static CcIngest.Ingestion.Tests.Some;
using Rows = CcIngest.TestSupport.Some;

namespace CcIngest.Ingestion.Tests;

/// <summary>Stores with made-up series, and folders for files; all of it goes with the test.</summary>
public abstract class BulkFixture : IAsyncLifetime
{
    protected static readonly Dataset Candles = SpotOhlcv.Days;

    private readonly List<IMarketDataStore> _stores = [];
    private int _files;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("ccingest-tests-").FullName;

    protected List<ImportedFile> Imported { get; } = [];

    protected List<CopiedRows> Copied { get; } = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (IMarketDataStore store in _stores)
        {
            await store.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    protected async Task<IMarketDataStore> NewStoreAsync(StoreOptions? options = null)
    {
        IMarketDataStore store = await MarketDataStores.OpenAsync(
            options ?? new StoreOptions { File = Path.Combine(Folder, $"store-{_files++}.db") }, TimeProvider.System, NullLoggerFactory.Instance, default);
        _stores.Add(store);
        await store.InitializeAsync(default);
        return store;
    }

    /// <summary>A store with four series of two venues, one of them with a hole in which nothing was traded.</summary>
    protected async Task<IMarketDataStore> NewFullStoreAsync()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, "kraken", "XXBTZUSD", Day(-500), 510);
        await PutAsync(store, "kraken", "XETHZUSD", Day(-10), 15);
        await PutAsync(store, "bitstamp", "btcusd", Day(-400), 100);
        await PutAsync(store, "bitstamp", "btcusd", Day(-200), 30, seed: 2);
        SeriesKey holed = new("ohlcv-spot", "bitstamp", "btcusd", Interval.OneDay);
        await CoverAsync(store, holed,
            (Day(-500), Day(-400), CoverageState.NotListed), (Day(-300), Day(-200), CoverageState.NoTrades),
            (Day(-170), Day(-160), CoverageState.Rejected), (Day(-160), Day(-150), CoverageState.LostAtSource), (Day(-150), Day(-140), CoverageState.Pending));
        return store;
    }

    protected static async Task PutAsync(IMarketDataStore store, string exchange, string symbol, DateTime from, int count, int seed = 1)
    {
        RowBatch rows = Rows.Candles(Candles, exchange, symbol, from, count, seed);
        DateTime known = from.AddDays(count);
        await store.WriteAsync(new StoreWrite { RunId = "first", Now = known, Tables = [new TableWrite(rows, WriteMode.Fresh)] }, default);
        await CoverAsync(store, new SeriesKey("ohlcv-spot", exchange, symbol, Interval.OneDay), (from, from.AddDays(count), CoverageState.Complete));
    }

    protected static async Task CoverAsync(IMarketDataStore store, SeriesKey series, params (DateTime From, DateTime To, CoverageState State)[] states)
    {
        CoverageMap map = (await store.ReadCoverageAsync([series], default))[0];
        CoverageDelta delta = map.Set(states.Select(one => new CoverageInterval(
            new TimeRange(one.From, one.To), one.State, new CoverageEvidence("first", $"/{one.State}", Now))));
        await store.WriteAsync(new StoreWrite { RunId = "first", Now = Now, Coverage = [delta] }, default);
    }

    protected async Task<List<ExportedFile>> ExportAsync(IMarketDataStore store, ExportRequest request)
    {
        List<ExportedFile> files = [];
        await foreach (ExportedFile file in new ParquetExport(store, new FakeTime(Now)).RunAsync(request, null, default))
        {
            files.Add(file);
        }

        return files;
    }

    protected ExportRequest Request(string name = "export") => new() { Dataset = Candles, Folder = Path.Combine(Folder, name) };

    protected Task<RunSummary> ImportAsync(IMarketDataStore store, params string[] paths) =>
        RunAsync(store, new ImportStep { Paths = paths, OnFile = Imported.Add });

    protected Task<RunSummary> CopyAsync(IMarketDataStore from, IMarketDataStore to, Dataset? dataset = null) =>
        RunAsync(to, new CopyStep { From = from, Dataset = dataset ?? Candles, OnCopied = Copied.Add });

    protected static async Task<RunSummary> RunAsync(IMarketDataStore store, JobStep step, CancellationToken cancellationToken = default)
    {
        RunSummary summary = await new IngestRunner(
            store, new ScriptedSource(), new FakeTime(Now), NullLoggerFactory.Instance, new IngestOptions { BatchRows = 100 }).RunAsync(Job(step), null, cancellationToken);
        Assert.False(summary.Failure?.ErrorId == nameof(IngestErrorId.RunFailed), summary.Failure?.Message);
        return summary;
    }

    protected static async Task<string> HashAsync(IMarketDataStore store, Dataset? dataset = null)
    {
        using RowHash hash = new();
        await foreach (RowBatch rows in store.ScanAsync(dataset ?? Candles, default))
        {
            hash.Add(rows);
        }

        return FormattableString.Invariant($"{hash.Rows} {hash}");
    }

    protected static async Task<IEnumerable<(TimeRange, CoverageState)>> CoverageAsync(IMarketDataStore store, string exchange, string symbol) =>
        (await store.ReadCoverageAsync([new SeriesKey("ohlcv-spot", exchange, symbol, Interval.OneDay)], default))[0]
            .Intervals.Select(interval => (interval.Range, interval.State));

    protected static async Task<int> LettersAsync(IMarketDataStore store) =>
        (await store.QueryAsync<DeadLetterRecord>(StoredQuery.DeadLetters, new DeadLetterFilter(), default)).Count;
}
