using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

/// <summary>What a store promises of writes that were made ready before: they are what they would be without.</summary>
public abstract partial class MarketDataStoreContract
{
    [SkippableFact]
    public async Task A_write_that_was_made_ready_stores_what_it_would_have_stored()
    {
        IMarketDataStore store = await NewStoreAsync();
        StoreWrite plain = Write(Untidy("plain"), WriteMode.Fresh);
        StoreWrite ready = Write(Untidy("ready"), WriteMode.Fresh);
        store.MakeReady(ready);

        WriteResult expected = await store.WriteAsync(plain, default);
        WriteResult written = await store.WriteAsync(ready, default);

        Assert.Equal((expected.Rows, expected.Duplicates, expected.Clashes.Count), (written.Rows, written.Duplicates, written.Clashes.Count));
        Assert.Equal((59, 1), (written.Rows.Inserted, written.Clashes.Count));
        AssertSame(
            await CandlesAsync(store, "plain", SpotOhlcv.Minutes), await CandlesAsync(store, "ready", SpotOhlcv.Minutes), column => column.Name != "exchange");

        // Not in the order of the key, twenty keys twice, and one value that does not fit.
        static RowBatch Untidy(string exchange)
        {
            RowBatch rows = Some.Together(Some.Candles(SpotOhlcv.Minutes, exchange, "B", Some.Start, 60), Some.Candles(SpotOhlcv.Minutes, exchange, "B", Some.Start, 20, seed: 3));
            Some.Set(rows, 40, "symbol", new string('s', 500));
            return rows;
        }
    }

    [SkippableFact]
    public async Task Rows_are_written_as_they_are_when_they_are_not_those_that_were_made_ready()
    {
        IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Candles(SpotOhlcv.Days, "kraken", "X", Some.Start, 40);
        StoreWrite write = Write(rows, WriteMode.Fresh);
        store.MakeReady(write);
        Some.Set(rows, 3, "volume_unknown", 77.5);

        Assert.Equal(40, (await store.WriteAsync(write with { RunId = "run-2" }, default)).Rows.Inserted);
        Assert.Equal(77.5, Some.Cell(await CandlesAsync(store), 3, "volume_unknown"));

        // It is made ready for one write, not for the next.
        store.MakeReady(write);
        Assert.Equal(40, (await store.WriteAsync(write, default)).Rows.Unchanged);
        Some.Set(rows, 4, "volume_unknown", 78.5);
        Assert.Equal(1, (await store.WriteAsync(write, default)).Rows.Updated);
        Assert.Equal(78.5, Some.Cell(await CandlesAsync(store), 4, "volume_unknown"));
    }

    [SkippableFact]
    public async Task What_was_made_ready_is_not_used_where_rows_turn_out_to_clash()
    {
        IMarketDataStore store = await NewStoreAsync();
        bool isExact = ((SqlStore)store).Dialect.ComparesExactly(SpotOhlcv.Days.Columns[SpotOhlcv.Days.Key[1]]);
        RowBatch rows = Some.Together(Some.Candles(SpotOhlcv.Days, "kraken", "C", Some.Start, 30), Some.Candles(SpotOhlcv.Days, "kraken", "Ç", Some.Start, 30));
        StoreWrite write = Write(rows, WriteMode.Fresh);
        store.MakeReady(write);

        WriteResult written = await store.WriteAsync(write, default);

        Assert.Equal((isExact ? 60 : 30, isExact ? 0 : 30), ((int)written.Rows.Inserted, written.Clashes.Count));
        Assert.Equal(isExact ? 60 : 30, (await CandlesAsync(store)).Count);
    }
}
