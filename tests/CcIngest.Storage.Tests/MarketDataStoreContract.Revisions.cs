using System.Globalization;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    [SkippableTheory]
    [InlineData(WriteMode.Merge)]
    [InlineData(WriteMode.Fresh)]
    public async Task A_changed_candle_is_one_revision_with_the_old_values_of_what_differs(WriteMode mode)
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch first = Some.Rows(SpotOhlcv.Days, 30);
        await PutAsync(store, first, WriteMode.Fresh);
        RowBatch again = Some.Rows(SpotOhlcv.Days, 30);
        Some.Set(again, 3, "close", 1e6);
        DateTime moment = Later.AddMicroseconds(12);

        WriteResult result = await store.WriteAsync(Write(again, mode, moment, "run-2"), default);

        Assert.Equal((1, new RowCounts(30, 0, 1, 29, 0)), (result.Revisions, result.Rows));
        RowBatch revisions = await RevisionsAsync(store);
        Assert.Equal(1, revisions.Count);
        Assert.Equal(
            [SpotOhlcv.Name, "kraken", "XXBTZUSD", "1d", Some.Start.AddDays(3), Now, moment, "run-2",
                string.Create(CultureInfo.InvariantCulture, $"{{\"close\":{(double)Some.Cell(first, 3, "close")!:R}}}")],
            revisions.Dataset.Columns.Select(column => Some.Cell(revisions, 0, column.Name)));
    }

    [SkippableFact]
    public async Task Unchanged_candles_are_neither_written_nor_revised()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Rows(SpotOhlcv.Days, 30), WriteMode.Fresh);

        WriteResult merged = await PutAsync(store, Some.Rows(SpotOhlcv.Days, 30), WriteMode.Merge, Later);
        WriteResult fresh = await PutAsync(store, Some.Rows(SpotOhlcv.Days, 30), WriteMode.Fresh, Later);

        Assert.Equal((0, 30L, 0, 30L), (merged.Revisions, merged.Rows.Unchanged, fresh.Revisions, fresh.Rows.Unchanged));
        Assert.Equal(0, (await RevisionsAsync(store)).Count);
        RowBatch stored = await CandlesAsync(store);
        Assert.All(Enumerable.Range(0, 30), row => Assert.Equal(Now, Some.Cell(stored, row, "collected_at")));
    }

    [SkippableFact]
    public async Task Two_changes_are_two_revisions_in_order()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Closing(1), WriteMode.Merge);
        await PutAsync(store, Closing(2), WriteMode.Merge, Later);
        await PutAsync(store, Closing(3), WriteMode.Merge, Later.AddHours(1));

        RowBatch revisions = await RevisionsAsync(store);

        Assert.Equal(
            [(null, Now, null), (Now, Later, "{\"close\":1}"), (Later, Later.AddHours(1), "{\"close\":2}")],
            Enumerable.Range(0, revisions.Count).Select(row => (
                (DateTime?)Some.Cell(revisions, row, "known_from"), (DateTime)Some.Cell(revisions, row, "known_until")!,
                (string?)Some.Cell(revisions, row, "old_values"))));
    }

    [SkippableFact]
    public async Task Changes_under_a_clock_that_stands_still_or_goes_back_are_kept_in_their_order()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Closing(1), WriteMode.Fresh);
        await PutAsync(store, Closing(2), WriteMode.Merge, Later);
        await PutAsync(store, Closing(3), WriteMode.Merge, Later);
        await PutAsync(store, Closing(4), WriteMode.Merge, Later.AddMinutes(-5));

        RowBatch revisions = await RevisionsAsync(store);

        Assert.Equal(
            [(Later, "{\"close\":1}"), (Later.AddMicroseconds(1), "{\"close\":2}"), (Later.AddMicroseconds(2), "{\"close\":3}")],
            Enumerable.Range(0, revisions.Count)
                .Select(row => ((DateTime)Some.Cell(revisions, row, "known_until")!, (string)Some.Cell(revisions, row, "old_values")!)));
    }

    [SkippableFact]
    public async Task A_row_that_comes_late_was_absent_and_a_first_one_was_not()
    {
        IMarketDataStore store = await NewStoreAsync();
        WriteResult first = await PutAsync(store, Some.Rows(SpotOhlcv.Days, 2), WriteMode.Fresh);

        WriteResult late = await PutAsync(store, Some.Rows(SpotOhlcv.Days, 3), WriteMode.Merge, Later);

        Assert.Equal((0, 1, new RowCounts(3, 1, 0, 2, 0)), (first.Revisions, late.Revisions, late.Rows));
        RowBatch revisions = await RevisionsAsync(store);
        Assert.Equal([Some.Start.AddDays(2), null, Later, null], new[] { "datetime", "known_from", "known_until", "old_values" }.Select(name => Some.Cell(revisions, 0, name)));
    }

    [SkippableFact]
    public async Task Reference_rows_have_no_revisions()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Row(ExchangesGeneral.Dataset, ("internal_name", "Alpha"), ("grade", "BB")), WriteMode.Merge);

        WriteResult result = await PutAsync(store, Some.Row(ExchangesGeneral.Dataset, ("internal_name", "Alpha"), ("grade", "A")), WriteMode.Merge, Later);

        Assert.Equal((0, 1L), (result.Revisions, result.Rows.Updated));
    }

    [SkippableFact]
    public async Task A_write_that_is_rolled_back_leaves_no_revision_and_a_repeated_one_no_second()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Closing(1), WriteMode.Fresh);
        RowBatch misfit = Some.Rows(SpotOhlcv.Hours, 1);
        Some.Set(misfit, 0, "symbol", new string('s', 500));
        StoreWrite failing = Write(Closing(2), WriteMode.Merge, Later);

        // The revision is written by then.
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => store.WriteAsync(failing with
        {
            Tables = [.. failing.Tables, new TableWrite(misfit, WriteMode.Fresh)],
            OnRefused = _ => throw new InvalidTimeZoneException("The caller's own mistake."),
        }, default));
        Assert.Equal(0, (await RevisionsAsync(store)).Count);

        // As after a lost answer of a commit: the same write once more.
        WriteResult done = await PutAsync(store, Closing(2), WriteMode.Merge, Later);
        WriteResult repeated = await PutAsync(store, Closing(2), WriteMode.Merge, Later);
        Assert.Equal((1, 0), (done.Revisions, repeated.Revisions));
        Assert.Equal(1, (await RevisionsAsync(store)).Count);
    }

    [SkippableFact]
    public async Task Null_and_value_the_last_bit_of_a_double_times_and_texts_are_told_apart_and_kept_exactly()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch first = Candle();
        Some.Set(first, 0, "volume_unknown", null);
        Some.Set(first, 0, "close", 0.1 + 0.2);
        Some.Set(first, 0, "transform_function", "a \"quoted\" <ü> 😀");
        Some.Set(first, 0, "total_trades", 9_007_199_254_740_993L);
        Some.Set(first, 0, "last_trade_timestamp", Some.Start.AddSeconds(7));
        await PutAsync(store, first, WriteMode.Fresh);
        RowBatch second = Candle();
        Some.Set(second, 0, "volume_unknown", 1.5);
        Some.Set(second, 0, "close", 0.3);
        Some.Set(second, 0, "transform_function", null);
        Some.Set(second, 0, "total_trades", 9_007_199_254_740_992L);
        Some.Set(second, 0, "last_trade_timestamp", Some.Start.AddSeconds(8));

        WriteResult result = await PutAsync(store, second, WriteMode.Merge, Later);
        await PutAsync(store, first, WriteMode.Merge, Later.AddHours(1));

        Assert.Equal(1, result.Revisions);
        RowBatch revisions = await RevisionsAsync(store);
        Assert.Equal(
            [
                "{\"transform_function\":\"a \\\"quoted\\\" <ü> \\uD83D\\uDE00\",\"close\":0.30000000000000004,\"last_trade_timestamp\":\"2024-01-01 00:00:07\","
                    + "\"total_trades\":9007199254740993,\"volume_unknown\":null}",
                "{\"transform_function\":null,\"close\":0.3,\"last_trade_timestamp\":\"2024-01-01 00:00:08\","
                    + "\"total_trades\":9007199254740992,\"volume_unknown\":1.5}",
            ],
            Enumerable.Range(0, revisions.Count).Select(row => Some.Cell(revisions, row, "old_values")));

        static RowBatch Candle() => Some.Candles(SpotOhlcv.Days, "kraken", "XXBTZUSD", Some.Start, 1);
    }

    [SkippableFact]
    public async Task Revisions_of_many_series_in_one_write_find_their_own()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch first = Some.Together(
            Some.Candles(SpotOhlcv.Hours, "kraken", "A", Some.Start, 200), Some.Candles(SpotOhlcv.Hours, "kraken", "B", Some.Start.AddDays(3), 200));
        await PutAsync(store, Some.Together(first), WriteMode.Fresh);
        RowBatch again = Some.Together(first);
        for (int row = 0; row < again.Count; row += 3)
        {
            Some.Set(again, row, "high", 1e6 + row);
        }

        WriteResult result = await PutAsync(store, again, WriteMode.Merge, Later);

        Assert.Equal((134, 134L, 266L), (result.Revisions, result.Rows.Updated, result.Rows.Unchanged));
        RowBatch revisions = await RevisionsAsync(store);
        Assert.Equal(134, revisions.Count);
        Assert.All(Enumerable.Range(0, 134), row => Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"{{\"high\":{(double)Some.Cell(first, 3 * row, "high")!:R}}}"), Some.Cell(revisions, row, "old_values")));
    }

    [SkippableFact]
    public async Task Revisions_are_found_by_their_filters_and_candles_are_read_as_they_were_known()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Closing(1), WriteMode.Fresh);
        await store.WriteAsync(Write(Closing(2), WriteMode.Merge, Later, "run-2"), default);
        await store.WriteAsync(Write(Closing(3), WriteMode.Merge, Later.AddHours(1), "run-3"), default);
        RevisionFilter all = new() { Datasets = [SpotOhlcv.Name], Exchanges = ["kraken"], Symbols = ["XXBTZUSD"], Intervals = ["1d"] };

        Assert.Equal([1d, 2d], (await FindAsync(all)).Select(revision => revision.OldValues?["close"]));
        Assert.Equal(["run-3"], (await FindAsync(all with { Since = Later.AddMinutes(1) })).Select(revision => revision.RunId));
        Assert.Equal(["run-2"], (await FindAsync(all with { RunIds = ["run-2"] })).Select(revision => revision.RunId));
        Assert.Equal(["run-3"], (await FindAsync(all with { Last = 1 })).Select(revision => revision.RunId));
        Assert.Empty(await FindAsync(all with { From = Some.Start.AddDays(1) }));
        Assert.Empty(await FindAsync(all with { Exchanges = ["bitstamp"] }));
        foreach ((DateTime moment, double? close) in new (DateTime, double?)[]
            {
                (Now.AddSeconds(-1), null), (Now, 1), (Later, 2), (Later.AddMinutes(59), 2), (Later.AddHours(1), 3),
            })
        {
            Assert.Equal(close, await CloseAsOfAsync(moment));
        }

        Task<IReadOnlyList<RevisionRecord>> FindAsync(RevisionFilter filter) => store.QueryAsync<RevisionRecord>(StoredQuery.Revisions, filter, default);

        async Task<double?> CloseAsOfAsync(DateTime moment)
        {
            await foreach (Ohlcv candle in SeriesHistory.AsOfAsync(
                store.StreamAsync<Ohlcv>(
                    StoredQuery.Series(SpotOhlcv.Days), new SeriesFilter { RawSymbols = ["XXBTZUSD"], From = Some.Start, To = Some.Start.AddDays(1) }, default),
                store.StreamAsync<RevisionRecord>(StoredQuery.Revisions, all with { Since = moment }, default), moment, default))
            {
                return candle.Close;
            }

            return null;
        }
    }

    private static RowBatch Closing(double close)
    {
        RowBatch rows = Some.Candles(SpotOhlcv.Days, "kraken", "XXBTZUSD", Some.Start, 1);
        Some.Set(rows, 0, "close", close);
        return rows;
    }

    /// <summary>All revisions in the order of their key: by series, period, end.</summary>
    private static Task<RowBatch> RevisionsAsync(IMarketDataStore store) => store.ReadRowsAsync(Revisions.Dataset, "dataset", SpotOhlcv.Name, default);
}
