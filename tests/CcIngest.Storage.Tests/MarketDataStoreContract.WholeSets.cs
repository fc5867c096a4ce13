using System.Collections.Frozen;
using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    [SkippableFact]
    public async Task A_whole_set_that_has_less_removes_the_rest_of_its_owner_only_and_keeps_what_it_said()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutSetAsync(store, [1, 2], (1, "PAYMENT"), (1, "Payment"), (1, "GAMING"), (2, "PAYMENT"));

        WriteResult result = await PutSetAsync(store, [1], Later, "run-2", (1, "PAYMENT"), (1, "ORACLE"));

        Assert.Equal((new RowCounts(2, 1, 0, 1, 0) { Removed = 2 }, 2), (result.Rows, result.Revisions));
        Assert.Equal([(1, "ORACLE"), (1, "PAYMENT"), (2, "PAYMENT")], await SetsAsync(store));
        RowBatch revisions = await store.ReadRowsAsync(Revisions.Dataset, "dataset", AssetMaps.Industries.Name, default);
        Assert.Equal(
            [("1", "GAMING", Now, Now, Later, "run-2"), ("1", "Payment", Now, Now, Later, "run-2")],
            Enumerable.Range(0, revisions.Count).Select(row => (
                (string?)Some.Cell(revisions, row, "exchange"), (string?)Some.Cell(revisions, row, "symbol_unmapped"), Some.Cell(revisions, row, "datetime"),
                Some.Cell(revisions, row, "known_from"), Some.Cell(revisions, row, "known_until"), (string?)Some.Cell(revisions, row, "run_id")))
                .Select(row => (row.Item1!, row.Item2!, (DateTime)row.Item3!, (DateTime)row.Item4!, (DateTime)row.Item5!, row.Item6!)));
        Assert.Contains("\"justification\":\"of GAMING\"", (string?)Some.Cell(revisions, 0, "old_values"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_empty_whole_set_removes_all_of_its_owner_and_a_set_that_is_not_whole_nothing()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutSetAsync(store, [1, 2], (1, "PAYMENT"), (2, "PAYMENT"));

        WriteResult partly = await PutSetAsync(store, [], Later, "run-2", (1, "ORACLE"));
        WriteResult emptied = await PutSetAsync(store, [2], Later, "run-3");

        Assert.Equal((0, 1), (partly.Rows.Removed, emptied.Rows.Removed));
        Assert.Equal([(1, "ORACLE"), (1, "PAYMENT")], await SetsAsync(store));
    }

    [SkippableFact]
    public async Task A_set_that_is_the_same_changes_nothing()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutSetAsync(store, [1], (1, "PAYMENT"), (1, "ORACLE"));

        WriteResult again = await PutSetAsync(store, [1], Later, "run-2", (1, "ORACLE"), (1, "PAYMENT"));

        Assert.Equal((new RowCounts(2, 0, 0, 2, 0), 0), (again.Rows, again.Revisions));
    }

    [SkippableFact]
    public async Task An_owner_of_which_the_store_refuses_a_row_keeps_its_set()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutSetAsync(store, [1, 2], (1, "PAYMENT"), (2, "PAYMENT"));

        WriteResult result = await PutSetAsync(store, [1, 2], Later, "run-2", (1, new string('x', 200)), (2, "ORACLE"));

        Assert.Equal((1, 1), (result.Rows.Removed, result.Clashes.Count));
        Assert.Equal([(1, "PAYMENT"), (2, "ORACLE")], await SetsAsync(store));
    }

    [SkippableFact]
    public async Task What_is_removed_stands_again_when_the_transaction_does_not_end_well()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutSetAsync(store, [1], (1, "PAYMENT"));

        await Assert.ThrowsAsync<IngestException>(() => store.WriteAsync(SetWrite([1], Later, "run-2") with { RequiresLease = true }, default));

        Assert.Equal([(1, "PAYMENT")], await SetsAsync(store));
    }

    [SkippableFact]
    public async Task Assets_are_ranked_by_the_number_that_was_asked_for_and_their_maps_are_read()
    {
        IMarketDataStore store = await NewStoreAsync();
        Assert.Empty(await store.QueryAsync<AssetMapEntry>(StoredQuery.AssetMaps, new AssetMapFilter(), default));
        foreach ((int id, double price, double cap, double day, double week) in new[] { (1, 3d, 10d, 2d, 1d), (2, 1d, 30d, 1d, 3d), (3, 2d, 20d, 3d, 2d) })
        {
            await PutAsync(store, Some.Row(Assets.Dataset, ("asset_id", id), ("symbol", $"S{id}")), WriteMode.Merge);
            await PutAsync(store, Some.Row(AssetMarketData.Dataset,
                ("asset_id", id), ("snapshot_ts", Some.Start), ("price_usd", price), ("price_usd_source", "cadli"), ("circulating_mkt_cap_usd", cap),
                ("spot_moving_24_hour_quote_volume_usd", day), ("spot_moving_7_day_quote_volume_usd", week)), WriteMode.Merge);
        }

        await PutAsync(store, Some.Row(AssetMaps.AlternativeIds, ("asset_id", 2), ("cmc_id", "825"), ("isin_id", null), ("chain_id", "x")), WriteMode.Merge);
        await PutSetAsync(store, [2], (2, "PAYMENT"), (3, "ORACLE"));
        await PutAsync(store, Some.Row(AssetMaps.PreviousSymbols, ("asset_id", 2), ("previous_symbol", "OLD")), WriteMode.Merge);

        Assert.Equal([1L, 3, 2], await RankedAsync(AssetRank.Price));
        Assert.Equal([2L, 3, 1], await RankedAsync(AssetRank.MarketCap));
        Assert.Equal([3L, 1, 2], await RankedAsync(AssetRank.SpotVolume24Hour));
        Assert.Equal([2L, 3, 1], await RankedAsync(AssetRank.SpotVolume7Day));
        Assert.Equal([1L, 2, 3], await RankedAsync(AssetRank.SpotVolume30Day));
        Asset second = (await store.QueryAsync<Asset>(StoredQuery.TopAssets, new AssetFilter { By = AssetRank.MarketCap, Count = 1 }, default)).Single();
        Assert.Equal(("825", "x", (string?)null, "cadli"), (second.CoinMarketCapId, second.ChainId, second.Isin, second.PriceUsdSource));
        Assert.Equal(
            [(2L, AssetMapEntry.Industry, "PAYMENT"), (2L, AssetMapEntry.PreviousSymbol, "OLD")],
            (await store.QueryAsync<AssetMapEntry>(StoredQuery.AssetMaps, new AssetMapFilter { AssetIds = [2] }, default))
                .Select(entry => (entry.AssetId, entry.Map, entry.Name)));
        Assert.Empty(await store.QueryAsync<AssetMapEntry>(StoredQuery.AssetMaps, new AssetMapFilter { AssetIds = [9] }, default));
        Assert.Equal(3, (await store.QueryAsync<AssetMapEntry>(StoredQuery.AssetMaps, new AssetMapFilter(), default)).Count);

        async Task<IEnumerable<long>> RankedAsync(AssetRank by) =>
            (await store.QueryAsync<Asset>(StoredQuery.TopAssets, new AssetFilter { By = by }, default)).Select(asset => asset.AssetId);
    }

    private static Task<WriteResult> PutSetAsync(IMarketDataStore store, long[] wholeOf, params (int Asset, string Industry)[] rows) =>
        PutSetAsync(store, wholeOf, Now, "run-1", rows);

    private static Task<WriteResult> PutSetAsync(
        IMarketDataStore store, long[] wholeOf, DateTime now, string run, params (int Asset, string Industry)[] rows) =>
        store.WriteAsync(SetWrite(wholeOf, now, run, rows), default);

    private static StoreWrite SetWrite(long[] wholeOf, DateTime now, string run, params (int Asset, string Industry)[] rows)
    {
        RowBatch batch = new(AssetMaps.Industries);
        foreach ((int asset, string industry) in rows)
        {
            batch.Append(Some.Row(AssetMaps.Industries, ("asset_id", asset), ("industry_name", industry), ("justification", $"of {industry}")), 0);
        }

        return new StoreWrite { RunId = run, Now = now, Tables = [new TableWrite(batch, WriteMode.Merge) { WholeOf = wholeOf.ToFrozenSet() }] };
    }

    private static async Task<IEnumerable<(int, string)>> SetsAsync(IMarketDataStore store)
    {
        List<(int, string)> sets = [];
        await foreach (RowBatch rows in store.ScanAsync(AssetMaps.Industries, default))
        {
            sets.AddRange(Enumerable.Range(0, rows.Count).Select(row => ((int)rows.Int64(row, 0), rows.Text(row, 1)!)));
        }

        return sets;
    }
}
