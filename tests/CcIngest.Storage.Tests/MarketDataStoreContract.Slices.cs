using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    [SkippableFact]
    public async Task Series_are_found_by_their_key_in_the_order_of_code_points()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Together(
            Some.Candles(SpotOhlcv.Days, "kraken", "XXBTZUSD", Some.Start, 3), Some.Candles(SpotOhlcv.Days, "binance", "eth", Some.Start, 1),
            Some.Candles(SpotOhlcv.Days, "kraken", "ADA", Some.Start, 2), Some.Candles(SpotOhlcv.Days, "binance", "BTC", Some.Start, 2)), WriteMode.Fresh);

        Assert.Equal(
            ["binance BTC", "binance eth", "kraken ADA", "kraken XXBTZUSD"],
            (await store.ReadPrefixesAsync(SpotOhlcv.Days, 2, default)).Select(prefix => string.Join(' ', prefix)));
        Assert.Equal(["binance", "kraken"], (await store.ReadPrefixesAsync(SpotOhlcv.Days, 1, default)).Select(prefix => prefix[0]));
        Assert.Empty(await store.ReadPrefixesAsync(SpotOhlcv.Hours, 2, default));
    }

    [SkippableFact]
    public async Task A_slice_has_the_rows_of_one_series_and_a_range_in_order()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch wanted = Some.Candles(SpotOhlcv.Days, "kraken", "XXBTZUSD", Some.Start, 5_000);
        await PutAsync(store, Some.Together(wanted, Some.Candles(SpotOhlcv.Days, "kraken", "XXBTZEUR", Some.Start, 3)), WriteMode.Fresh);

        RowBatch all = await SliceAsync(store, new RowSlice(["kraken", "XXBTZUSD"]));
        RowBatch some = await SliceAsync(store, new RowSlice(["kraken", "XXBTZUSD"], Some.Start.AddDays(10), Some.Start.AddDays(12)));

        AssertSame(wanted, all, IsFromSource);
        Assert.Equal([Some.Start.AddDays(10), Some.Start.AddDays(11)], Enumerable.Range(0, some.Count).Select(row => some.Time(row, 0)));
        Assert.Equal((Some.Start, Some.Start.AddDays(4_999)), await store.ReadBoundsAsync(SpotOhlcv.Days, new RowSlice(["kraken", "XXBTZUSD"]), default));
        Assert.Equal((Some.Start.AddDays(7), Some.Start.AddDays(7)), await store.ReadBoundsAsync(
            SpotOhlcv.Days, new RowSlice(["kraken", "XXBTZUSD"], Some.Start.AddDays(7), Some.Start.AddDays(8)), default));
        Assert.Null(await store.ReadBoundsAsync(SpotOhlcv.Days, new RowSlice(["kraken", "XXBTZGBP"]), default));
        Assert.Equal(0, (await SliceAsync(store, new RowSlice(["kraken", "xxbtzusd"]))).Count);
        Assert.Equal(0, (await SliceAsync(store, new RowSlice(["kraken", "XXBTZUSD"], To: Some.Start))).Count);
    }

    [SkippableFact]
    public async Task Series_whose_names_the_engine_takes_for_equal_are_two()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Together(
            Some.Candles(SpotOhlcv.Days, "kraken", "btc", Some.Start, 2), Some.Candles(SpotOhlcv.Days, "kraken", "BTC", Some.Start.AddDays(2), 3)), WriteMode.Fresh);

        Assert.Equal(["BTC", "btc"], (await store.ReadPrefixesAsync(SpotOhlcv.Days, 2, default)).Select(prefix => prefix[1]));
        Assert.Equal(3, (await SliceAsync(store, new RowSlice(["kraken", "BTC"]))).Count);
        Assert.Equal(2, (await SliceAsync(store, new RowSlice(["kraken", "btc"]))).Count);
    }

    [SkippableFact]
    public async Task Rows_of_another_store_keep_the_clocks_they_bring_where_they_are_new()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Candles(SpotOhlcv.Days, "kraken", "XXBTZUSD", Some.Start, 2);
        (int collected, int close) = (rows.Dataset.Ordinal("collected_at"), rows.Dataset.Ordinal("close"));
        rows.Set(0, collected, Now.AddDays(-30));
        rows.Set(1, collected, Now.AddDays(30));
        await store.WriteAsync(Write(rows, WriteMode.Fresh) with { KeepsClocks = true }, default);
        RowBatch stored = await CandlesAsync(store);
        Assert.Equal([Now.AddDays(-30), Now], [stored.Time(0, collected), stored.Time(1, collected)]);

        double low = stored.Double(0, rows.Dataset.Ordinal("low"));
        stored.Set(0, close, low);
        stored.Set(0, collected, Now.AddDays(-20));
        await store.WriteAsync(Write(stored, WriteMode.Merge, Now.AddHours(1)) with { KeepsClocks = true }, default);
        RowBatch changed = await CandlesAsync(store);
        Assert.Equal((low, Now.AddDays(-20)), (changed.Double(0, close), changed.Time(0, collected)));
    }

    [SkippableFact]
    public async Task Rows_of_another_store_do_not_replace_what_was_confirmed_later()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Candles(SpotOhlcv.Days, "kraken", "XXBTZUSD", Some.Start, 2);
        (int collected, int close) = (rows.Dataset.Ordinal("collected_at"), rows.Dataset.Ordinal("close"));
        await PutAsync(store, rows, WriteMode.Fresh);
        RowBatch older = await CandlesAsync(store);
        double kept = older.Double(0, close);
        older.Set(0, close, older.Double(0, rows.Dataset.Ordinal("low")));
        older.Set(0, collected, Now.AddDays(-30));

        WriteResult written = await store.WriteAsync(Write(older, WriteMode.Merge, Now.AddHours(1)) with { KeepsClocks = true }, default);

        RowBatch stored = await CandlesAsync(store);
        Assert.Equal((kept, Now), (stored.Double(0, close), stored.Time(0, collected)));
        Assert.Equal((0, 2, 0), (written.Rows.Updated, written.Rows.Unchanged, written.Revisions));
    }

    [SkippableFact]
    public async Task The_time_of_the_last_confirmation_never_goes_back()
    {
        IMarketDataStore store = await NewStoreAsync();
        Dataset dataset = DatasetCatalog.All.First(one => one.Columns.Any(column => column.Role == ColumnRole.RetrievedAt) && one.Series is null);
        int retrieved = dataset.Columns.ToList().FindIndex(column => column.Role == ColumnRole.RetrievedAt);
        foreach (int days in new[] { -2, -9 })
        {
            RowBatch rows = Some.Rows(dataset, 3);
            for (int row = 0; row < rows.Count; row++)
            {
                rows.Set(row, retrieved, Now.AddDays(days));
            }

            await store.WriteAsync(Write(rows, WriteMode.Merge) with { KeepsClocks = true }, default);
        }

        await foreach (RowBatch stored in store.ScanAsync(dataset, default))
        {
            Assert.All(Enumerable.Range(0, stored.Count), row => Assert.Equal(Now.AddDays(-2), stored.Time(row, retrieved)));
        }
    }

    private static async Task<RowBatch> SliceAsync(IMarketDataStore store, RowSlice slice)
    {
        RowBatch all = new(SpotOhlcv.Days);
        await foreach (RowBatch rows in store.ScanAsync(SpotOhlcv.Days, slice, default))
        {
            for (int row = 0; row < rows.Count; row++)
            {
                all.Append(rows, row);
            }
        }

        return all;
    }
}
