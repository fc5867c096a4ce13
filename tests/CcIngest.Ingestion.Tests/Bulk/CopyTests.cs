using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;
using static CcIngest.Ingestion.Tests.Some;
using Rows = CcIngest.TestSupport.Some;

namespace CcIngest.Ingestion.Tests;

public sealed class CopyTests(ServerStores servers) : BulkFixture, IClassFixture<ServerStores>
{
    [SkippableTheory]
    [EachServer]
    public async Task Rows_coverage_and_clocks_are_the_same_in_SQLite_on_a_server_and_in_SQLite(string engine)
    {
        IMarketDataStore first = await NewFullStoreAsync();
        IMarketDataStore second = await NewStoreAsync(servers.NewStore(engine));
        IMarketDataStore third = await NewStoreAsync();

        Assert.Equal(RunOutcome.Complete, (await CopyAsync(first, second)).Outcome);
        Assert.Equal(RunOutcome.Complete, (await CopyAsync(second, third)).Outcome);

        Assert.Equal(await HashAsync(first), await HashAsync(second));
        Assert.Equal(await HashAsync(first), await HashAsync(third));
        Assert.Equal(await CoverageAsync(first, "kraken", "XXBTZUSD"), await CoverageAsync(third, "kraken", "XXBTZUSD"));
        Assert.Equal(Copied.Take(3).Select(one => (one.RawSymbol, one.Rows, one.Hash)), Copied.Skip(3).Select(one => (one.RawSymbol, one.Rows, one.Hash)));
    }

    [SkippableFact]
    public async Task Rows_coverage_and_what_they_were_before_are_the_same_from_server_to_server_and_back()
    {
        IMarketDataStore first = await NewFullStoreAsync();
        RowBatch corrected = Rows.Candles(Candles, "kraken", "XXBTZUSD", Day(-5), 10, seed: 5);
        await first.WriteAsync(new StoreWrite { RunId = "second", Now = Day(12), Tables = [new TableWrite(corrected, WriteMode.Merge)] }, default);
        IMarketDataStore from = first;
        foreach (string engine in (string[])[.. ServerStores.Engines, ServerStores.Engines[0]])
        {
            IMarketDataStore to = await NewStoreAsync(servers.NewStore(engine));

            Assert.Equal(RunOutcome.Complete, (await CopyAsync(from, to)).Outcome);

            Assert.Equal(await HashAsync(first), await HashAsync(to));
            Assert.Equal(await HashAsync(first, Revisions.Dataset), await HashAsync(to, Revisions.Dataset));
            Assert.Equal(await CoverageAsync(first, "kraken", "XXBTZUSD"), await CoverageAsync(to, "kraken", "XXBTZUSD"));
            from = to;
        }
    }

    [Fact]
    public async Task What_is_there_already_is_not_written_again()
    {
        IMarketDataStore from = await NewFullStoreAsync();
        IMarketDataStore to = await NewStoreAsync();
        await CopyAsync(from, to);
        Copied.Clear();

        RunSummary again = await CopyAsync(from, to);

        Assert.Equal(new RowCounts(0, 0, 0, 0, 0), again.Steps.Single().Rows);
        Assert.Equal([130L, 15, 510], Copied.Select(one => one.Unchanged));
        Assert.Equal(["bitstamp btcusd", "kraken XETHZUSD", "kraken XXBTZUSD"], Copied.Select(one => $"{one.Exchange} {one.RawSymbol}"));
    }

    [Fact]
    public async Task A_copy_that_was_broken_off_goes_on_where_it_stood()
    {
        IMarketDataStore from = await NewFullStoreAsync();
        IMarketDataStore to = await NewStoreAsync();
        using CancellationTokenSource stop = new();
        RunSummary broken = await RunAsync(
            to, new CopyStep { From = from, Dataset = Candles, OnCopied = one => { if (one.RawSymbol == "XETHZUSD") { stop.Cancel(); } } }, stop.Token);
        Assert.Equal(RunOutcome.Cancelled, broken.Outcome);

        RunSummary rest = await CopyAsync(from, to);

        Assert.Equal((RunOutcome.Complete, 510L), (rest.Outcome, rest.Steps.Single().Rows.Inserted));
        Assert.Equal(await HashAsync(from), await HashAsync(to));
    }

    [Fact]
    public async Task Corrections_come_along_and_an_earlier_moment_reads_the_same()
    {
        IMarketDataStore from = await NewStoreAsync();
        await PutAsync(from, "kraken", "XXBTZUSD", Day(-5), 10);
        RowBatch corrected = Rows.Candles(Candles, "kraken", "XXBTZUSD", Day(-5), 10, seed: 5);
        await from.WriteAsync(new StoreWrite { RunId = "second", Now = Day(12), Tables = [new TableWrite(corrected, WriteMode.Merge)] }, default);
        IMarketDataStore to = await NewStoreAsync();

        await CopyAsync(from, to);

        Assert.Equal(await HashAsync(from, Revisions.Dataset), await HashAsync(to, Revisions.Dataset));
        Assert.StartsWith("10 ", await HashAsync(to, Revisions.Dataset), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_that_a_second_copy_brings_is_one_revision_and_an_earlier_moment_reads_the_same()
    {
        IMarketDataStore from = await NewStoreAsync();
        IMarketDataStore to = await NewStoreAsync();
        await PutAsync(from, "kraken", "XXBTZUSD", Day(-5), 4);
        await CopyAsync(from, to);
        await CorrectAsync(from, Day(5), seed: 5);

        await CopyAsync(from, to);
        await CopyAsync(from, to);

        List<RevisionRecord> there = await RevisionsAsync(from);
        List<RevisionRecord> here = await RevisionsAsync(to);
        Assert.Equal(4, here.Count);
        Assert.Equal(there.Select(one => (one.OpenTime, one.KnownFrom, Second(one.KnownUntil))), here.Select(one => (one.OpenTime, one.KnownFrom, Second(one.KnownUntil))));
        Assert.Equal(await HashAsync(from), await HashAsync(to));
    }

    [Fact]
    public async Task The_past_of_a_row_that_is_newer_here_is_not_the_others()
    {
        IMarketDataStore from = await NewStoreAsync();
        IMarketDataStore to = await NewStoreAsync();
        await PutAsync(from, "kraken", "XXBTZUSD", Day(-5), 4);
        await CorrectAsync(from, Day(5), seed: 5);
        await PutAsync(to, "kraken", "XXBTZUSD", Day(-5), 4);
        await CorrectAsync(to, Day(9), seed: 6);
        List<RevisionRecord> before = await RevisionsAsync(to);

        Assert.Equal(RunOutcome.Complete, (await CopyAsync(from, to)).Outcome);

        Assert.Equal(4, Assert.Single(Copied).Newer);
        Assert.Equal(before.Select(one => (one.OpenTime, one.KnownUntil)), (await RevisionsAsync(to)).Select(one => (one.OpenTime, one.KnownUntil)));
    }

    private static async Task CorrectAsync(IMarketDataStore store, DateTime at, int seed) => await store.WriteAsync(
        new StoreWrite { RunId = "corrected", Now = at.AddTicks(1_234_560), Tables = [new TableWrite(Rows.Candles(Candles, "kraken", "XXBTZUSD", Day(-5), 4, seed), WriteMode.Merge)] }, default);

    private static async Task<List<RevisionRecord>> RevisionsAsync(IMarketDataStore store) =>
        [.. (await store.QueryAsync<RevisionRecord>(StoredQuery.Revisions, new RevisionFilter(), default)).OrderBy(one => one.OpenTime).ThenBy(one => one.KnownUntil)];

    private static DateTime Second(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    [Fact]
    public async Task A_start_leaves_what_is_before_it_alone()
    {
        IMarketDataStore from = await NewFullStoreAsync();
        IMarketDataStore to = await NewStoreAsync();
        await RunAsync(to, new CopyStep { From = from, Dataset = Candles, Since = Day(0), Exchanges = ["kraken"], OnCopied = Copied.Add });
        Assert.Equal([("XETHZUSD", 5L), ("XXBTZUSD", 10L)], Copied.Select(one => (one.RawSymbol!, one.Rows)));
        Assert.Equal(Day(0), (await CoverageAsync(to, "kraken", "XXBTZUSD")).First().Item1.From);
    }

    [Fact]
    public async Task Rows_that_only_the_target_has_stay_and_are_counted()
    {
        IMarketDataStore from = await NewStoreAsync();
        await PutAsync(from, "kraken", "XXBTZUSD", Day(-9), 4);
        await PutAsync(from, "kraken", "XXBTZUSD", Day(-2), 2, seed: 2);
        IMarketDataStore to = await NewStoreAsync();
        await PutAsync(to, "kraken", "XXBTZUSD", Day(-4), 1, seed: 3);

        Assert.Equal(RunOutcome.Complete, (await CopyAsync(from, to)).Outcome);

        CopiedRows copied = Assert.Single(Copied);
        Assert.Equal((6L, 1L), (copied.Rows, copied.Extra));
        Assert.StartsWith("7 ", await HashAsync(to), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_the_target_after_the_last_one_there_are_counted_and_those_of_a_series_without_rows_too()
    {
        IMarketDataStore from = await NewStoreAsync();
        await PutAsync(from, "kraken", "XXBTZUSD", Day(-9), 4);
        await CoverAsync(from, new SeriesKey("ohlcv-spot", "kraken", "XETHZUSD", Interval.OneDay), (Day(-9), Day(-5), CoverageState.NoTrades));
        IMarketDataStore to = await NewStoreAsync();
        await PutAsync(to, "kraken", "XXBTZUSD", Day(-5), 3, seed: 2);
        await PutAsync(to, "kraken", "XETHZUSD", Day(-4), 2, seed: 3);

        Assert.Equal(RunOutcome.Complete, (await CopyAsync(from, to)).Outcome);

        Assert.Equal([("XETHZUSD", 0L, 2L), ("XXBTZUSD", 4, 3)], Copied.Select(one => (one.RawSymbol!, one.Rows, one.Extra)));
        Assert.StartsWith("9 ", await HashAsync(to), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_is_written_as_the_source_has_it()
    {
        IMarketDataStore from = await NewStoreAsync();
        RowBatch rows = Rows.Rows(ExchangesGeneral.Dataset, 2);
        int ordinal = rows.Dataset.Ordinal("item_types");
        rows.Set(0, ordinal, "{\"b\" : 1.50, \"a\":[ ]}");
        await from.WriteAsync(new StoreWrite { RunId = "r", Now = Now, Tables = [new TableWrite(rows, WriteMode.Merge)] }, default);
        IMarketDataStore to = await NewStoreAsync();

        await CopyAsync(from, to, ExchangesGeneral.Dataset);
        await CopyAsync(from, to, ExchangesGeneral.Dataset);

        Assert.Equal([2L, 0], Copied.Select(one => one.Inserted));
        Assert.Equal(await HashAsync(from, ExchangesGeneral.Dataset), await HashAsync(to, ExchangesGeneral.Dataset));
    }

    [Fact]
    public async Task What_the_target_confirmed_later_stays_and_is_counted()
    {
        IMarketDataStore from = await NewStoreAsync();
        IMarketDataStore to = await NewStoreAsync();
        foreach ((IMarketDataStore store, int seed, int known) in new[] { (from, 1, 0), (to, 2, 1) })
        {
            RowBatch candles = Rows.Candles(Candles, "kraken", "XXBTZUSD", Day(-9), 4, seed);
            RowBatch venues = Rows.Rows(ExchangesGeneral.Dataset, 3);
            venues.Set(1, venues.Dataset.Ordinal("item_types"), $"[{seed}]");
            await store.WriteAsync(new StoreWrite
            {
                RunId = "r", Now = Now.AddHours(known),
                Tables = [new TableWrite(candles, WriteMode.Fresh), new TableWrite(venues, WriteMode.Merge)],
            }, default);
            await CoverAsync(store, new SeriesKey("ohlcv-spot", "kraken", "XXBTZUSD", Interval.OneDay), (Day(-9), Day(-5), CoverageState.Complete));
        }

        string before = await HashAsync(to) + await HashAsync(to, ExchangesGeneral.Dataset);
        Assert.Equal(RunOutcome.Complete, (await CopyAsync(from, to)).Outcome);
        Assert.Equal(RunOutcome.Complete, (await CopyAsync(from, to, ExchangesGeneral.Dataset)).Outcome);

        Assert.Equal([(4L, 4L, 0L, 0L), (3, 1, 2, 0)], Copied.Select(one => (one.Rows, one.Newer, one.Unchanged, one.Updated)));
        Assert.Equal(before, await HashAsync(to) + await HashAsync(to, ExchangesGeneral.Dataset));
        Assert.StartsWith("0 ", await HashAsync(to, Revisions.Dataset), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [EachServer]
    public async Task Reference_data_are_copied_whole(string engine)
    {
        IMarketDataStore from = await NewStoreAsync();
        foreach (Dataset dataset in new[] { Assets.Dataset, InstrumentsSpot.Dataset, AssetMarketData.Dataset })
        {
            await from.WriteAsync(new StoreWrite { RunId = "r", Now = Now, Tables = [new TableWrite(Rows.Rows(dataset, 60), WriteMode.Merge)] }, default);
        }

        IMarketDataStore to = await NewStoreAsync(servers.NewStore(engine));
        foreach (Dataset dataset in new[] { Assets.Dataset, InstrumentsSpot.Dataset, AssetMarketData.Dataset })
        {
            Assert.Equal(RunOutcome.Complete, (await CopyAsync(from, to, dataset)).Outcome);
        }

        Assert.Equal([60L, 60, 60], Copied.Select(one => one.Inserted));
    }

    [Fact]
    public async Task A_store_is_not_copied_onto_itself()
    {
        IMarketDataStore store = await NewFullStoreAsync();
        RunSummary summary = await CopyAsync(store, store);
        Assert.Equal((RunOutcome.Failed, nameof(IngestErrorId.SettingInvalid)), (summary.Outcome, summary.Failure!.ErrorId));
    }

    [Fact]
    public async Task Every_time_series_can_be_exported_imported_and_copied()
    {
        foreach (Dataset dataset in DatasetCatalog.All.Where(dataset => dataset.Series is not null))
        {
            Dataset one = dataset.AtInterval?.Invoke(Interval.OneHour) ?? dataset;
            Assert.InRange(new SeriesPrefix(one).Columns, 2, 3);
            IMarketDataStore from = await NewStoreAsync();
            RowBatch rows = Rows.Rows(one, 40);
            await from.WriteAsync(new StoreWrite { RunId = "r", Now = Now, Tables = [new TableWrite(rows, WriteMode.Fresh)] }, default);
            IMarketDataStore imported = await NewStoreAsync();
            IMarketDataStore copied = await NewStoreAsync();
            await ExportAsync(from, Request(dataset.Table) with { Dataset = one });
            Assert.Equal(RunOutcome.Complete, (await ImportAsync(imported, Path.Combine(Folder, dataset.Table))).Outcome);
            Assert.Equal(RunOutcome.Complete, (await CopyAsync(from, copied, one)).Outcome);
            Assert.Equal([await HashAsync(from, one), await HashAsync(from, one)], [await HashAsync(imported, one), await HashAsync(copied, one)]);
        }
    }
}
