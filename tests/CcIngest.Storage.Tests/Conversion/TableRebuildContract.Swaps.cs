using System.Data.Common;
using System.Diagnostics;
using CcIngest.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Storage.Tests;

/// <summary>The change of names: who has the table open meanwhile, and who dies in it.</summary>
public abstract partial class TableRebuildContract
{
    [SkippableFact]
    public async Task Somebody_idle_in_a_transaction_keeps_others_from_reading_for_a_moment_only()
    {
        IMarketDataStore store = await OldTableAsync();
        Skip.If(store.Info.Engine == StoreEngines.Sqlite, "There names change beside readers.");
        await using DbConnection idle = await BeginReadingAsync();
        using CancellationTokenSource end = new();
        TimeSpan longest = TimeSpan.Zero;
        Task others = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                long began = Stopwatch.GetTimestamp();
                Assert.Contains(await ScalarAsync(_place, $"SELECT COUNT(*) FROM {Table}"), new[] { "124", "120" });
                longest = Stopwatch.GetElapsedTime(began) is var waited && waited > longest ? waited : longest;
            }
        });
        bool wasPutOff = false;

        RebuildRecord done = await RunAsync(store, async (step, _) =>
        {
            if (step == "put off")
            {
                wasPutOff = true;
                await idle.CloseAsync();
            }
        }).WaitAsync(TimeSpan.FromSeconds(60));
        await end.CancelAsync();
        await others;

        Assert.True(wasPutOff);
        // A second, and what a busy machine adds to it.
        Assert.InRange(longest.TotalSeconds, 0, 4);
        await AssertConvertedAsync(done);
    }

    [SkippableFact]
    public async Task A_table_that_somebody_keeps_open_is_given_up_and_the_next_call_carries_on()
    {
        Skip.If((await OldTableAsync()).Info.Engine == StoreEngines.Sqlite, "There names change beside readers.");
        IMarketDataStore store = await MarketDataStores.OpenAsync(
            _place with { Patience = TimeSpan.FromMilliseconds(50) }, TimeProvider.System, NullLoggerFactory.Instance, default);
        _stores.Add(store);
        await using DbConnection idle = await BeginReadingAsync();

        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => RunAsync(store));
        RebuildRecord begun = (await store.Rebuilds.FindAsync(Table, default))[^1];
        await ExecuteAsync(_place, Insert("kraken", "NEW", "2024-01-10 00:00:00", "1704844800", "1704844801000", 7, "2024-03-01 00:00:00"));
        await idle.CloseAsync();
        RebuildRecord done = await RunAsync(store);

        Assert.Equal(IngestErrorId.StoreBusy, refused.Id);
        Assert.Contains("others have it open", refused.Message, StringComparison.Ordinal);
        Assert.Equal((TableRebuilds.Copying, begun.Id, 125L, 121L), (begun.State, done.Id, done.RowsBefore, done.RowsAfter));
    }

    [SkippableFact]
    public async Task What_was_swapped_before_its_process_died_is_known_to_every_caller()
    {
        IMarketDataStore store = await OldTableAsync();
        RebuildRecord done = await RunAsync(store);
        await ExecuteAsync(_place, "UPDATE cc_table_rebuilds SET state = 'copying', detail = REPLACE(detail, '\"state\":\"swapped\"', '\"state\":\"copying\"')");

        RebuildRecord found = (await store.Rebuilds.FindAsync(Table, default))[^1];
        await store.Rebuilds.RemoveOriginalAsync(found, default);

        Assert.Equal((TableRebuilds.Swapped, done.Original), (found.State, found.Original));
        Assert.Null(await store.Rebuilds.ReadTableAsync(done.Original, default));
        Assert.Equal(TableRebuilds.Removed, (await store.Rebuilds.FindAsync(Table, default))[^1].State);
    }

    [SkippableFact]
    public async Task What_stands_between_two_renames_is_ended()
    {
        IMarketDataStore store = await OldTableAsync();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(
            () => RunAsync(store, (step, _) => step == "caught up before" ? throw new InvalidTimeZoneException("killed") : Task.CompletedTask));
        RebuildRecord begun = (await store.Rebuilds.FindAsync(Table, default))[^1];
        await ExecuteAsync(_place, $"ALTER TABLE {Table} RENAME TO {((SqlStore)store).Dialect.Quote(begun.Original)}");

        RebuildRecord half = (await store.Rebuilds.FindAsync(Table, default))[^1];
        RebuildRecord done = await RunAsync(store);

        Assert.Equal((TableRebuilds.Copying, begun.Id), (half.State, done.Id));
        Assert.InRange(done.Seconds, begun.Seconds, double.MaxValue);
        await AssertConvertedAsync(done);
    }

    [SkippableFact]
    public async Task Of_two_rebuilds_both_originals_are_known_and_can_be_removed()
    {
        IMarketDataStore store = await OldTableAsync();
        RebuildRecord first = await RunAsync(store);
        RebuildRecord second = await store.Rebuilds.RunAsync(new RebuildRequest { Table = Table, Key = Request.Key, SliceRows = 40 }, new RebuildWatch(), default);

        IReadOnlyList<RebuildRecord> found = await store.Rebuilds.FindAsync(Table, default);
        await store.Rebuilds.RemoveOriginalAsync(found[0], default);
        await store.Rebuilds.RemoveOriginalAsync(found[1], default);

        Assert.Equal([(first.Original, TableRebuilds.Swapped), (second.Original, TableRebuilds.Swapped)], found.Select(one => (one.Original, one.State)));
        Assert.Equal([TableRebuilds.Removed, TableRebuilds.Removed], (await store.Rebuilds.FindAsync(Table, default)).Select(one => one.State));
        Assert.Null(await store.Rebuilds.ReadTableAsync(first.Original, default));
        Assert.Equal("120", await ScalarAsync(_place, $"SELECT COUNT(*) FROM {Table}"));
    }

    /// <summary>A connection that has read the table in a transaction which it does not end.</summary>
    private async Task<DbConnection> BeginReadingAsync()
    {
        DbConnection connection = await ConnectAsync(_place);
        foreach (string sql in new[] { "BEGIN", $"SELECT COUNT(*) FROM {Table}" })
        {
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteScalarAsync();
        }

        return connection;
    }
}
