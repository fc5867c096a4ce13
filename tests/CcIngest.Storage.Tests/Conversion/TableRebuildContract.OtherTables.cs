using CcIngest.Model;

namespace CcIngest.Storage.Tests;

/// <summary>Tables that no catalogue knows.</summary>
public abstract partial class TableRebuildContract
{
    [SkippableFact]
    public async Task A_table_of_another_program_gets_times_and_keeps_all_else()
    {
        await OldTableAsync();
        await ExecuteAsync(_place, $"CREATE TABLE trips (id INTEGER NOT NULL, began BIGINT NULL, note VARCHAR(40) DEFAULT 'none', PRIMARY KEY (id))");
        await ExecuteAsync(_place, "INSERT INTO trips VALUES (1, 1704067200123456, 'one'), (2, NULL, 'two'), (3, 0, 'three'), (4, 1704067201000000, 'four')");

        RebuildRecord done = await _stores[0].Rebuilds.RunAsync(
            new RebuildRequest { Table = "trips", Key = ["id"], Times = [new TimeConversion("began", TimeUnit.us, false, true)], SliceRows = 2 }, new RebuildWatch(), default);

        Assert.Equal((4L, 4L), (done.RowsBefore, done.RowsAfter));
        Assert.Equal("2024-01-01 00:00:00.123456", await ScalarAsync(_place, $"SELECT {AsText("began")} FROM trips WHERE id = 1"));
        Assert.Equal("2", await ScalarAsync(_place, "SELECT COUNT(*) FROM trips WHERE began IS NULL"));
        await ExecuteAsync(_place, "INSERT INTO trips (id) VALUES (5)");
        Assert.Equal("none", await ScalarAsync(_place, "SELECT note FROM trips WHERE id = 5"));
        await Assert.ThrowsAnyAsync<Exception>(() => ExecuteAsync(_place, "INSERT INTO trips (id) VALUES (5)"));
    }

    [SkippableFact]
    public async Task Rows_without_a_value_in_the_key_are_refused_however_many_slices_there_are()
    {
        IMarketDataStore store = await OldTableAsync();
        await ExecuteAsync(_place, $"CREATE TABLE events (day {TimeType} NULL, name VARCHAR(40) NOT NULL, seen BIGINT)");
        string days = string.Join(", ", Enumerable.Range(1, 28).Select(day => FormattableString.Invariant($"('2024-02-{day:00} 00:00:00', 'a', 1704067200)")));
        await ExecuteAsync(_place, $"INSERT INTO events VALUES {days}, (NULL, 'b', 1704067200), (NULL, 'c', 1704067200)");
        RebuildRequest request = new() { Table = "events", Key = ["day", "name"], Times = [new TimeConversion("seen", TimeUnit.s, false, false)], SliceRows = 10 };

        KeyFit fit = await store.Rebuilds.FitKeyAsync((await store.Rebuilds.ReadTableAsync("events", default))!, request, default);
        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => store.Rebuilds.RunAsync(request, new RebuildWatch(), default));

        Assert.Equal((30L, 2L), (fit.Rows, fit.WithoutKey));
        Assert.Equal(IngestErrorId.StoreSchemaMismatch, refused.Id);
        Assert.Contains("2 rows have no value", refused.Message, StringComparison.Ordinal);
        Assert.Equal("30", await ScalarAsync(_place, "SELECT COUNT(*) FROM events"));
    }

    [SkippableFact]
    public async Task One_moment_in_two_units_is_one_key()
    {
        IMarketDataStore store = await OldTableAsync();
        await ExecuteAsync(_place, $"CREATE TABLE candles (moment BIGINT NOT NULL, name VARCHAR(40) NOT NULL, price BIGINT, collected_at {TimeType} NOT NULL)");
        await ExecuteAsync(_place, "INSERT INTO candles VALUES (1704067200, 'a', 1, '2024-02-01 00:00:00'), (1704067200000, 'a', 2, '2024-02-02 00:00:00'), (1704153600, 'a', 3, '2024-02-01 00:00:00')");
        RebuildRequest request = new()
        {
            Table = "candles", Key = ["moment", "name"], Times = [new TimeConversion("moment", null, false, false)], RemovesDuplicates = true, NewestBy = "collected_at",
        };

        KeyFit fit = await store.Rebuilds.FitKeyAsync((await store.Rebuilds.ReadTableAsync("candles", default))!, request, default);
        RebuildRecord done = await store.Rebuilds.RunAsync(request, new RebuildWatch(), default);

        Assert.Equal((3L, 1L), (fit.Rows, fit.Duplicates));
        Assert.Equal((3L, 2L), (done.RowsBefore, done.RowsAfter));
        Assert.Equal("0", await ScalarAsync(_place, "SELECT COUNT(*) FROM candles WHERE price = 1"));
    }
}
