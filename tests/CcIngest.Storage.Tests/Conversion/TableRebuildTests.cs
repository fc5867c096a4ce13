using System.Globalization;
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

    protected override Task ExecuteAsync(StoreOptions place, string sql) => PostgreSqlFixture.ExecuteAsync(place, sql);

    protected override Task<string?> ScalarAsync(StoreOptions place, string sql) => PostgreSqlFixture.ScalarAsync(place, sql);
}
