using CcIngest.Model;
using CcIngest.TestSupport;

namespace CcIngest.Storage.Tests;

public abstract partial class MarketDataStoreContract
{
    private static readonly string[] UnixColumns =
        ["first_trade_timestamp", "last_trade_timestamp", "high_trade_timestamp", "low_trade_timestamp"];

    [SkippableFact]
    public async Task What_this_program_made_is_as_it_expects_it()
    {
        IMarketDataStore store = await NewStoreAsync();

        Assert.Empty(await store.ReadDriftAsync(default));
        TableShape candles = Assert.Single(await store.ReadTablesAsync(default), table => table.Table == SpotOhlcv.Days.Table);
        Assert.Equal(SpotOhlcv.Days.Columns.Select(column => column.Name), candles.Columns.Select(column => column.Name));
        Assert.Equal(["exchange", "symbol_unmapped", "datetime"], candles.PrimaryKey?.Columns);
        Assert.True(candles.IsUnique(["datetime", "symbol_unmapped", "exchange", "symbol"]));
        Assert.False(candles.IsUnique(["datetime", "exchange"]));
        Assert.Equal(ColumnKind.Double, candles.Column("OPEN")?.Type?.Kind);
        Assert.True(candles.Column("open")?.Nullable);
        Assert.False(candles.Column("exchange")?.Nullable);
    }

    [SkippableFact]
    public async Task A_place_without_a_schema_has_no_tables_and_says_so()
    {
        IMarketDataStore store = await OpenAsync(await NewPlaceAsync());

        Assert.Empty(await store.ReadTablesAsync(default));
        Assert.Contains(await store.ReadDriftAsync(default), drift => drift is { Kind: SchemaDriftKind.OtherVersion, Command: "Initialize-CcStore" });
    }

    [SkippableFact]
    public async Task What_can_be_added_without_touching_a_row_is_added()
    {
        IMarketDataStore store = await OpenAsync(await NewPlaceAsync());
        await store.InitializeAsync(default);
        SqlStore sql = Assert.IsAssignableFrom<SqlStore>(store);
        await PutAsync(store, Some.Rows(SpotOhlcv.Days, 2), WriteMode.Fresh);
        await RunScriptAsync(sql, $"ALTER TABLE {sql.Dialect.Name(SpotOhlcv.Days)} DROP COLUMN {sql.Dialect.Quote("volume_unknown")}");
        await RunScriptAsync(sql, $"DROP TABLE {sql.Dialect.Name(Klines.Dataset)}");

        SchemaDrift[] before = [.. await store.ReadDriftAsync(default)];
        await store.InitializeAsync(default);

        Assert.Equal(
            [(SchemaDriftKind.MissingColumn, "volume_unknown"), (SchemaDriftKind.MissingTable, null)],
            before.Select(drift => (drift.Kind, drift.Item)));
        Assert.All(before, drift => Assert.Equal("Initialize-CcStore", drift.Command));
        Assert.DoesNotContain(await store.ReadDriftAsync(default), drift => drift.Verdict != CheckVerdict.Passed);
        Assert.Equal(2, (await CandlesAsync(store)).Count);
    }

    [SkippableFact]
    public async Task A_table_of_another_program_is_recognised_and_never_taken_for_ours()
    {
        IMarketDataStore store = await OpenAsync(await NewPlaceAsync());
        SqlStore sql = Assert.IsAssignableFrom<SqlStore>(store);
        await MakeForeignTableAsync(sql);

        SchemaDrift[] drift = [.. (await store.ReadDriftAsync(default)).Where(drift => drift.Table == SpotOhlcv.Days.Table)];
        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => store.InitializeAsync(default));

        Assert.Equal(UnixColumns.Order(StringComparer.Ordinal), drift.Where(one => one.Kind == SchemaDriftKind.RetypedColumn).Select(one => one.Item).Order(StringComparer.Ordinal));
        Assert.Contains(drift, one => one.Command == "Convert-CcTimestampColumn -Table cc_ohlcv_spot_1d_raw -Column low_trade_timestamp");
        SchemaDrift key = Assert.Single(drift, one => one.Kind == SchemaDriftKind.MissingKey);
        Assert.Equal(("exchange, symbol_unmapped, datetime", null, CheckVerdict.Failed), (key.Expected, key.Found, key.Verdict));
        Assert.Equal("Remove-CcDuplicate -Table cc_ohlcv_spot_1d_raw -Rebuild", key.Command);
        Assert.Equal(IngestErrorId.StoreSchemaMismatch, refused.Id);
        Assert.Contains("cc_ohlcv_spot_1d_raw", refused.Message, StringComparison.Ordinal);
        Assert.Null(await store.ReadSchemaVersionAsync(default));
    }

    /// <summary>The table of daily candles as the earlier system could leave it: no key, Unix times.</summary>
    private static async Task MakeForeignTableAsync(SqlStore store)
    {
        if (store.Dialect.CreateSchema is { } createSchema)
        {
            await RunScriptAsync(store, createSchema);
        }

        IEnumerable<string> columns = SpotOhlcv.Days.Columns.Select(column =>
            $"{store.Dialect.Quote(column.Name)} {(UnixColumns.Contains(column.Name) ? "BIGINT" : store.Dialect.TypeOf(column))}{(column.Nullable ? "" : " NOT NULL")}");
        await RunScriptAsync(store, $"CREATE TABLE {store.Dialect.Name(SpotOhlcv.Days)} ({string.Join(", ", columns)})");
    }
}
