using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>What is planned for a table whose rebuild was begun and not ended, or of which originals are kept.</summary>
public sealed class TableConversionTests : IAsyncLifetime
{
    private const string Table = "ticks";

    private static readonly ConversionRequest Request = new() { Table = Table, Columns = ["seen"], Key = ["id"], SliceRows = 1_000 };

    private readonly string _folder = Directory.CreateTempSubdirectory("ccingest-conversion-").FullName;
    private IMarketDataStore _store = null!;

    private string Place => Path.Combine(_folder, "ticks.db");

    public async Task InitializeAsync()
    {
        await ExecuteAsync($"CREATE TABLE {Table} (id BIGINT NOT NULL, seen BIGINT, collected_at TEXT NOT NULL); "
            + $"INSERT INTO {Table} VALUES (1, 1704067200, '2024-01-01'), (2, 1704067201, '2024-01-01'), (3, NULL, '2024-01-01')");
        _store = await MarketDataStores.OpenAsync(new StoreOptions { File = Place }, TimeProvider.System, NullLoggerFactory.Instance, default);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_rebuild_under_way_is_planned_with_its_steps_and_how_far_it_is()
    {
        await BeginAsync();

        ConversionPlan plan = await new TableConversion(_store).PlanAsync(Request, countsKeys: false, default);

        Assert.Equal("1 of 1 slices are copied, 3 rows", plan.UnderWay!.Told());
        Assert.NotEmpty(plan.Steps);
        Assert.False(plan.EndsAnother);
        Assert.Equal(ConversionOutcome.Converted, (await new TableConversion(_store).RunAsync(plan, null, null, default)).Outcome);
    }

    [Fact]
    public async Task A_removal_by_rebuild_under_way_is_planned_with_its_steps_and_is_needed()
    {
        RemovalPlan begun = await Duplicates.PlanAsync(_store, new RemovalRequest { Table = Table, Key = ["id"], Rebuilds = true }, default);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => _store.Rebuilds.RunAsync(begun.Rebuild, DiesBeforeSwap, default));

        RemovalPlan plan = await Duplicates.PlanAsync(_store, new RemovalRequest { Table = Table }, default);

        Assert.True(plan is { IsNeeded: true, UnderWay: not null, EndsAnother: false });
        Assert.NotEmpty(plan.Steps);
    }

    [Fact]
    public async Task Between_two_renames_whatever_is_asked_for_ends_them_first()
    {
        RebuildRecord begun = await BeginAsync();
        await ExecuteAsync($"ALTER TABLE {Table} RENAME TO \"{begun.Original}\"");

        ConversionPlan plan = await new TableConversion(_store).PlanAsync(Request with { Mixed = MixedUnits.PerRow, Invalid = InvalidTimes.Null }, countsKeys: false, default);
        TimestampConversion done = await new TableConversion(_store).RunAsync(plan, null, null, default);

        Assert.True(plan.EndsAnother);
        Assert.Equal((ConversionOutcome.Converted, begun.Original, TableConversion.Again), (done.Outcome, done.Original, done.Next));
        Assert.NotNull(await _store.Rebuilds.ReadTableAsync(Table, default));
    }

    [Fact]
    public async Task A_swap_that_was_not_written_down_leaves_an_original_that_any_call_removes()
    {
        TableConversion conversion = new(_store);
        TimestampConversion done = await conversion.RunAsync(await conversion.PlanAsync(Request, countsKeys: false, default), null, null, default);
        await ExecuteAsync("UPDATE cc_table_rebuilds SET detail = REPLACE(detail, '\"state\":\"swapped\"', '\"state\":\"copying\"')");

        ConversionPlan plan = await conversion.PlanAsync(Request with { Mixed = MixedUnits.PerRow }, countsKeys: false, default);
        TimestampConversion nothing = await conversion.RunAsync(plan, null, null, default);

        Assert.Equal((ConversionOutcome.NothingToDo, done.Original), (nothing.Outcome, nothing.Original));
        Assert.Equal(ConversionOutcome.OriginalRemoved, (await conversion.RemoveOriginalAsync(Assert.Single(plan.Originals), default)).Outcome);
        Assert.Empty(await conversion.OriginalsAsync(Table, default));
    }

    [Fact]
    public async Task Originals_of_several_rebuilds_are_told_and_removed_one_after_the_other()
    {
        TableConversion conversion = new(_store);
        TimestampConversion first = await conversion.RunAsync(await conversion.PlanAsync(Request, countsKeys: false, default), null, null, default);
        RemovalPlan second = await Duplicates.PlanAsync(_store, new RemovalRequest { Table = Table, Key = ["id", "collected_at"], Rebuilds = true }, default);
        RebuildRecord again = await _store.Rebuilds.RunAsync(second.Rebuild, new RebuildWatch(), default);

        IReadOnlyList<RebuildRecord> kept = await conversion.OriginalsAsync(Table, default);
        TimestampConversion removed = await conversion.RemoveOriginalAsync(kept[0], default);

        Assert.Equal([first.Original!, again.Original], kept.Select(rebuild => rebuild.Original));
        Assert.Equal($"{first.Original} is gone; of other rebuilds {again.Original} is kept.", removed.Next);
        Assert.Equal($"{again.Original} is gone.", (await conversion.RemoveOriginalAsync(kept[1], default)).Next);
    }

    private static RebuildWatch DiesBeforeSwap => new() { AfterStep = (step, _) => step == "caught up before" ? throw new InvalidTimeZoneException("killed") : Task.CompletedTask };

    private async Task<RebuildRecord> BeginAsync()
    {
        ConversionPlan plan = await new TableConversion(_store).PlanAsync(Request, countsKeys: false, default);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => _store.Rebuilds.RunAsync(plan.Rebuild!, DiesBeforeSwap, default));
        return (await _store.Rebuilds.FindAsync(Table, default))[^1];
    }

    private async Task ExecuteAsync(string sql)
    {
        await using SqliteConnection file = new($"Data Source={Place};Pooling=False");
        await file.OpenAsync();
        await using SqliteCommand command = file.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
