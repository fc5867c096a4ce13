using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    private static readonly DateTime Later = Some.Now.AddHours(3);

    [SkippableFact]
    public async Task Fresh_rows_are_inserted_and_merged_again_are_unchanged()
    {
        IMarketDataStore store = await NewStoreAsync();

        WriteResult first = await PutAsync(store, Some.Rows(SpotOhlcv.Days, 50), WriteMode.Fresh);
        WriteResult second = await PutAsync(store, Some.Rows(SpotOhlcv.Days, 50), WriteMode.Merge, Later);

        Assert.Equal(new RowCounts(50, 50, 0, 0, 0), first.Rows);
        Assert.Equal(new RowCounts(50, 0, 0, 50, 0), second.Rows);
    }

    [SkippableFact]
    public async Task Merge_counts_new_changed_and_equal_rows_apart()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Rows(SpotOhlcv.Days, 10), WriteMode.Fresh);
        RowBatch again = Some.Rows(SpotOhlcv.Days, 12);
        Some.Set(again, 3, "close", (double)Some.Cell(again, 3, "close")! + 1e-9);
        Some.Set(again, 4, "symbol", Some.Cell(again, 4, "symbol") is null ? "BTC-USD" : null);

        WriteResult result = await PutAsync(store, again, WriteMode.Merge, Later);

        Assert.Equal(new RowCounts(12, 2, 2, 8, 0), result.Rows);
        AssertSame(Ordered(again), await CandlesAsync(store), IsFromSource);
    }

    [SkippableFact]
    public async Task Collected_at_moves_with_the_values_and_only_then()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Rows(SpotOhlcv.Days, 3), WriteMode.Fresh);
        RowBatch again = Some.Rows(SpotOhlcv.Days, 3);
        Some.Set(again, 1, "high", 1e6);

        await PutAsync(store, again, WriteMode.Merge, Later);

        RowBatch stored = await CandlesAsync(store);
        Assert.Equal([Now, Later, Now], Enumerable.Range(0, 3).Select(row => Some.Cell(stored, row, "collected_at")));
    }

    [SkippableFact]
    public async Task Merge_keeps_created_at_and_moves_updated_at_only_on_change()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Exchanges(), WriteMode.Merge);
        RowBatch again = Exchanges();
        Some.Set(again, 0, "grade", "AAA");

        WriteResult result = await PutAsync(store, again, WriteMode.Merge, Later);

        Assert.Equal(new RowCounts(2, 0, 1, 1, 0), result.Rows);
        RowBatch stored = await store.ReadRowsAsync(ExchangesGeneral.Dataset, "country", "Malta", default);
        Assert.Equal("AAA", Some.Cell(stored, 0, "grade"));
        Assert.Equal([Now, Now], Enumerable.Range(0, 2).Select(row => Some.Cell(stored, row, "created_at")));
        Assert.Equal([Later, Now], Enumerable.Range(0, 2).Select(row => Some.Cell(stored, row, "updated_at")));

        static RowBatch Exchanges() => Some.Together(
            Some.Row(ExchangesGeneral.Dataset, ("internal_name", "Alpha"), ("country", "Malta"), ("grade", "BB")),
            Some.Row(ExchangesGeneral.Dataset, ("internal_name", "Beta"), ("country", "Malta"), ("grade", "C")));
    }

    [SkippableFact]
    public async Task The_retrieved_time_moves_every_time_and_is_no_change()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Venue(Now, 5), WriteMode.Merge);

        WriteResult result = await PutAsync(store, Venue(Later, 5), WriteMode.Merge, Later);

        Assert.Equal(new RowCounts(1, 0, 0, 1, 0), result.Rows);
        RowBatch stored = await store.ReadRowsAsync(ExchangeSpotDetails.Dataset, "exchange_internal_name", "kraken", default);
        Assert.Equal(Later, Some.Cell(stored, 0, "api_data_retrieved_datetime"));
        Assert.Equal(Now, Some.Cell(stored, 0, "updated_at"));
        Assert.Equal(Now, Some.Cell(stored, 0, "created_at"));

        static RowBatch Venue(DateTime retrieved, int instruments) => Some.Row(ExchangeSpotDetails.Dataset,
            ("exchange_internal_name", "kraken"), ("api_data_retrieved_datetime", retrieved), ("mapped_instruments_total", instruments));
    }

    [SkippableFact]
    public async Task Fresh_rows_whose_keys_are_there_are_compared_as_merged_ones()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Rows(SpotOhlcv.Days, 40), WriteMode.Fresh);
        RowBatch again = Some.Rows(SpotOhlcv.Days, 50);
        Some.Set(again, 7, "high", 1e6);

        WriteResult result = await PutAsync(store, again, WriteMode.Fresh, Later);

        Assert.Equal(new RowCounts(50, 10, 1, 39, 0), result.Rows);
        RowBatch stored = await CandlesAsync(store);
        AssertSame(again, stored, IsFromSource);
        Assert.Equal([Now, Later, Later], new[] { 0, 7, 45 }.Select(row => Some.Cell(stored, row, "collected_at")));
    }

    [SkippableFact]
    public async Task Insert_missing_leaves_rows_that_are_there()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch first = Some.Rows(SpotOhlcv.Days, 2);
        await PutAsync(store, first, WriteMode.Fresh);

        WriteResult result = await PutAsync(store, Some.Rows(SpotOhlcv.Days, 3, seed: 9), WriteMode.InsertMissing, Later);

        Assert.Equal(new RowCounts(3, 1, 0, 2, 0), result.Rows);
        RowBatch stored = await CandlesAsync(store);
        Assert.Equal(3, stored.Count);
        Assert.Equal(Some.Cell(first, 0, "open"), Some.Cell(stored, 0, "open"));
        Assert.Equal(Later, Some.Cell(stored, 2, "collected_at"));
    }

    [SkippableFact]
    public async Task Replace_writes_the_clocks_it_was_given()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Rows(SpotOhlcv.Days, 2), WriteMode.Fresh);
        RowBatch again = Some.Rows(SpotOhlcv.Days, 3, seed: 9);

        WriteResult result = await PutAsync(store, again, WriteMode.Replace, Later);

        Assert.Equal(new RowCounts(3, 1, 2, 0, 0), result.Rows);
        AssertSame(again, await CandlesAsync(store));
    }

    [SkippableFact]
    public async Task Rows_of_several_series_in_any_order_find_their_own()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Together(
            Some.Candles(SpotOhlcv.Hours, "kraken", "B", Some.Start.AddYears(1), 30, seed: 2),
            Some.Candles(SpotOhlcv.Hours, "kraken", "A", Some.Start, 30, seed: 3),
            Some.Candles(SpotOhlcv.Hours, "bitstamp", "A", Some.Start, 30, seed: 4));
        RowBatch shuffled = new(rows.Dataset);
        foreach (int row in Enumerable.Range(0, rows.Count).OrderBy(row => (row * 37) % 91))
        {
            shuffled.Append(rows, row);
        }

        await PutAsync(store, rows, WriteMode.Fresh);
        WriteResult result = await PutAsync(store, shuffled, WriteMode.Merge, Later);

        Assert.Equal(new RowCounts(90, 0, 0, 90, 0), result.Rows);
        Assert.Equal(60, (await CandlesAsync(store, dataset: SpotOhlcv.Hours)).Count);
    }

    [SkippableFact]
    public async Task Of_equal_keys_in_a_batch_the_last_row_stands_and_is_counted_once()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Together(Some.Rows(SpotOhlcv.Days, 3), Some.Rows(SpotOhlcv.Days, 2, seed: 9));

        WriteResult result = await PutAsync(store, rows, WriteMode.Merge);

        Assert.Equal(new RowCounts(5, 3, 0, 0, 0), result.Rows);
        Assert.Equal(2, result.Duplicates);
        RowBatch stored = await CandlesAsync(store);
        Assert.Equal(Some.Cell(rows, 3, "open"), Some.Cell(stored, 0, "open"));
    }

    [SkippableFact]
    public async Task A_long_list_of_keys_is_compared_in_parts()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Rows(Assets.Dataset, 1_203), WriteMode.Merge);

        WriteResult result = await PutAsync(store, Some.Rows(Assets.Dataset, 1_205), WriteMode.Merge, Later);

        Assert.Equal(1_203, result.Rows.Unchanged);
        Assert.Equal(2, result.Rows.Inserted);
    }

    [SkippableFact]
    public async Task Keys_that_differ_for_people_and_not_for_the_engine_go_to_the_dead_letters()
    {
        IMarketDataStore store = await NewStoreAsync();
        bool isExact = ((SqlStore)store).Dialect.ComparesExactly(InstrumentsSpot.Dataset.Columns[InstrumentsSpot.Dataset.Key[1]]);
        RowBatch rows = Some.Together(Instrument("C-USD"), Instrument("Ç-USD"), Instrument("D-USD"));

        WriteResult first = await PutAsync(store, rows, WriteMode.Merge);
        WriteResult second = await PutAsync(store, Instrument("ç-USD"), WriteMode.Merge, Later);
        WriteResult third = await PutAsync(store, Instrument("C-USD"), WriteMode.Merge, Later);

        Assert.Equal(isExact ? 3 : 2, first.Rows.Inserted);
        Assert.Equal(isExact ? [] : ["key-clash"], first.Clashes.Select(clash => clash.Rule));
        Assert.Equal(isExact ? 1 : 0, second.Rows.Inserted);
        Assert.Equal(isExact ? [] : ["key-clash"], second.Clashes.Select(clash => clash.Rule));
        Assert.Equal(1, third.Rows.Unchanged);
        Assert.Equal(isExact ? 0 : 2, (await store.ReadRowsAsync(Bookkeeping.DeadLetters, "rule", "key-clash", default)).Count);
        Assert.Equal(
            isExact ? 0 : 1,
            (await store.FindClashesAsync(InstrumentsSpot.Dataset.Columns[InstrumentsSpot.Dataset.Key[1]], ["a", "B", "A"], default)).Count);

        static RowBatch Instrument(string symbol) => Some.Row(InstrumentsSpot.Dataset,
            ("exchange_internal_name", "kraken"), ("mapped_instrument_symbol", symbol));
    }
}
