using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    [SkippableFact]
    public async Task Exchanges_come_by_grade_and_name()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Together(
            Exchange("Kraken", "AA"), Exchange("Bitstamp", "AAA"), Exchange("edge", "BB"), Exchange("Low", "B"), Exchange("None", null), Exchange("Empty", "")),
            WriteMode.Merge);

        IReadOnlyList<Exchange> good = await store.QueryAsync<Exchange>(
            StoredQuery.Exchanges, new ExchangeFilter { Grades = ["AAA", "AA", "A", "BBB", "BB"] }, default);
        IReadOnlyList<Exchange> named = await store.QueryAsync<Exchange>(StoredQuery.Exchanges, new { names = new[] { "kraken" }, grades = Array.Empty<string>() }, default);
        IReadOnlyList<Exchange> all = await store.QueryAsync<Exchange>(StoredQuery.Exchanges, new ExchangeFilter(), default);

        Assert.Equal(["bitstamp", "edge", "kraken"], good.Select(exchange => exchange.Name));
        Assert.Equal(("AA", "Kraken Inc", 12.5, Now), named.Select(exchange => (exchange.Grade, exchange.DisplayName, exchange.TotalVolume24hUsd, exchange.UpdatedAt)).Single());
        Assert.Equal(DateTimeKind.Utc, named[0].UpdatedAt.Kind);
        Assert.Equal(6, all.Count);

        static RowBatch Exchange(string name, string? grade) => Some.Row(ExchangesGeneral.Dataset,
            ("internal_name", name), ("name", name + " Inc"), ("grade", grade), ("total_volume_24h_usd", 12.5));
    }

    [SkippableFact]
    public async Task Top_assets_go_by_the_volume_of_their_newest_snapshot()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Together(Asset(1, "BTC"), Asset(2, "ETH"), Asset(3, "TIE"), Asset(4, "TIE2"), Asset(5, "NEW"), Asset(6, "NOVOL")), WriteMode.Merge);
        await PutAsync(store, Some.Together(
            Snapshot(1, 0, 5e9), Snapshot(1, 1, 10), Snapshot(2, 0, 1e9), Snapshot(4, 0, 500), Snapshot(3, 0, 500), Snapshot(6, 0, null)), WriteMode.Merge);

        IReadOnlyList<Asset> top = await store.QueryAsync<Asset>(StoredQuery.TopAssets, new AssetFilter { Count = 4 }, default);
        IReadOnlyList<Asset> all = await store.QueryAsync<Asset>(StoredQuery.TopAssets, new AssetFilter(), default);

        Assert.Equal(["ETH", "TIE", "TIE2", "BTC"], top.Select(asset => asset.Symbol));
        Assert.Equal([2L, 3, 4, 1, 5, 6], all.Select(asset => asset.AssetId));
        Assert.Equal((10, Some.Start.AddDays(1)), (top[3].SpotVolume30DayUsd, top[3].SnapshotAt));
        Assert.Equal(new DateTime(1803, 4, 1, 0, 0, 0, DateTimeKind.Utc), top[0].LaunchDate);
        Assert.Null(all[4].SnapshotAt);

        static RowBatch Asset(long id, string symbol) => Some.Row(Assets.Dataset,
            ("asset_id", id), ("symbol", symbol), ("launch_date", new DateTime(1803, 4, 1, 0, 0, 0, DateTimeKind.Utc)));

        static RowBatch Snapshot(long id, int day, double? volume) => Some.Row(AssetMarketData.Dataset,
            ("asset_id", id), ("snapshot_ts", Some.Start.AddDays(day)), ("spot_moving_30_day_quote_volume_usd", volume));
    }

    [SkippableFact]
    public async Task Pairs_have_a_known_base_a_name_on_the_exchange_and_the_status_that_was_asked_for()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Row(Assets.Dataset, ("asset_id", 1), ("symbol", "BTC")), WriteMode.Merge);
        await PutAsync(store, Some.Together(
            Instrument("kraken", "BTC-USD", "XXBTZUSD", "ACTIVE", 1, "BTC", "USD"),
            Instrument("kraken", "BTC-EUR", "XXBTZEUR", "ACTIVE", 1, "BTC", "EUR"),
            Instrument("kraken", "BTC-OLD", "XXBTZOLD", "RETIRED", 1, "BTC", "OLD"),
            Instrument("kraken", "BTC-XXX", null, "ACTIVE", 1, "BTC", "XXX"),
            Instrument("kraken", "ETH-USD", "XETHZUSD", "ACTIVE", 2, "ETH", "USD"),
            Instrument("bitstamp", "BTC-USD", "btcusd", "ACTIVE", 1, "BTC", "USD")), WriteMode.Merge);

        IReadOnlyList<TradingPair> usd = await PairsAsync(new PairFilter { Bases = ["BTC", "ETH"], Quotes = ["USD"] });
        IReadOnlyList<TradingPair> kraken = await PairsAsync(new PairFilter { Exchanges = ["kraken"] });
        IReadOnlyList<TradingPair> retired = await PairsAsync(new PairFilter { Statuses = ["RETIRED"], Instruments = ["BTC-OLD", "BTC-USD"] });
        IReadOnlyList<TradingPair> first = await PairsAsync(new PairFilter { Statuses = [], Limit = 2 });

        Assert.Equal([("bitstamp", "btcusd"), ("kraken", "XXBTZUSD")], usd.Select(pair => (pair.Exchange, pair.RawSymbol)));
        Assert.Equal(["BTC-EUR", "BTC-USD", "ETH-USD"], kraken.Select(pair => pair.Symbol));
        Assert.Equal(("XXBTZOLD", "RETIRED"), retired.Select(pair => (pair.RawSymbol, pair.Status)).Single());
        Assert.Equal(["btcusd", "XXBTZEUR"], first.Select(pair => pair.RawSymbol));
        Assert.Equal((Some.Start, DateTimeKind.Utc), (usd[0].FirstTrade, usd[0].FirstTrade!.Value.Kind));

        Task<IReadOnlyList<TradingPair>> PairsAsync(PairFilter filter) => store.QueryAsync<TradingPair>(StoredQuery.TradingPairs, filter, default);
    }

    [SkippableFact]
    public async Task Pairs_are_chosen_by_the_id_of_their_base_and_by_series_that_are_not_ended()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Together(
            Instrument("Kraken", "BTC-USD", "XXBTZUSD", "RETIRED", 1, "BTC", "USD"),
            Instrument("kraken", "BTC-EUR", "XXBTZEUR", "VANISHED", 7, "BTC", "EUR"),
            Instrument("kraken", "BTC-CAD", "XXBTZCAD", "RETIRED", 1, "BTC", "CAD"),
            Instrument("kraken", "ETH-USD", "XETHZUSD", "ACTIVE", 2, "ETH", "USD")), WriteMode.Merge);
        await store.WriteAsync(new StoreWrite
        {
            RunId = "run-1",
            Now = Now,
            Coverage =
            [
                new CoverageMap(Series).Set(Stretch(0, 5, CoverageState.Complete), Stretch(5, 1, CoverageState.Open)),
                new CoverageMap(Series with { Symbol = "XXBTZEUR" }).Set(Stretch(0, 5, CoverageState.Pending)),
                new CoverageMap(Series with { Symbol = "XXBTZCAD" }).Set(Stretch(0, 5, CoverageState.Complete)),
                new CoverageMap(Series with { Symbol = "XETHZUSD" }).Set(Stretch(0, 5, CoverageState.Open)),
            ],
        }, default);
        PairFilter unfinished = new() { Statuses = [], UnfinishedIn = SpotOhlcv.Name, UnfinishedInterval = "1d" };

        Assert.Equal(["BTC-CAD", "BTC-USD", "ETH-USD"], await SymbolsAsync(new PairFilter { Statuses = [], BaseIds = [1, 2] }));
        Assert.Equal(["BTC-EUR", "BTC-USD"], await SymbolsAsync(unfinished));
        Assert.Equal(["BTC-USD"], await SymbolsAsync(unfinished with { BaseIds = [1] }));
        Assert.Empty(await SymbolsAsync(unfinished with { UnfinishedInterval = "1h" }));

        async Task<IEnumerable<string>> SymbolsAsync(PairFilter filter) =>
            (await store.QueryAsync<TradingPair>(StoredQuery.TradingPairs, filter, default)).Select(pair => pair.Symbol);
    }

    [SkippableFact]
    public async Task Lists_order_and_limit_go_by_code_points_whatever_the_collation()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Row(ExchangesGeneral.Dataset, ("internal_name", "Kraken"), ("grade", "aa")), WriteMode.Merge);
        await PutAsync(store, Some.Together(
            Instrument("kraken", "aBTC-USD", "A", "ACTIVE", 1, "aBTC", "USD"),
            Instrument("kraken", "BTC_X-usd", "B", "ACTIVE", 1, "BTC_X", "usd"),
            Instrument("kraken", "BTCA-USD", "C", "ACTIVE", 1, "BTCA", "USD"),
            Instrument("kraken", "ÉTH-USD", "D", "active", 1, "ÉTH", "USD")), WriteMode.Merge);
        const string Underscore = "BTC_X-usd";

        Assert.Equal(["BTCA-USD", Underscore], await PairsAsync(new PairFilter { Statuses = [], Limit = 2 }));
        Assert.Equal(["BTCA-USD", "aBTC-USD"], await PairsAsync(new PairFilter { Quotes = ["USD"] }));
        Assert.Equal([Underscore], await PairsAsync(new PairFilter { Instruments = ["abtc-usd", Underscore] }));
        Assert.Empty(await PairsAsync(new PairFilter { Exchanges = ["krakén"] }));
        Assert.Equal(["BTCA-USD", Underscore, "aBTC-USD", "ÉTH-USD"], await InstrumentsAsync(new InstrumentFilter()));
        Assert.Equal(["BTCA-USD"], await InstrumentsAsync(new InstrumentFilter { Quotes = ["USD"], Limit = 1 }));
        Assert.Equal(["ÉTH-USD"], await InstrumentsAsync(new InstrumentFilter { Statuses = ["active"] }));
        Assert.Empty(await store.QueryAsync<Exchange>(StoredQuery.Exchanges, new ExchangeFilter { Grades = ["AA"] }, default));

        async Task<IEnumerable<string>> PairsAsync(PairFilter filter) =>
            (await store.QueryAsync<TradingPair>(StoredQuery.TradingPairs, filter, default)).Select(pair => pair.Symbol);

        async Task<IEnumerable<string>> InstrumentsAsync(InstrumentFilter filter) =>
            (await store.QueryAsync<Instrument>(StoredQuery.Instruments, filter, default)).Select(instrument => instrument.Symbol);
    }

    [SkippableFact]
    public async Task Instruments_come_with_their_flags_and_times()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Together(
            Instrument("kraken", "BTC-USD", "XXBTZUSD", "ACTIVE", 1, "BTC", "USD"),
            Instrument("kraken", "BTC-EUR", null, "VANISHED", null, null, null)), WriteMode.Merge);

        IReadOnlyList<Instrument> all = await store.QueryAsync<Instrument>(StoredQuery.Instruments, new InstrumentFilter(), default);
        IReadOnlyList<Instrument> active = await store.QueryAsync<Instrument>(
            StoredQuery.Instruments, new InstrumentFilter { Exchanges = ["kraken"], Statuses = ["ACTIVE"], Quotes = ["USD"], Instruments = ["BTC-USD"] }, default);

        Assert.Equal(["BTC-EUR", "BTC-USD"], all.Select(instrument => instrument.Symbol));
        Assert.Equal(("BTC-EUR", "VANISHED", (long?)null), (all[0].RawSymbol, all[0].Status, all[0].BaseId));
        Instrument only = Assert.Single(active);
        Assert.Equal((true, Market.Spot, 1, Some.Start), (only.HasTrades, only.Market, only.BaseId, only.FirstTrade));
    }

    [SkippableFact]
    public async Task Candles_come_by_series_and_half_open_range()
    {
        IMarketDataStore store = await NewStoreAsync();
        foreach (Dataset dataset in new[] { SpotOhlcv.Days, SpotOhlcv.Hours, SpotOhlcv.Minutes })
        {
            RowBatch rows = Some.Candles(dataset, "kraken", "XXBTZUSD", Some.Start, 10);
            Some.Set(rows, 0, "symbol", "BTC-USD");
            await PutAsync(store, rows, WriteMode.Fresh);
            await PutAsync(store, Some.Candles(dataset, "bitstamp", "btcusd", Some.Start, 10), WriteMode.Fresh);
            SeriesFilter filter = new()
            {
                Exchanges = ["kraken"], RawSymbols = ["XXBTZUSD"], From = Some.Start, To = dataset.Interval!.Add(Some.Start, 3),
            };

            IReadOnlyList<Ohlcv> candles = await store.QueryAsync<Ohlcv>(StoredQuery.Series(dataset), filter, default);
            List<Ohlcv> streamed = [];
            await foreach (Ohlcv candle in store.StreamAsync<Ohlcv>(StoredQuery.Series(dataset), filter, default))
            {
                streamed.Add(candle);
            }

            Assert.Equal(candles, streamed);
            Assert.Equal(Enumerable.Range(0, 3).Select(i => dataset.Interval.Add(Some.Start, i)), candles.Select(candle => candle.OpenTime));
            Assert.Equal(
                (Some.Cell(rows, 0, "open"), Some.Cell(rows, 0, "close"), Some.Cell(rows, 0, "total_trades"), dataset.Interval.ToString(), Now),
                (candles[0].Open, candles[0].Close, candles[0].TotalTrades, candles[0].Interval, candles[0].CollectedAt));
            Assert.Equal("BTC-USD", Assert.Single(await store.QueryAsync<Ohlcv>(
                StoredQuery.Series(dataset), filter with { RawSymbols = [], Symbols = ["BTC-USD"] }, default)).Symbol);
        }
    }

    [SkippableFact]
    public async Task A_stream_can_be_left_early_and_the_store_goes_on()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Rows(SpotOhlcv.Days, 500), WriteMode.Fresh);
        SeriesFilter filter = new() { From = Some.Start, To = Some.Start.AddYears(5) };

        for (int i = 0; i < 20; i++)
        {
            await foreach (Ohlcv _ in store.StreamAsync<Ohlcv>(StoredQuery.Series(SpotOhlcv.Days), filter, default))
            {
                break;
            }
        }

        Assert.Equal(500, (await store.QueryAsync<Ohlcv>(StoredQuery.Series(SpotOhlcv.Days), filter, default)).Count);
        Assert.Equal(500, (await PutAsync(store, Some.Rows(SpotOhlcv.Days, 500), WriteMode.Merge)).Rows.Unchanged);
    }

    [SkippableFact]
    public async Task Coverage_is_found_by_state()
    {
        IMarketDataStore store = await NewStoreAsync();
        await store.WriteAsync(new StoreWrite
        {
            RunId = "run-1",
            Now = Now,
            Coverage = [new CoverageMap(Series).Set(Stretch(0, 5, CoverageState.NotListed), Stretch(5, 5, CoverageState.Complete), Stretch(10, 1, CoverageState.Open))],
        }, default);

        IReadOnlyList<CoverageRecord> settled = await store.QueryAsync<CoverageRecord>(
            StoredQuery.Coverage, new CoverageFilter { States = [CoverageState.Complete, CoverageState.Open], Intervals = ["1d"] }, default);

        Assert.Equal([CoverageState.Complete, CoverageState.Open], settled.Select(record => record.State));
        Assert.Equal(
            new CoverageRecord
            {
                Dataset = SpotOhlcv.Name, Exchange = "kraken", RawSymbol = "XXBTZUSD", Interval = "1d", State = CoverageState.Complete,
                From = Some.Start.AddDays(5), To = Some.Start.AddDays(10), RunId = "run-1", Request = "GET /x?limit=5", KnownAt = Now,
            },
            settled[0]);
    }

    [SkippableFact]
    public async Task Runs_come_newest_first()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Together(Run("old", 0, "Complete"), Run("new", 2, "Running"), Run("mid", 1, "Failed")), WriteMode.Replace);

        IReadOnlyList<RunRecord> runs = await store.QueryAsync<RunRecord>(StoredQuery.Runs, new RunFilter { Limit = 2 }, default);
        IReadOnlyList<RunRecord> failed = await store.QueryAsync<RunRecord>(StoredQuery.Runs, new RunFilter { Outcomes = [RunOutcome.Failed] }, default);

        Assert.Equal([("new", RunOutcome.Running), ("mid", RunOutcome.Failed)], runs.Select(run => (run.RunId, run.Outcome)));
        Assert.Equal((Some.Start.AddDays(1), 7L, "demo"), failed.Select(run => (run.StartedAt, run.RowsRead!.Value, run.Job)).Single());

        static RowBatch Run(string id, int day, string outcome) => Some.Row(Bookkeeping.Runs,
            ("run_id", id), ("started_at", Some.Start.AddDays(day)), ("outcome", outcome), ("rows_read", 7), ("job", "demo"));
    }

    [SkippableFact]
    public async Task States_of_the_limits_come_newest_first_a_row_for_each_window()
    {
        string[] windows = ["second", "minute", "hour", "day", "month"];
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Together(Status("a", 0, 1), Status("a", 1, 2), Status("b", 0, 3)), WriteMode.Replace);

        IReadOnlyList<RateLimitRecord> newest =
            await store.QueryAsync<RateLimitRecord>(StoredQuery.RateLimits, new RateLimitFilter { Limit = 2 }, default);
        IReadOnlyList<RateLimitRecord> ofRun =
            await store.QueryAsync<RateLimitRecord>(StoredQuery.RateLimits, new RateLimitFilter { RunIds = ["a"] }, default);

        Assert.Equal([.. windows.Select(window => ("b", window, 3L)), .. windows.Select(window => ("a", window, 2L))],
            newest.Select(window => (window.RunId!, window.Window, window.Used!.Value)));
        Assert.Equal([1, 1, 1, 1, 1, 0, 0, 0, 0, 0], ofRun.Select(window => window.Sequence!.Value));
        Assert.Equal(
            new RateLimitRecord
            {
                Window = "minute", Used = 3, Limit = 300, Remaining = 297, ObservedAt = Some.Start.AddDays(3), RunId = "b", Sequence = 0, Job = "demo", Timing = "pre",
            },
            newest[1]);
        Assert.Equal(0.01, newest[1].Share!.Value, 6);

        RowBatch Status(string run, int sequence, int used) => Some.Row(RateLimitStatusRecords.Dataset,
        [
            ("run_id", run), ("sequence", sequence), ("timestamp", Some.Start.AddDays(used)), ("use_case", "demo"), ("record_timing", "pre"),
            .. windows.SelectMany(window => new (string, object)[]
            {
                ($"api_key_used_{window}", used), ($"api_key_max_{window}", 300), ($"api_key_remaining_{window}", 300 - used),
            }),
        ]);
    }

    [SkippableFact]
    public async Task Contents_are_counted()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Rows(SpotOhlcv.Days, 7), WriteMode.Fresh);

        IReadOnlyList<TableContents> contents = await store.QueryAsync<TableContents>(StoredQuery.Contents, null, default);

        Assert.Equal(7, contents.Single(line => line.Name == "daily candles").RowsStored);
        Assert.Equal(1, contents.Single(line => line.Name == "pairs with daily candles").RowsStored);
    }

    private static RowBatch Instrument(string exchange, string symbol, string? raw, string status, long? baseId, string? @base, string? quote) =>
        Some.Row(InstrumentsSpot.Dataset,
            ("exchange_internal_name", exchange), ("mapped_instrument_symbol", symbol), ("exchange_instrument_symbol_raw", raw),
            ("instrument_status_on_exchange", status), ("base_asset_id", baseId), ("base_asset_symbol", @base), ("quote_asset_symbol", quote),
            ("has_trades", true), ("first_trade_datetime", Some.Start));

    [SkippableFact]
    public async Task Freshness_is_told_for_each_dataset_and_venue_and_what_lags_is_counted()
    {
        IMarketDataStore store = await NewStoreAsync();
        DateTime day = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        CoverageEvidence evidence = new("run-1", "/days", Now);
        CoverageDelta Known(string exchange, string symbol, params (int From, int To, CoverageState State)[] stretches) =>
            new CoverageMap(new SeriesKey("ohlcv-spot", exchange, symbol, Interval.OneDay)).Set(
                stretches.Select(stretch => new CoverageInterval(new TimeRange(day.AddDays(stretch.From), day.AddDays(stretch.To)), stretch.State, evidence)));
        await store.WriteAsync(new StoreWrite
        {
            RunId = "run-1", Now = Now,
            Coverage =
            [
                Known("kraken", "XXBTZUSD", (0, 5, CoverageState.Complete), (5, 7, CoverageState.NoTrades), (7, 9, CoverageState.Pending)),
                Known("kraken", "XETHZUSD", (0, 3, CoverageState.Complete), (3, 4, CoverageState.Open)),
                Known("bitstamp", "btcusd", (0, 2, CoverageState.Pending)),
            ],
        }, default);

        IReadOnlyList<DataFreshness> all = await store.QueryAsync<DataFreshness>(StoredQuery.Freshness, new FreshnessFilter { Behind = day.AddDays(4) }, default);
        IReadOnlyList<DataFreshness> one = await store.QueryAsync<DataFreshness>(
            StoredQuery.Freshness, new FreshnessFilter { Exchanges = ["kraken"], Intervals = ["1d"], Datasets = ["ohlcv-spot"], Behind = day }, default);

        Assert.Equal(
            [("bitstamp", 1L, null, null, 1L), ("kraken", 2L, day.AddDays(7), (DateTime?)day.AddDays(3), 1L)],
            all.Select(row => (row.Exchange, row.Series, row.NewestTo, row.OldestTo, row.Behind)));
        Assert.Equal(("1d", 0L), one.Select(row => (row.Interval, row.Behind)).Single());
    }
}
