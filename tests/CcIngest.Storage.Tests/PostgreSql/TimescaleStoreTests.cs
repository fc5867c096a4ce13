using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

/// <summary>
/// The engine <c>timescale</c> on a plain server, and on one with stand-ins: an entry in the catalogue of extensions and functions of the names and
/// parameters that TimescaleDB's have, which note how they were called.
/// </summary>
public sealed class TimescaleStoreTests(PostgreSqlFixture server) : IClassFixture<PostgreSqlFixture>, IDisposable
{
    private const string StandIns = """
        CREATE TABLE public.calls (id serial, call text);
        CREATE FUNCTION public.by_range(column_name name, partition_interval interval) RETURNS text LANGUAGE sql AS 'SELECT column_name || '' by '' || partition_interval';
        CREATE FUNCTION public.create_hypertable(relation regclass, dimension text, create_default_indexes boolean = TRUE, if_not_exists boolean = FALSE)
            RETURNS int LANGUAGE sql AS 'INSERT INTO public.calls (call) VALUES (''hypertable '' || relation::text || '' '' || dimension) RETURNING 1';
        CREATE FUNCTION public.add_retention_policy(relation regclass, drop_after interval, if_not_exists boolean = FALSE)
            RETURNS int LANGUAGE sql AS 'INSERT INTO public.calls (call) VALUES (''retention '' || relation::text || '' '' || drop_after) RETURNING 1';
        CREATE PROCEDURE public.add_columnstore_policy(hypertable regclass, after interval, if_not_exists boolean = FALSE)
            LANGUAGE sql AS 'INSERT INTO public.calls (call) VALUES (''columnstore '' || hypertable::text || '' '' || after)';
        SET allow_system_table_mods = on;
        INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion) VALUES (99999, 'timescaledb', 10, 'public'::regnamespace, false, '2.28.1')
        """;

    private static readonly Dataset[] Series = [.. DatasetCatalog.All.Where(dataset => dataset.Chunked is not null)];

    private readonly RecordingLoggers _log = new();

    public void Dispose() => _log.Dispose();

    [SkippableFact]
    public async Task With_the_extension_every_time_series_and_the_order_books_become_hypertables_and_are_kept_as_long_as_was_asked_for()
    {
        StoreOptions place = await WithStandInsAsync() with { Chunks = new ChunkPolicy { DropAfter = TimeSpan.FromDays(30) } };
        await using IMarketDataStore store = await OpenAsync(place);

        await store.InitializeAsync(default);

        string[] calls = await CallsAsync(place);
        Assert.Equal(Series.Select(dataset => $"retention {dataset.Table} 30 days").Order(), calls.Where(call => call.StartsWith("retention", StringComparison.Ordinal)).Order());
        Assert.Equal(Series.Length, calls.Count(call => call.StartsWith("hypertable", StringComparison.Ordinal)));
        Assert.Contains("hypertable cc_ohlcv_spot_1m_raw datetime by 7 days", calls);
        Assert.Equal(("timescale", "TimescaleDB 2.28.1"), (store.Info.Engine, store.Info.ServerVersion.Split(", ")[1]));
        Assert.Equal(3, (await PutAsync(store, 3)).Rows.Inserted);
        Assert.Equal(30, (await PutAsync(store, 30, WriteMode.Merge)).Rows.Read);
    }

    [SkippableFact]
    public async Task The_script_makes_the_same_hypertables_and_may_run_twice()
    {
        StoreOptions place = await WithStandInsAsync();

        await PostgreSqlFixture.ExecuteAsync(place, SchemaScript.Write("timescale", place.Schema));
        await PostgreSqlFixture.ExecuteAsync(place, SchemaScript.Write("timescale", place.Schema));

        Assert.Equal(2 * Series.Length, (await CallsAsync(place)).Length);
        await using IMarketDataStore store = await OpenAsync(place);
        Assert.Empty(await store.PlanSchemaAsync(default));
    }

    [SkippableFact]
    public async Task The_policy_of_columns_is_called_with_the_age_that_was_asked_for()
    {
        StoreOptions place = await WithStandInsAsync();
        await using IMarketDataStore store = await OpenAsync(place);
        await store.InitializeAsync(default);
        TimescaleDialect dialect = new(place.Schema, TimescaleExtension.Usual, new ChunkPolicy { ColumnstoreAfter = TimeSpan.FromDays(90) });

        // The setting of the table before it is the extension's own syntax, which no stand-in can have.
        await PostgreSqlFixture.ExecuteAsync(place, dialect.Hypertable(SpotOhlcv.Days).Single(statement => statement.StartsWith("CALL", StringComparison.Ordinal)));

        Assert.Equal("columnstore cc_ohlcv_spot_1d_raw 90 days", (await CallsAsync(place))[^1]);
    }

    [SkippableFact]
    public async Task Without_the_extension_the_tables_are_plain_and_a_warning_says_so()
    {
        StoreOptions place = server.NewStore() with { Engine = StoreEngines.Timescale, Chunks = new ChunkPolicy { DropAfter = TimeSpan.FromDays(30) } };
        await using IMarketDataStore store = await OpenAsync(place);

        await store.InitializeAsync(default);

        Assert.Equal(3, (await PutAsync(store, 3)).Rows.Inserted);
        Assert.Equal("timescale", store.Info.Engine);
        Assert.EndsWith("no TimescaleDB", store.Info.ServerVersion, StringComparison.Ordinal);
        Assert.Contains(_log.Entries, entry => entry.Id == StorageEvents.NoTimescale && entry.Text.Contains("plain tables", StringComparison.Ordinal));
        Assert.Equal("1", await PostgreSqlFixture.ScalarAsync(
            place, $"SELECT COUNT(*) FROM pg_indexes WHERE schemaname = '{place.Schema}' AND indexname = 'ix_cc_ohlcv_spot_1d_raw_datetime'"));
    }

    [SkippableFact]
    public async Task The_check_of_a_server_says_whether_the_extension_is_there()
    {
        ConnectionCheck without = (await ConnectionCheckList.OfAsync(server.NewStore() with { Engine = StoreEngines.Timescale }))["Server"];
        ConnectionCheck with = (await ConnectionCheckList.OfAsync(await WithStandInsAsync()))["Server"];

        Assert.Equal((CheckVerdict.Warning, CheckVerdict.Passed), (without.Verdict, with.Verdict));
        Assert.Contains("CREATE EXTENSION timescaledb", without.Advice, StringComparison.Ordinal);
        Assert.Contains("TimescaleDB 2.28.1", with.Message, StringComparison.Ordinal);
    }

    private async Task<StoreOptions> WithStandInsAsync()
    {
        StoreOptions place = server.NewStore(await server.NewDatabaseAsync()) with { Engine = StoreEngines.Timescale };
        await PostgreSqlFixture.ExecuteAsync(place, StandIns);
        return place;
    }

    private Task<IMarketDataStore> OpenAsync(StoreOptions place) => MarketDataStores.OpenAsync(place, TimeProvider.System, _log, default);

    private static Task<WriteResult> PutAsync(IMarketDataStore store, int rows, WriteMode mode = WriteMode.Fresh) => store.WriteAsync(
        new StoreWrite { RunId = "run-1", Now = Some.Now, Tables = [new TableWrite(Some.Rows(SpotOhlcv.Days, rows), mode)] }, default);

    private static async Task<string[]> CallsAsync(StoreOptions place) =>
        (await PostgreSqlFixture.ScalarAsync(place, "SELECT STRING_AGG(call, E'\\n' ORDER BY id) FROM public.calls") ?? "").Split('\n');
}
