using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    [SkippableFact]
    public async Task A_new_place_has_no_schema_and_the_plan_is_all_of_it()
    {
        IMarketDataStore store = await OpenAsync(await NewPlaceAsync());

        Assert.Null(await store.ReadSchemaVersionAsync(default));
        Assert.Equal(store.SchemaStatements, await store.PlanSchemaAsync(default));
        Assert.True(store.SchemaStatements.Count > DatasetCatalog.All.Count);
    }

    [SkippableFact]
    public async Task Making_the_schema_twice_is_making_it_once()
    {
        IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Rows(SpotOhlcv.Days, 3), WriteMode.Fresh);

        await store.InitializeAsync(default);

        Assert.Equal(DatasetCatalog.SchemaVersion, await store.ReadSchemaVersionAsync(default));
        Assert.Empty(await store.PlanSchemaAsync(default));
        Assert.Equal(3, (await CandlesAsync(store)).Count);
    }

    [SkippableFact]
    public async Task A_second_store_on_the_same_place_finds_schema_and_rows()
    {
        StoreOptions place = await NewPlaceAsync();
        IMarketDataStore first = await OpenAsync(place);
        await first.InitializeAsync(default);
        await PutAsync(first, Some.Rows(SpotOhlcv.Days, 3), WriteMode.Fresh);

        IMarketDataStore second = await OpenAsync(place);

        Assert.Equal(DatasetCatalog.SchemaVersion, await second.ReadSchemaVersionAsync(default));
        Assert.Equal(3, (await CandlesAsync(second)).Count);
    }

    [SkippableFact]
    public async Task The_script_makes_what_the_program_looks_for()
    {
        IMarketDataStore store = await OpenAsync(await NewPlaceAsync());
        SqlStore sql = Assert.IsAssignableFrom<SqlStore>(store);
        string script = SchemaScript.Write(store.Info.Engine, store.Info.Schema, sql.Dialect.KeyCollation.StartsWith("utf8", StringComparison.Ordinal) ? sql.Dialect.KeyCollation : "utf8mb4_general_ci");

        await RunScriptAsync(sql, script);
        await RunScriptAsync(sql, script);

        Assert.Equal(DatasetCatalog.SchemaVersion, await store.ReadSchemaVersionAsync(default));
        Assert.Empty(await store.PlanSchemaAsync(default));
        Assert.Equal(2, (await PutAsync(store, Some.Rows(InstrumentsSpot.Dataset, 2), WriteMode.Merge)).Rows.Inserted);
    }

    [SkippableFact]
    public async Task Without_a_schema_reading_and_writing_say_what_to_do()
    {
        IMarketDataStore store = await OpenAsync(await NewPlaceAsync());

        IngestException write = await Assert.ThrowsAsync<IngestException>(() => PutAsync(store, Some.Rows(SpotOhlcv.Days, 1), WriteMode.Merge));
        IngestException read = await Assert.ThrowsAsync<IngestException>(() => CandlesAsync(store));

        Assert.Equal(IngestErrorId.StoreSchemaMissing, write.Id);
        Assert.Equal(IngestErrorId.StoreSchemaMissing, read.Id);
        Assert.Contains("Initialize-CcStore", write.Advice, StringComparison.Ordinal);
    }

    private static async Task RunScriptAsync(SqlStore store, string script)
    {
        System.Data.Common.DbConnection connection = await store.OpenAsync(ConnectionUse.Schema, default);
        try
        {
            using System.Data.Common.DbCommand command = connection.CreateCommand();
            command.CommandText = script;
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            await store.CloseAsync(connection, ConnectionUse.Schema);
        }
    }
}
