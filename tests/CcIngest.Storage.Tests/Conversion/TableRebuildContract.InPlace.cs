using CcIngest.Model;

namespace CcIngest.Storage.Tests;

/// <summary>Duplicates removed where they are.</summary>
public abstract partial class TableRebuildContract
{
    [SkippableFact]
    public async Task Rows_are_removed_in_place_where_the_engine_can_tell_them_apart()
    {
        IMarketDataStore store = await OldTableAsync();
        SourceTable table = await WithRowIdentityAsync(store);

        KeptRows kept = new();
        (long before, long after) = await store.Rebuilds.RemoveInPlaceAsync(table, Request.Key, "collected_at", 40, new RebuildWatch { Removed = kept }, default);
        (long again, _) = await store.Rebuilds.RemoveInPlaceAsync(table, Request.Key, "collected_at", 40, new RebuildWatch(), default);

        Assert.Equal((124L, 120L, 4, 120L), (before, after, kept.Rows.Count, again));
        Assert.Equal("0", await ScalarAsync(_place, $"SELECT COUNT(*) FROM {Table} WHERE open = 999"));
    }

    [SkippableFact]
    public async Task A_row_that_is_about_to_be_removed_cannot_be_changed_meanwhile()
    {
        IMarketDataStore store = await OldTableAsync();
        SourceTable table = await WithRowIdentityAsync(store);
        Task? update = null;
        bool wasChanged = false;

        // One slice: its rows are read before the step.
        await store.Rebuilds.RemoveInPlaceAsync(table, Request.Key, "collected_at", 1000, new RebuildWatch
        {
            Removed = new KeptRows(),
            AfterStep = async (step, cancellationToken) =>
            {
                if (step == "exported")
                {
                    update = Task.Run(() => ExecuteAsync(_place, $"UPDATE {Table} SET open = 555, collected_at = '2024-03-01 00:00:00' WHERE open = 999"), cancellationToken);
                    wasChanged = await Task.WhenAny(update, Task.Delay(300, cancellationToken)) == update;
                }
            },
        }, default);
        await update!;

        Assert.False(wasChanged);
        Assert.Equal("120", await ScalarAsync(_place, $"SELECT COUNT(*) FROM {Table}"));
    }

    /// <summary>The old table with a column that is unique where the engine has no number of its own for rows.</summary>
    private async Task<SourceTable> WithRowIdentityAsync(IMarketDataStore store)
    {
        SourceTable table = (await store.Rebuilds.ReadTableAsync(Table, default))!;
        if (store.Rebuilds.CanRemoveInPlace(table))
        {
            return table;
        }

        Assert.Equal(StoreEngines.MySql, store.Info.Engine);
        await ExecuteAsync(_place, $"ALTER TABLE {Table} ADD COLUMN id BIGINT NOT NULL AUTO_INCREMENT UNIQUE");
        return (await store.Rebuilds.ReadTableAsync(Table, default))!;
    }
}
