using CcIngest.Model;
using CcIngest.Simulator;
using CcIngest.Sources;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>Symbols and klines straight from simulated exchanges, into real stores: the same job, the same rows.</summary>
public sealed class KlineJobTests(KlineJobTests.Exchanges exchanges) : IClassFixture<KlineJobTests.Exchanges>
{
    private const string Job = """
        {
          "steps": [
            { "sync": "symbols" },
            { "ingest": "klines", "interval": "1h", "from": "2025-12-01", "select": { "exchanges": ["binance", "binance-usdm"], "quotes": ["USDT"], "limit": 3 } },
            { "ingest": "klines", "interval": "1d", "from": "2024-06-01", "select": { "symbols": ["BTC-USDT-SPOT", "BTC-USD-SPOT"] } },
          ],
        }
        """;

    [Fact]
    public async Task A_job_is_complete_and_a_second_one_changes_nothing()
    {
        await using IMarketDataStore store = await exchanges.NewSqliteAsync();

        RunSummary first = await exchanges.RunAsync(store, Job);
        string rows = await HashAsync(store, Klines.Dataset);
        RunSummary second = await exchanges.RunAsync(store, Job);

        Assert.Equal((RunOutcome.Complete, RunOutcome.Complete), (first.Outcome, second.Outcome));
        Assert.True(first.Steps[0].Rows.Inserted > 20, "no symbols");
        Assert.True(first.Steps[1].Rows.Inserted > 3 * 24 * 30, "no klines of hours");
        Assert.True(first.Steps[2].Rows.Inserted > 2 * 300, "no klines of days");
        Assert.All(second.Steps, step => Assert.Equal((0L, 0L, 0L), (step.Rows.Inserted, step.Rows.Updated, step.Rows.Rejected)));
        Assert.Equal(rows, await HashAsync(store, Klines.Dataset));
        Assert.All(await CoverageAsync(store), record => Assert.True(
            record.State is CoverageState.Complete or CoverageState.NoTrades or CoverageState.NotListed or CoverageState.Open, $"{record}"));
    }

    [SkippableFact]
    public async Task The_same_job_gives_the_same_rows_on_every_engine()
    {
        await using IMarketDataStore sqlite = await exchanges.NewSqliteAsync();
        await exchanges.RunAsync(sqlite, Job);
        string[] rows = [await HashAsync(sqlite, Klines.Dataset), await HashAsync(sqlite, Symbols.Dataset)];
        foreach (string engine in ServerStores.Engines)
        {
            await using IMarketDataStore server = await exchanges.OpenAsync(exchanges.Servers.NewStore(engine));

            await exchanges.RunAsync(server, Job);

            Assert.Equal(rows, new[] { await HashAsync(server, Klines.Dataset), await HashAsync(server, Symbols.Dataset) });
        }
    }

    [SkippableFact]
    public async Task Decimals_of_many_digits_are_the_same_on_every_engine_as_they_were_sent()
    {
        const string Smallest = "0.000000000000000001";
        const string Largest = "98765432109876543210.987654321098765432";
        const string Between = "12345678901234567890.123456789012345678";
        await using FakeMarketDataServer exchange = await FakeMarketDataServer.StartAsync();
        exchange.On("/api/v3/time", FakeAnswer.Json("""{"serverTime":1768478400000}"""));
        exchange.On("/api/v3/exchangeInfo", FakeAnswer.Json("""{"symbols":[{"symbol":"ABCUSDT","status":"TRADING","baseAsset":"ABC","quoteAsset":"USDT","filters":[]}]}"""));
        exchange.On("/api/v3/klines", FakeAnswer.Json($"""
            [[1764547200000,"{Between}","{Largest}","{Smallest}","{Between}","{Largest}",1764633599999,"{Between}",3,"{Smallest}","{Smallest}","0"],
             [1764633600000,"{Smallest}","{Smallest}","{Smallest}","{Smallest}","{Largest}",1764719999999,"{Largest}",1,"{Largest}","{Smallest}","0"]]
            """));
        const string Days = """
            { "steps": [ { "sync": "symbols", "exchanges": ["binance"] },
              { "ingest": "klines", "interval": "1d", "from": "2025-12-01", "to": "2025-12-03", "select": { "exchanges": ["binance"] } } ] }
            """;
        List<string> hashes = [];
        foreach (string engine in (string[])[StoreEngines.Sqlite, .. ServerStores.Engines])
        {
            await using IMarketDataStore store = engine == StoreEngines.Sqlite
                ? await exchanges.NewSqliteAsync() : await exchanges.OpenAsync(exchanges.Servers.NewStore(engine));

            RunSummary summary = await exchanges.RunAsync(store, Days, exchange.Address);

            Assert.Equal((RunOutcome.Complete, 2L), (summary.Outcome, summary.Steps[1].Rows.Inserted));
            RowBatch rows = await store.ReadRowsAsync(Klines.Dataset, "native_symbol", "ABCUSDT", CancellationToken.None);
            Assert.Equal([Between, Largest, Smallest, Largest, Between, Smallest], new[] { "open", "high", "low", "volume", "quote_volume", "taker_buy_volume" }
                .Select(column => CcIngest.TestSupport.Some.Cell(rows, 0, column)));
            hashes.Add(await HashAsync(store, Klines.Dataset));
        }

        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public async Task What_Kraken_no_longer_gives_is_lost_at_the_source_and_asked_for_once()
    {
        await using IMarketDataStore store = await exchanges.NewSqliteAsync();
        const string Hours = """
            { "steps": [ { "sync": "symbols", "exchanges": ["kraken"] },
              { "ingest": "klines", "interval": "1h", "from": "2025-11-01", "revisit": 0, "select": { "exchanges": ["kraken"], "symbols": ["BTC-USD-SPOT"] } } ] }
            """;

        RunSummary first = await exchanges.RunAsync(store, Hours);
        RunSummary second = await exchanges.RunAsync(store, Hours);

        DateTime oldest = new(2025, 12, 16, 13, 0, 0, DateTimeKind.Utc);     // 720 periods with the running one of 12:00 on January 15
        CoverageRecord lost = Assert.Single(await CoverageAsync(store), record => record.State == CoverageState.LostAtSource);
        Assert.Equal((new DateTime(2025, 11, 1, 0, 0, 0, DateTimeKind.Utc), oldest), (lost.From, lost.To));
        Assert.Equal(RunOutcome.Complete, first.Outcome);
        Assert.Equal((1L, 0L), (first.Steps[1].Requests, second.Steps[1].Requests));
        Assert.InRange(first.Steps[1].Rows.Inserted, 600, 719);
    }

    /// <summary>The job that docs/adding-an-exchange.md ends with.</summary>
    [Fact]
    public async Task The_job_of_the_guide_is_complete_from_the_search_for_the_first_kline_on()
    {
        await using IMarketDataStore store = await exchanges.NewSqliteAsync();
        string page = await File.ReadAllTextAsync(RepositoryFiles.PathOf("docs", "adding-an-exchange.md"));
        string job = page.Split("```json\n")[1].Split("```")[0];

        RunSummary first = await exchanges.RunAsync(store, job);
        RunSummary second = await exchanges.RunAsync(store, job);

        Assert.Equal((RunOutcome.Complete, RunOutcome.Complete), (first.Outcome, second.Outcome));
        CoverageRecord[] coverage = [.. (await CoverageAsync(store)).OrderBy(record => record.From)];
        Assert.Equal(CoverageState.NotListed, coverage[0].State);
        Assert.Equal(new DateTime(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc), coverage[0].From);
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), coverage[^1].To);
        Assert.All(coverage.Zip(coverage.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.All(coverage, record => Assert.True(record.State is CoverageState.NotListed or CoverageState.Complete or CoverageState.NoTrades, $"{record}"));
        Assert.Equal((0L, 0L, 0L), (second.Steps[1].Rows.Inserted, second.Steps[1].Rows.Updated, second.Steps[1].Rows.Rejected));
        Assert.InRange(second.Steps[1].Requests, 0, 1);
    }

    [Fact]
    public async Task What_is_halted_is_not_asked_for_again_when_its_klines_are_had_until_it_trades_again()
    {
        await using SimulatorServer market = await SimulatorServer.StartAsync(SimulatedMarket.Options with { Instruments = 300 }, CancellationToken.None);
        await using IMarketDataStore store = await exchanges.NewSqliteAsync();
        const string Halted = """
            { "steps": [ { "sync": "symbols", "exchanges": ["binance"] },
              { "ingest": "klines", "interval": "1d", "from": "2025-01-01", "select": { "exchanges": ["binance"], "statuses": ["HALTED"], "limit": 2 } } ] }
            """;

        RunSummary first = await exchanges.RunAsync(store, Halted, market.DataApi);
        RunSummary second = await exchanges.RunAsync(store, Halted, market.DataApi);
        RunSummary third = await exchanges.RunAsync(store, Halted, market.DataApi);

        Assert.True(first.Outcome == RunOutcome.Complete, first.Failure?.Message);
        Assert.Equal(2, first.Steps[1].Legs);
        Assert.True(first.Steps[1].Requests > 0 && first.Steps[1].Rows.Inserted > 0, "nothing was asked for");
        Assert.Equal((0L, 0L), (second.Steps[1].Requests, third.Steps[1].Requests));
        IReadOnlyList<CoverageRecord> coverage = await CoverageAsync(store);
        Assert.All(coverage.GroupBy(record => record.RawSymbol), series => Assert.Equal(CoverageState.NotListed, series.Last().State));
        Assert.DoesNotContain(coverage, record => record.State is CoverageState.Pending or CoverageState.Open);

        string name = coverage[0].RawSymbol;
        RowBatch symbol = await store.ReadRowsAsync(Symbols.Dataset, "native_symbol", name, CancellationToken.None);
        CcIngest.TestSupport.Some.Set(symbol, 0, "status", Symbols.Active);
        await store.WriteAsync(new StoreWrite { RunId = "later", Now = DateTime.UnixEpoch.AddYears(80), Tables = [new TableWrite(symbol, WriteMode.Merge)] }, CancellationToken.None);
        RunSummary again = await exchanges.RunAsync(store, $$"""
            { "steps": [ { "ingest": "klines", "interval": "1d", "from": "2025-01-01", "revisit": 0, "select": { "exchanges": ["binance"], "symbols": ["{{name}}"] } } ] }
            """, market.DataApi);
        Assert.Equal(1, again.Steps[0].Requests);
    }

    [Fact]
    public async Task A_plan_counts_what_is_sent_exactly_when_begins_are_known_and_else_within_its_range()
    {
        await using IMarketDataStore store = await exchanges.NewSqliteAsync();
        await exchanges.RunAsync(store, """{ "steps": [ { "sync": "symbols" } ] }""");
        IngestStep step = new()
        {
            Kind = Klines.Name, Interval = Interval.OneDay, From = new DateTime(2022, 6, 1, 0, 0, 0, DateTimeKind.Utc),
            Select = new Selection { Instruments = ["BTC-USDT-SPOT", "BTC-USDT-PERP", "BTC-USD-SPOT"] },
        };

        (IngestPlan unknown, RunSummary first) = await PlannedAsync();
        (IngestPlan known, RunSummary second) = await PlannedAsync();

        Assert.Equal((false, true), (unknown.IsExact, known.IsExact));
        Assert.Equal((RunOutcome.Complete, RunOutcome.Complete), (first.Outcome, second.Outcome));
        Assert.InRange(first.Requests, unknown.LeastRequests, unknown.MostRequests);
        Assert.Equal(known.MostRequests, second.Requests);

        async Task<(IngestPlan Plan, RunSummary Run)> PlannedAsync()
        {
            await using IMarketDataSource planned = exchanges.OpenSource();
            IngestPlan plan = await new IngestRunner(store, planned, TimeProvider.System, NullLoggerFactory.Instance).PlanAsync(step, asksLimits: true, CancellationToken.None);
            await using IMarketDataSource source = exchanges.OpenSource();
            IngestRunner runner = new(store, source, TimeProvider.System, NullLoggerFactory.Instance);
            return (plan, await runner.RunAsync(new Job("klines", [step]), null, CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_plan_counts_the_pages_of_each_exchange_by_its_own_size()
    {
        await using IMarketDataStore store = await exchanges.NewSqliteAsync();
        await exchanges.RunAsync(store, """{ "steps": [ { "sync": "symbols" } ] }""");
        IngestStep step = new()
        {
            Kind = Klines.Name, Interval = Interval.OneHour, From = new DateTime(2025, 10, 1, 0, 0, 0, DateTimeKind.Utc), To = new DateTime(2025, 12, 24, 0, 0, 0, DateTimeKind.Utc),
            Select = new Selection { Exchanges = ["binance", "binance-usdm", "coinbase", "kraken"], Instruments = ["BTC-USDT-SPOT", "BTC-USDT-PERP", "BTC-USD-SPOT"] },
        };
        await using IMarketDataSource source = exchanges.OpenSource();

        IngestPlan plan = await new IngestRunner(store, source, TimeProvider.System, NullLoggerFactory.Instance).PlanAsync(step, asksLimits: true, CancellationToken.None);

        Assert.Equal(
            ["binance 3 of 2016", "binance-usdm 2 of 2016", "coinbase 7 of 2016", "kraken 1 of 2016"],
            plan.Series.Where(series => series.Symbol != "BTC-USDT-SPOT" || series.Exchange == "binance").Select(series => $"{series.Exchange} {series.Pages.Count} of {series.Periods}").Order());
        Assert.True(plan.IsServerClock);
    }

    [Fact]
    public async Task An_interval_that_one_exchange_lacks_is_that_exchange_s_failure()
    {
        await using IMarketDataStore store = await exchanges.NewSqliteAsync();

        RunSummary summary = await exchanges.RunAsync(store, """
            { "steps": [ { "sync": "symbols" },
              { "ingest": "klines", "interval": "6h", "from": "2026-01-01", "select": { "symbols": ["BTC-USDT-PERP", "BTC-USD-SPOT"] } } ] }
            """);

        Assert.Equal(RunOutcome.Partial, summary.Outcome);
        RunFailure failure = Assert.Single(summary.Steps[1].Failures);
        Assert.Contains("Kraken has no klines of 6h", failure.Message, StringComparison.Ordinal);
        Assert.True(summary.Steps[1].Rows.Inserted > 40);
    }

    [Fact]
    public async Task A_symbol_that_is_no_longer_listed_has_vanished_and_what_it_was_is_kept()
    {
        await using IMarketDataStore store = await exchanges.NewSqliteAsync();
        await exchanges.RunAsync(store, """{ "steps": [ { "sync": "symbols", "exchanges": ["kraken"] } ] }""");
        RowBatch rows = await store.ReadRowsAsync(Symbols.Dataset, "native_symbol", "XXBTZUSD", CancellationToken.None);
        RowBatch gone = new(Symbols.Dataset);
        CcIngest.TestSupport.Some.Set(gone, gone.Append(rows, 0), "native_symbol", "XGONEZUSD");
        await store.WriteAsync(
            new StoreWrite { RunId = "before", Now = CcIngest.TestSupport.Some.Now, Tables = [new TableWrite(gone, WriteMode.Merge)] }, CancellationToken.None);

        await exchanges.RunAsync(store, """{ "steps": [ { "sync": "symbols", "exchanges": ["kraken"] } ] }""");

        RowBatch vanished = await store.ReadRowsAsync(Symbols.Dataset, "native_symbol", "XGONEZUSD", CancellationToken.None);
        Assert.Equal("VANISHED", CcIngest.TestSupport.Some.Cell(vanished, 0, "status"));
        RowBatch before = await store.ReadRowsAsync(Revisions.Dataset, "symbol_unmapped", "XGONEZUSD", CancellationToken.None);
        Assert.Equal(("symbols", "kraken", """{"status":"ACTIVE"}"""),
            (CcIngest.TestSupport.Some.Cell(before, 0, "dataset"), CcIngest.TestSupport.Some.Cell(before, 0, "exchange"), CcIngest.TestSupport.Some.Cell(before, 0, "old_values")));
    }

    private static async Task<string> HashAsync(IMarketDataStore store, Dataset dataset)
    {
        using RowHash hash = new();
        await foreach (RowBatch rows in store.ScanAsync(dataset, CancellationToken.None))
        {
            hash.Add(rows);
        }

        Assert.True(hash.Rows > 0, $"{dataset} is empty");
        return $"{hash.Rows} rows {hash}";
    }

    private static Task<IReadOnlyList<CoverageRecord>> CoverageAsync(IMarketDataStore store) =>
        store.QueryAsync<CoverageRecord>(StoredQuery.Coverage, new CoverageFilter { Datasets = [Klines.Name] }, CancellationToken.None);

    /// <summary>Simulated exchanges, and stores of each engine.</summary>
    public sealed class Exchanges : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-klines-");
        private SimulatorServer? _server;

        public ServerStores Servers { get; } = new();

        public async Task InitializeAsync()
        {
            await Servers.InitializeAsync();
            _server = await SimulatorServer.StartAsync(SimulatedMarket.Options, CancellationToken.None);
        }

        public async Task DisposeAsync()
        {
            await _server!.DisposeAsync();
            await Servers.DisposeAsync();
            _folder.Delete(recursive: true);
        }

        public Task<IMarketDataStore> NewSqliteAsync() =>
            OpenAsync(new StoreOptions { Engine = StoreEngines.Sqlite, File = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.db") });

        public async Task<IMarketDataStore> OpenAsync(StoreOptions options)
        {
            IMarketDataStore store = await MarketDataStores.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
            await store.InitializeAsync(CancellationToken.None);
            return store;
        }

        /// <summary>The data API is nowhere: a job on exchanges does not need it. Kraken's second between calls takes no time.</summary>
        /// <param name="address">Where every exchange is; the simulator without one.</param>
        public IMarketDataSource OpenSource(Uri? address = null) => MarketDataSources.Open(
            new SourceOptions
            {
                DataApi = new Uri("http://127.0.0.1:1"),
                MinApi = new Uri("http://127.0.0.1:1"),
                MaxRetries = 1,
                VenueAddresses = VenueCatalog.Exchanges.ToDictionary(exchange => exchange, _ => address ?? _server!.DataApi),
            },
            new FakeTime { AutoAdvance = true }, NullLoggerFactory.Instance);

        public async Task<RunSummary> RunAsync(IMarketDataStore store, string job, Uri? address = null)
        {
            await using IMarketDataSource source = OpenSource(address);
            return await new IngestRunner(store, source, TimeProvider.System, NullLoggerFactory.Instance)
                .RunAsync(JobFile.Parse(job, "klines.json").Job, null, CancellationToken.None);
        }
    }
}
