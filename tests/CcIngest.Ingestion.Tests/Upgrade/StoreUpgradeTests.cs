using CcIngest.Model;
using CcIngest.Storage;
using CcIngest.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Ingestion.Tests;

/// <summary>All tables of the earlier system, as its script made them, become this program's with their rows.</summary>
public sealed class StoreUpgradeTests(ServerStores servers) : IClassFixture<ServerStores>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ccingest-upgrade-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [EachEngine]
    public async Task Tables_of_the_earlier_system_become_ours_with_their_rows(string engine)
    {
        StoreOptions place = engine == StoreEngines.Sqlite ? new StoreOptions { File = Path.Combine(_folder, "old.db") } : servers.NewStore(engine);
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(place, TimeProvider.System, NullLoggerFactory.Instance, default);
        await FillAsync(place, ((SqlStore)store).Dialect);
        StoreUpgrade upgrade = new(store, TimeProvider.System);

        Assert.Equal(IngestErrorId.StoreSchemaMismatch, (await Assert.ThrowsAsync<IngestException>(() => store.InitializeAsync(default))).Id);
        Assert.Equal(IngestErrorId.KeyClash, (await Assert.ThrowsAsync<IngestException>(() => upgrade.PlanAsync(new UpgradeRequest(), default))).Id);
        List<TimestampConversion> done = [];
        foreach (TableUpgrade table in await upgrade.PlanAsync(new UpgradeRequest { RemovesDuplicates = true }, default))
        {
            done.Add(await upgrade.RunAsync(table, null, null, default));
        }

        await store.InitializeAsync(default);

        Assert.DoesNotContain(await store.ReadDriftAsync(default), drift => drift.Verdict == CheckVerdict.Failed);
        Assert.Empty(await upgrade.PlanAsync(new UpgradeRequest(), default));
        RowBatch candles = await store.ReadRowsAsync(SpotOhlcv.Days, "exchange", "kraken", default);
        Assert.Equal(2, candles.Count);
        Assert.Equal(new DateTime(2024, 1, 1, 10, 0, 0, DateTimeKind.Utc), candles.Time(0, SpotOhlcv.Days.Ordinal("first_trade_timestamp")));
        Assert.Equal(
            ["bitstamp", "kraken"],
            (await store.QueryAsync<Exchange>(StoredQuery.Exchanges, new ExchangeFilter(), default)).Select(exchange => exchange.Name).Order(StringComparer.Ordinal));
        TimestampConversion general = done.Single(one => one.Table == "cc_exchanges_general");
        Assert.Equal((3L, 2L, 1L), (general.RowsBefore, general.RowsAfter, general.DuplicatesRemoved));
        Assert.Equal(ConversionOutcome.SetAside, done.Single(one => one.Table == "cc_rate_limit_status").Outcome);
        RowBatch futures = await store.ReadRowsAsync(FuturesOhlcv.Days, "market", "binance", default);
        Assert.Equal(1, futures.Count);
        Assert.True(futures.Time(0, FuturesOhlcv.Days.Ordinal("collected_at")) > new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    [SkippableFact]
    public async Task A_column_of_somebody_else_would_be_lost_and_is_refused()
    {
        StoreOptions place = new() { File = Path.Combine(_folder, "extra.db") };
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(place, TimeProvider.System, NullLoggerFactory.Instance, default);
        await FillAsync(place, ((SqlStore)store).Dialect);
        await ExecuteAsync(place, "ALTER TABLE cc_assets ADD COLUMN my_note TEXT");

        IngestException refused = await Assert.ThrowsAsync<IngestException>(
            () => new StoreUpgrade(store, TimeProvider.System).PlanAsync(new UpgradeRequest { RemovesDuplicates = true }, default));

        Assert.Contains("my_note", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_time_that_cannot_be_read_is_refused_and_not_made_null()
    {
        StoreOptions place = new() { File = Path.Combine(_folder, "times.db") };
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(place, TimeProvider.System, NullLoggerFactory.Instance, default);
        await FillAsync(place, ((SqlStore)store).Dialect);
        await ExecuteAsync(place, "UPDATE cc_futures_ohlcv_1d SET first_trade_timestamp = '2024/01/01'");
        StoreUpgrade upgrade = new(store, TimeProvider.System);
        TableUpgrade table = (await upgrade.PlanAsync(new UpgradeRequest { RemovesDuplicates = true }, default)).Single(one => one.Table == "cc_futures_ohlcv_1d");

        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => upgrade.RunAsync(table, null, null, default));

        Assert.Contains("1 rows have a time that cannot be read", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_table_between_two_renames_is_carried_on_and_not_made_empty()
    {
        StoreOptions place = new() { File = Path.Combine(_folder, "half.db") };
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(place, TimeProvider.System, NullLoggerFactory.Instance, default);
        await FillAsync(place, ((SqlStore)store).Dialect);
        StoreUpgrade upgrade = new(store, TimeProvider.System);
        TableUpgrade candles = await PlanAsync();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => store.Rebuilds.RunAsync(
            candles.Conversion!.Rebuild!, new RebuildWatch { AfterStep = (step, _) => step == "caught up before" ? throw new InvalidTimeZoneException("killed") : Task.CompletedTask }, default));
        RebuildRecord begun = (await store.Rebuilds.FindAsync(candles.Table, default))[^1];
        await ExecuteAsync(place, $"ALTER TABLE {candles.Table} RENAME TO \"{begun.Original}\"");

        TimestampConversion done = await upgrade.RunAsync(await PlanAsync(), null, null, default);

        Assert.Equal((ConversionOutcome.Converted, begun.Original, 2L), (done.Outcome, done.Original, done.RowsAfter));
        Assert.Equal(2, (await store.ReadRowsAsync(SpotOhlcv.Days, "exchange", "kraken", default)).Count);

        async Task<TableUpgrade> PlanAsync() =>
            (await upgrade.PlanAsync(new UpgradeRequest { RemovesDuplicates = true }, default)).Single(one => one.Table == SpotOhlcv.Days.Table);
    }

    private static async Task FillAsync(StoreOptions place, SqlDialect dialect)
    {
        IReadOnlyDictionary<string, string> tables = EarlierSystem.CreateTables(dialect);
        Assert.True(tables.Count >= 25, $"{tables.Count} tables");
        if (dialect.CreateSchema is { } schema)
        {
            await ExecuteAsync(place, place.Engine == StoreEngines.PostgreSql ? $"CREATE SCHEMA {dialect.Quote(place.Schema)}" : schema, inSchema: false);
        }

        foreach (string table in tables.Values)
        {
            await ExecuteAsync(place, place.Engine == StoreEngines.Sqlite ? table.Replace("\"market\".", "", StringComparison.Ordinal) : table);
        }

        string candles = "INSERT INTO cc_ohlcv_spot_1d_raw (datetime, exchange, symbol_unmapped, symbol, open, high, low, close, first_trade_timestamp, last_trade_timestamp, collected_at) VALUES ";
        await ExecuteAsync(place, candles + "('2024-01-01 00:00:00', 'kraken', 'XXBTZUSD', 'BTC-USD', 1, 3, 1, 2, 1704103200, 1704150000, '2024-01-02 01:00:00')");
        await ExecuteAsync(place, candles + "('2024-01-02 00:00:00', 'kraken', 'XXBTZUSD', 'BTC-USD', 2, 3, 1, 2, NULL, 0, '2024-01-03 01:00:00')");
        foreach ((string name, string written) in new[] { ("Bitstamp", "2024-01-01"), ("Bitstamp", "2024-02-01"), ("kraken", "2024-01-01") })
        {
            await ExecuteAsync(place, "INSERT INTO cc_exchanges_general (exchange_api_id, name, internal_name, created_at, updated_at) "
                + $"VALUES ('{name}', '{name}', '{name}', '2024-01-01 00:00:00', '{written} 00:00:00')");
        }

        await ExecuteAsync(place, "INSERT INTO cc_futures_ohlcv_1d (datetime, market, instrument, mapped_instrument, close) VALUES "
            + "('2024-01-01 00:00:00', 'binance', 'BTCUSDT', 'BTC-USDT-VANILLA-PERPETUAL', 5)");
        await ExecuteAsync(place, $"INSERT INTO cc_rate_limit_status ({dialect.Quote("timestamp")}, use_case, record_timing) VALUES ('2024-01-01 00:00:00', 'spot', 'pre')");
    }

    private static async Task ExecuteAsync(StoreOptions place, string sql, bool inSchema = true)
    {
        if (place.Engine == StoreEngines.MySql)
        {
            await MariaDbFixture.ExecuteAsync(place, sql.Replace("INTO cc_", $"INTO `{place.Schema}`.cc_", StringComparison.Ordinal));
        }
        else if (place.Engine == StoreEngines.PostgreSql)
        {
            await PostgreSqlFixture.ExecuteAsync(place, inSchema ? $"SET search_path TO \"{place.Schema}\"; {sql}" : sql);
        }
        else
        {
            await using SqliteConnection file = new($"Data Source={place.File};Pooling=False");
            await file.OpenAsync();
            await using SqliteCommand command = file.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }
}
