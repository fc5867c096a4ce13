using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    private static readonly ProcessStamp Elsewhere = new(42, "4711", "elsewhere", "boot", "pid:[1]");

    private static LeaseKey[] Keys =>
        [.. new[] { "XXBTZUSD", "xxbtzusd", "XETHZUSD" }.Select(symbol => LeaseKey.Of(Series with { Symbol = symbol }))];

    [SkippableFact]
    public async Task What_one_run_has_taken_another_does_not_get_until_it_is_given_back()
    {
        IMarketDataStore store = await NewStoreAsync();
        await store.Leases.OpenAsync(Holder("one"), default);
        await store.Leases.OpenAsync(Holder("two"), default);

        Assert.Empty(await store.Leases.TakeAsync("one", Keys[..2], default));
        Assert.Empty(await store.Leases.TakeAsync("one", Keys[..2], default));
        Assert.Equal(
            Keys[..2].ToHashSet(), (await store.Leases.TakeAsync("two", Keys, default)).Select(held => held.Key).ToHashSet());
        Assert.Equal([new HeldLease(Keys[2], "two")], await store.Leases.TakeAsync("one", Keys, default));

        await store.Leases.GiveBackAsync("one", default);
        Assert.Empty(await store.Leases.TakeAsync("two", Keys, default));
    }

    [SkippableFact]
    public async Task Of_two_runs_that_ask_at_once_exactly_one_gets_each_series()
    {
        StoreOptions place = await NewPlaceAsync();
        IMarketDataStore one = await OpenAsync(place);
        await one.InitializeAsync(default);
        IMarketDataStore two = await OpenAsync(place);
        await one.Leases.OpenAsync(Holder("one"), default);
        await two.Leases.OpenAsync(Holder("two"), default);
        LeaseKey[] keys = [.. Enumerable.Range(0, 700).Select(number => LeaseKey.Of(Series with { Symbol = $"S{number:D4}" }))];

        IReadOnlyList<HeldLease>[] held = await Task.WhenAll(
            Task.Run(() => one.Leases.TakeAsync("one", keys, default)), Task.Run(() => two.Leases.TakeAsync("two", [.. keys.Reverse()], default)));

        // What one was refused the other has, and the other way round.
        Assert.Equal(keys.ToHashSet(), held[0].Concat(held[1]).Select(lease => lease.Key).ToHashSet());
        Assert.Equal(keys.Length, held[0].Count + held[1].Count);
        Assert.All(held[0], lease => Assert.Equal("two", lease.RunId));
        Assert.All(held[1], lease => Assert.Equal("one", lease.RunId));
    }

    [SkippableFact]
    public async Task A_lease_is_as_old_as_the_stores_clock_says_and_renewing_makes_it_young()
    {
        IMarketDataStore store = await NewStoreAsync();
        await store.Leases.OpenAsync(Holder("one") with { LeaseSeconds = 2 }, default);

        RunHolder fresh = Assert.Single(await store.Leases.ReadAsync(default));
        Assert.False(fresh.IsDead);
        Assert.Equal(("one", Elsewhere, 2), (fresh.RunId, fresh.Process, fresh.LeaseSeconds));

        await Task.Delay(TimeSpan.FromSeconds(2.5));
        Assert.True(Assert.Single(await store.Leases.ReadAsync(default)).IsDead);
        Assert.True(await store.Leases.RenewAsync("one", default));
        Assert.True(await store.Leases.RenewAsync("one", default));     // at once, as after a lost answer
        Assert.False(Assert.Single(await store.Leases.ReadAsync(default)).IsDead);
    }

    [SkippableFact]
    public async Task A_dead_runs_series_are_free_its_row_says_Abandoned_and_it_writes_no_more()
    {
        IMarketDataStore store = await NewStoreAsync();
        await store.Leases.OpenAsync(Holder("dead"), default);
        await PutAsync(store, RunRow("dead", "Running"), WriteMode.Replace);
        await PutAsync(store, RunRow("done", "Complete"), WriteMode.Replace);
        await store.Leases.TakeAsync("dead", Keys, default);
        await store.Leases.OpenAsync(Holder("next"), default);
        RunHolder seen = (await store.Leases.ReadAsync(default)).Single(run => run.RunId == "dead");

        Assert.True(await store.Leases.EndAsync(seen, default));

        Assert.False(await store.Leases.EndAsync(seen, default));
        Assert.False(await store.Leases.RenewAsync("dead", default));
        Assert.Empty(await store.Leases.TakeAsync("next", Keys, default));
        Assert.Equal("Abandoned", await OutcomeAsync(store, "dead"));
        Assert.Equal("Complete", await OutcomeAsync(store, "done"));
        StoreWrite late = Write(Some.Rows(SpotOhlcv.Days, 5), WriteMode.Fresh, runId: "dead") with { RequiresLease = true };
        Assert.Equal(IngestErrorId.LeaseLost, (await Assert.ThrowsAsync<IngestException>(() => store.WriteAsync(late, default))).Id);
        Assert.Equal(IngestErrorId.LeaseLost, (await Assert.ThrowsAsync<IngestException>(() => store.Leases.TakeAsync("dead", Keys, default))).Id);
        Assert.Equal(0, (await CandlesAsync(store)).Count);
        Assert.Equal(5, (await store.WriteAsync(late with { RunId = "next" }, default)).Rows.Inserted);
    }

    [SkippableFact]
    public async Task A_run_that_gave_a_sign_of_life_is_not_ended()
    {
        IMarketDataStore store = await NewStoreAsync();
        await store.Leases.OpenAsync(Holder("alive"), default);
        RunHolder seen = Assert.Single(await store.Leases.ReadAsync(default));
        await Task.Delay(TimeSpan.FromMilliseconds(50));
        await store.Leases.RenewAsync("alive", default);

        Assert.False(await store.Leases.EndAsync(seen, default));
        Assert.Empty(await store.Leases.TakeAsync("alive", Keys, default));
    }

    [SkippableFact]
    public async Task A_closed_lease_leaves_nothing_and_a_running_row_without_one_is_abandoned()
    {
        IMarketDataStore store = await NewStoreAsync();
        await store.Leases.OpenAsync(Holder("one"), default);
        await store.Leases.TakeAsync("one", Keys, default);
        await PutAsync(store, RunRow("one", "Running"), WriteMode.Replace);
        Assert.Equal(0, await store.Leases.EndUnleasedAsync(default));

        await store.Leases.CloseAsync("one", default);

        Assert.Empty(await store.Leases.ReadAsync(default));
        Assert.Equal(1, await store.Leases.EndUnleasedAsync(default));
        Assert.Equal("Abandoned", await OutcomeAsync(store, "one"));
        await store.Leases.OpenAsync(Holder("two"), default);
        Assert.Empty(await store.Leases.TakeAsync("two", Keys, default));
    }

    private static RunHolder Holder(string runId) => new()
    {
        RunId = runId, Process = Elsewhere, LeaseSeconds = 60,
    };

    private static RowBatch RunRow(string runId, string outcome)
    {
        RowBatch rows = new(Bookkeeping.Runs);
        int row = rows.AddRow();
        rows.Set(row, rows.Dataset.Ordinal("run_id"), runId);
        rows.Set(row, rows.Dataset.Ordinal("job"), "test");
        rows.Set(row, rows.Dataset.Ordinal("outcome"), outcome);
        rows.Set(row, rows.Dataset.Ordinal("started_at"), Now);
        return rows;
    }

    private static async Task<string?> OutcomeAsync(IMarketDataStore store, string runId)
    {
        RowBatch rows = await store.ReadRowsAsync(Bookkeeping.Runs, "run_id", runId, default);
        return rows.Text(0, rows.Dataset.Ordinal("outcome"));
    }
}
