using System.Data.Common;
using System.Globalization;
using CcIngest.Model;
using CcIngest.TestSupport;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CcIngest.Storage.Tests;

public sealed class SqliteTableRebuildTests : TableRebuildContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override string TimeType => "TEXT";

    protected override string KeyQuery => $"SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info('{Table}') WHERE pk > 0 ORDER BY pk)";

    // After the stores of the test: xUnit disposes asynchronously first.
    public void Dispose() => _folder.Dispose();

    protected override Task<StoreOptions> NewPlaceAsync() => Task.FromResult(new StoreOptions { File = _folder.PathOf("old.db") });

    protected override async Task ExecuteAsync(StoreOptions place, string sql)
    {
        await using SqliteConnection connection = await OpenAsync(place);
        await connection.ExecuteAsync(sql);
    }

    protected override async Task<string?> ScalarAsync(StoreOptions place, string sql)
    {
        await using SqliteConnection connection = await OpenAsync(place);
        return Convert.ToString(await connection.ExecuteScalarAsync(sql), CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Indexes_numbering_and_the_old_key_stay()
    {
        (IMarketDataStore store, StoreOptions place) = await OldPlaceAsync();
        await ExecuteAsync(place, """
            CREATE TABLE my (id INTEGER PRIMARY KEY, exchange TEXT NOT NULL, symbol TEXT NOT NULL, ts BIGINT DEFAULT 0, note TEXT DEFAULT (lower('NONE')), UNIQUE (symbol, note));
            CREATE INDEX my_by_symbol ON my (symbol, ts);
            INSERT INTO my (exchange, symbol, ts) VALUES ('a', 'x', 1704067200), ('a', 'y', 1704067200);
            """);

        await store.Rebuilds.RunAsync(
            new RebuildRequest { Table = "my", Key = ["exchange", "symbol"], Times = [new TimeConversion("ts", TimeUnit.s, false, false)] }, new RebuildWatch(), default);
        await ExecuteAsync(place, "INSERT INTO my (exchange, symbol) VALUES ('b', 'x2')");

        Assert.Equal("3|none|", await ScalarAsync(place, "SELECT id || '|' || note || '|' || COALESCE(ts, '') FROM my WHERE exchange = 'b'"));
        Assert.Equal(
            "exchange,symbol|symbol,note|symbol,ts",
            await ScalarAsync(place, "SELECT group_concat(names, '|') FROM (SELECT (SELECT group_concat(name) FROM pragma_index_info(i.name)) AS names FROM pragma_index_list('my') i ORDER BY 1)"));
        await Assert.ThrowsAsync<SqliteException>(() => ExecuteAsync(place, "INSERT INTO my (exchange, symbol) VALUES ('b', 'x2')"));
        await Assert.ThrowsAsync<SqliteException>(() => ExecuteAsync(place, "INSERT INTO my (exchange, symbol) VALUES ('c', 'x2')"));
    }

    [Theory]
    [InlineData("name TEXT CHECK(length(name) < 9)", "the word CHECK in its definition")]
    [InlineData("name TEXT COLLATE NOCASE", "the word COLLATE in its definition")]
    [InlineData("name TEXT, checked TEXT); CREATE INDEX newest ON my (ts DESC", "the index newest (")]
    public async Task What_a_copy_would_not_have_is_refused(string columns, string told)
    {
        (IMarketDataStore store, StoreOptions place) = await OldPlaceAsync();
        await ExecuteAsync(place, $"CREATE TABLE my (ts BIGINT NOT NULL, kind TEXT NOT NULL, {columns}); INSERT INTO my (ts, kind) VALUES (1704067200, 'a')");

        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => store.Rebuilds.RunAsync(
            new RebuildRequest { Table = "my", Key = ["kind"], Times = [new TimeConversion("ts", TimeUnit.s, false, false)] }, new RebuildWatch(), default));

        Assert.Equal(IngestErrorId.StoreSchemaMismatch, refused.Id);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    protected override async Task<DbConnection> ConnectAsync(StoreOptions place) => await OpenAsync(place);

    private static async Task<SqliteConnection> OpenAsync(StoreOptions place)
    {
        SqliteConnection connection = new($"Data Source={place.File};Pooling=False");
        await connection.OpenAsync();
        await connection.ExecuteAsync("PRAGMA busy_timeout = 5000");
        return connection;
    }
}

public sealed class MySqlTableRebuildTests(MariaDbFixture server) : TableRebuildContract, IClassFixture<MariaDbFixture>
{
    protected override string TimeType => "DATETIME";

    protected override string CastInteger => "SIGNED";

    protected override string KeyQuery =>
        $"SELECT GROUP_CONCAT(COLUMN_NAME ORDER BY SEQ_IN_INDEX) FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '{Table}' AND INDEX_NAME = 'PRIMARY'";

    protected override string AsText(string column) => $"CAST({column} AS CHAR)";

    protected override async Task<StoreOptions> NewPlaceAsync()
    {
        StoreOptions place = server.NewStore();
        await MariaDbFixture.ExecuteAsync(place, $"CREATE DATABASE `{place.Schema}`");
        return place;
    }

    [SkippableFact]
    public async Task A_rename_that_is_given_up_while_writers_wait_is_not_carried_out()
    {
        (IMarketDataStore store, StoreOptions place) = await OldPlaceAsync();

        await Assert.ThrowsAsync<InvalidTimeZoneException>(
            () => RunAsync(store, (step, _) => step == "rename waiting" ? throw new InvalidTimeZoneException("stopped") : Task.CompletedTask));

        RebuildRecord begun = (await store.Rebuilds.FindAsync(Table, default))[^1];
        Assert.Equal(TableRebuilds.Copying, begun.State);
        Assert.Equal("124", await ScalarAsync(place, $"SELECT COUNT(*) FROM {Table}"));
        Assert.NotNull(await store.Rebuilds.ReadTableAsync(begun.NewTable, default));
    }

    [SkippableFact]
    public async Task Rows_are_removed_by_their_identity_and_not_by_searching_the_slice_for_each()
    {
        (IMarketDataStore store, StoreOptions place) = await OldPlaceAsync();
        await ExecuteAsync(place, "CREATE TABLE mine (id BIGINT NOT NULL UNIQUE, name VARCHAR(9)); CREATE TABLE cc_slice (id BIGINT NOT NULL, cc_row BIGINT NOT NULL, cc_rank BIGINT NOT NULL)");
        MySqlRebuildWords words = new(((SqlStore)store).Dialect);

        string? plan = await ScalarAsync(place, $"EXPLAIN FORMAT=JSON {words.DeleteRanked(words.Name("mine"), words.Quote("id"))}");

        Assert.DoesNotContain("subquer", plan, StringComparison.OrdinalIgnoreCase);
    }

    [SkippableFact]
    public async Task Sessions_are_in_utc_whatever_the_server_is()
    {
        (IMarketDataStore store, StoreOptions place) = await OldPlaceAsync();
        await ExecuteAsync(place, "CREATE TABLE mine (id BIGINT PRIMARY KEY, seen TIMESTAMP NOT NULL); SET time_zone = '+05:00'; INSERT INTO mine VALUES (1, '2024-01-01 05:00:00')");
        SqlStore sql = (SqlStore)store;

        DbConnection session = await sql.OpenAsync(ConnectionUse.Write, default);
        object? zone = (await RebuildReads.RowsAsync(session, null, "SELECT @@session.time_zone, CAST(CAST(seen AS DATETIME) AS CHAR) FROM mine", default))[0][0];
        await sql.CloseAsync(session, ConnectionUse.Write);

        Assert.Equal("+00:00", zone);
    }

    [SkippableFact]
    public async Task Numbers_beyond_all_times_are_told_as_out_of_range()
    {
        (IMarketDataStore store, StoreOptions place) = await OldPlaceAsync();
        await ExecuteAsync(place, "CREATE TABLE mine (id BIGINT PRIMARY KEY, seen BIGINT UNSIGNED); INSERT INTO mine VALUES (1, 18446744073709551615), (2, 1704067200)");

        TimeColumnEvidence evidence = (await store.Rebuilds.ReadTimesAsync((await store.Rebuilds.ReadTableAsync("mine", default))!, ["seen"], default)).Single();

        Assert.Equal((1L, 1704067200L, null, 1L), (evidence.OutOfRange, evidence.Least, evidence.Greatest, evidence.ByMagnitude[TimeUnit.s]));
        Assert.Equal(["1 18446744073709551615"], evidence.InvalidSamples);
        Assert.Equal([1704067200], evidence.Samples);
    }

    protected override async Task<DbConnection> ConnectAsync(StoreOptions place)
    {
        DbConnection connection = MySqlDrivers.Current.CreateConnection(place, withSchema: true);
        await connection.OpenAsync();
        return connection;
    }

    protected override Task ExecuteAsync(StoreOptions place, string sql) => MariaDbFixture.ExecuteAsync(place, $"USE `{place.Schema}`; {sql}");

    protected override Task<string?> ScalarAsync(StoreOptions place, string sql) => MariaDbFixture.ScalarAsync(place, $"USE `{place.Schema}`; {sql}");
}

public sealed class PostgreSqlTableRebuildTests(PostgreSqlFixture server) : TableRebuildContract, IClassFixture<PostgreSqlFixture>
{
    protected override string TimeType => "timestamp(0)";

    protected override string KeyQuery =>
        "SELECT string_agg(a.attname, ',' ORDER BY k.position) FROM pg_index x CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY AS k(attnum, position) "
        + $"JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum WHERE x.indrelid = '{Table}'::regclass AND x.indisprimary";

    protected override string AsText(string column) => $"{column}::text";

    protected override async Task<StoreOptions> NewPlaceAsync()
    {
        StoreOptions place = server.NewStore();
        await PostgreSqlFixture.ExecuteAsync(place, $"CREATE SCHEMA {place.Schema}");
        return place;
    }

    [SkippableFact]
    public async Task Who_may_read_the_old_table_may_read_the_new_one()
    {
        (IMarketDataStore store, StoreOptions place) = await OldPlaceAsync();
        StoreOptions reader = await server.NewUserAsync(place, $"GRANT USAGE ON SCHEMA {place.Schema} TO {{user}}", $"GRANT SELECT ON {place.Schema}.{Table} TO {{user}}");

        await RunAsync(store);

        Assert.Equal("120", await PostgreSqlFixture.ScalarAsync(reader, $"SELECT COUNT(*) FROM {Table}"));
    }

    [SkippableFact]
    public async Task Who_may_read_a_column_of_the_old_table_may_read_it_in_the_new_one()
    {
        (IMarketDataStore store, StoreOptions place) = await OldPlaceAsync();
        StoreOptions reader = await server.NewUserAsync(place, $"GRANT USAGE ON SCHEMA {place.Schema} TO {{user}}", $"GRANT SELECT (open) ON {place.Schema}.{Table} TO {{user}}");

        await RunAsync(store);

        Assert.Equal("120", await PostgreSqlFixture.ScalarAsync(reader, $"SELECT COUNT(open) FROM {Table}"));
        await Assert.ThrowsAnyAsync<DbException>(() => PostgreSqlFixture.ScalarAsync(reader, $"SELECT COUNT(base) FROM {Table}"));
    }

    [SkippableFact]
    public async Task A_table_whose_rows_not_everybody_sees_is_refused()
    {
        (IMarketDataStore store, StoreOptions place) = await OldPlaceAsync();
        await ExecuteAsync(place, $"CREATE POLICY mine ON {Table} USING (exchange = 'kraken'); ALTER TABLE {Table} ENABLE ROW LEVEL SECURITY");

        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => RunAsync(store));

        Assert.Contains("row-level security, the policy mine", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_column_that_numbers_itself_goes_on_when_the_original_is_gone()
    {
        (IMarketDataStore store, StoreOptions place) = await OldPlaceAsync();
        await ExecuteAsync(place, "CREATE TABLE mine (id SERIAL PRIMARY KEY, seen BIGINT); INSERT INTO mine (seen) VALUES (1704067200), (1704067201)");

        RebuildRecord done = await store.Rebuilds.RunAsync(
            new RebuildRequest { Table = "mine", Key = ["id"], Times = [new TimeConversion("seen", TimeUnit.s, false, false)] }, new RebuildWatch(), default);
        await store.Rebuilds.RemoveOriginalAsync(done, default);
        await ExecuteAsync(place, "INSERT INTO mine (seen) VALUES ('2024-01-01 00:00:02')");

        Assert.Equal("3", await ScalarAsync(place, "SELECT MAX(id) FROM mine"));
        Assert.Equal($"{place.Schema}.mine_id_seq", await ScalarAsync(place, "SELECT pg_get_serial_sequence('mine', 'id')"));
    }

    protected override async Task<DbConnection> ConnectAsync(StoreOptions place)
    {
        DbConnection connection = PostgreSqlDriver.CreateConnection(place);
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"SET search_path = {place.Schema}";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    protected override Task ExecuteAsync(StoreOptions place, string sql) => PostgreSqlFixture.ExecuteAsync(place, sql);

    protected override Task<string?> ScalarAsync(StoreOptions place, string sql) => PostgreSqlFixture.ScalarAsync(place, sql);
}
