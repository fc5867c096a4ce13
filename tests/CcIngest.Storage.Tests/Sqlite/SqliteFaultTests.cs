using CcIngest.Model;
using CcIngest.TestSupport;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Storage.Tests;

/// <summary>What can be wrong with a file, and what is said about it.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Opening_and_planning_make_no_file()
    {
        string file = _folder.PathOf("new.db");
        await using IMarketDataStore store = await OpenAsync(file);

        await store.PlanSchemaAsync(default);

        Assert.False(File.Exists(file));
        Assert.Equal(("sqlite", file, "market", 1), (store.Info.Engine, store.Info.Address, store.Info.Schema, store.Info.Writers));
    }

    [Fact]
    public async Task A_missing_directory_is_named()
    {
        IngestException refusal = await Assert.ThrowsAsync<IngestException>(() => OpenAsync(_folder.PathOf("nowhere/store.db")));

        Assert.Equal(IngestErrorId.StoreUnreachable, refusal.Id);
        Assert.Contains(_folder.PathOf("nowhere"), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_is_no_file()
    {
        IngestException refusal = await Assert.ThrowsAsync<IngestException>(() => OpenAsync(_folder.Path));

        Assert.Equal(IngestErrorId.SettingInvalid, refusal.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task A_file_has_a_name(string name) =>
        Assert.Equal(IngestErrorId.SettingInvalid, (await Assert.ThrowsAsync<IngestException>(() => OpenAsync(name))).Id);

    [Fact]
    public async Task A_file_of_another_kind_is_not_touched()
    {
        string file = _folder.PathOf("notes.txt");
        string text = string.Join("\n", Enumerable.Repeat("This is a diary, not a database.", 100));
        await File.WriteAllTextAsync(file, text);

        IngestException refusal = await Assert.ThrowsAsync<IngestException>(() => OpenAsync(file));

        Assert.Equal(IngestErrorId.StoreUnreachable, refusal.Id);
        Assert.Contains("not a SQLite database", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(file));
    }

    [SkippableFact]
    public async Task A_file_that_may_not_be_written_says_so()
    {
        Skip.If(Environment.IsPrivilegedProcess, "Needs a user whom file rights bind.");
        string file = _folder.PathOf("store.db");
        await using (IMarketDataStore store = await OpenAsync(file))
        {
            await store.InitializeAsync(default);
        }

        File.SetAttributes(file, FileAttributes.ReadOnly);
        await using IMarketDataStore readOnly = await OpenAsync(file);
        IngestException refusal = await Assert.ThrowsAsync<IngestException>(() => WriteAsync(readOnly));

        Assert.Equal(IngestErrorId.StoreRightsMissing, refusal.Id);
        File.SetAttributes(file, FileAttributes.Normal);
    }

    [Theory]
    [InlineData(5, IngestErrorId.StoreBusy)]
    [InlineData(6, IngestErrorId.StoreBusy)]
    [InlineData(8, IngestErrorId.StoreRightsMissing)]
    [InlineData(10, IngestErrorId.StoreFailed)]
    [InlineData(11, IngestErrorId.StoreFailed)]
    [InlineData(13, IngestErrorId.StoreWriteFailed)]
    [InlineData(14, IngestErrorId.StoreUnreachable)]
    [InlineData(26, IngestErrorId.StoreUnreachable)]
    public void Each_result_code_has_its_words(int code, IngestErrorId id)
    {
        IngestException? failure = SqliteErrors.Translate(new SqliteException("text of SQLite", code), "writing", "/data/store.db");

        Assert.Equal(id, failure!.Id);
        Assert.Contains("/data/store.db", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Advice);
        Assert.IsType<SqliteException>(failure.InnerException);
    }

    [Fact]
    public void What_is_no_error_of_sqlite_stays_as_it_is() => Assert.Null(SqliteErrors.Translate(new InvalidOperationException("x"), "writing", "f"));

    [Theory]
    [InlineData("main")]
    [InlineData("TEMP")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("market\n")]
    [InlineData("a\"b")]
    public async Task A_schema_name_that_cannot_be_is_refused(string schema)
    {
        IngestException refusal = await Assert.ThrowsAsync<IngestException>(
            () => MarketDataStores.OpenAsync(new StoreOptions { File = _folder.PathOf("s.db"), Schema = schema }, TimeProvider.System, NullLoggerFactory.Instance, default));

        Assert.Equal(IngestErrorId.SettingInvalid, refusal.Id);
    }

    [Fact]
    public async Task An_unknown_engine_and_an_unknown_collation_are_refused()
    {
        StoreOptions options = new() { File = _folder.PathOf("s.db") };

        IngestException engine = await Assert.ThrowsAsync<IngestException>(
            () => MarketDataStores.OpenAsync(options with { Engine = "oracle" }, TimeProvider.System, NullLoggerFactory.Instance, default));
        IngestException collation = await Assert.ThrowsAsync<IngestException>(
            () => MarketDataStores.OpenAsync(options with { KeyCollation = "latin1" }, TimeProvider.System, NullLoggerFactory.Instance, default));

        Assert.Equal((IngestErrorId.EngineUnknown, IngestErrorId.SettingInvalid), (engine.Id, collation.Id));
        Assert.Contains("sqlite, mysql, singlestore", engine.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_waits_for_another_program_that_writes_and_readers_do_not()
    {
        string file = _folder.PathOf("store.db");
        await using IMarketDataStore store = await OpenAsync(file);
        await store.InitializeAsync(default);
        await WriteAsync(store);
        await using SqliteConnection other = new($"Data Source={file};Pooling=False");
        await other.OpenAsync();
        await other.ExecuteAsync("BEGIN IMMEDIATE; UPDATE cc_ohlcv_spot_1d_raw SET high = 1e9;");

        Task<WriteResult> waiting = WriteAsync(store);
        RowBatch seen = await store.ReadRowsAsync(SpotOhlcv.Days, "exchange", "kraken", default);

        Assert.NotEqual(1e9, Some.Cell(seen, 0, "high"));
        Assert.False(waiting.IsCompleted);
        await other.ExecuteAsync("COMMIT");
        Assert.Equal(3, (await waiting).Rows.Updated);
    }

    [Fact]
    public async Task A_store_that_stays_busy_for_longer_than_its_patience_ends_the_run_and_says_how_long_it_was_tried()
    {
        string file = _folder.PathOf("store.db");
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(
            new StoreOptions { File = file, Patience = TimeSpan.FromSeconds(1) }, TimeProvider.System, NullLoggerFactory.Instance, default);
        await store.InitializeAsync(default);
        await using SqliteConnection other = new($"Data Source={file};Pooling=False");
        await other.OpenAsync();
        await other.ExecuteAsync("BEGIN IMMEDIATE");

        IngestException gone = await Assert.ThrowsAsync<IngestException>(() => WriteAsync(store));

        Assert.Equal((IngestErrorId.StoreBusy, FailureScope.Run), (gone.Id, gone.Scope));
        Assert.Matches("^writing, tried for [1-9]\\d* s: another program", gone.Message);
        await other.ExecuteAsync("ROLLBACK");
        Assert.Equal(3, (await WriteAsync(store)).Rows.Inserted);
    }

    [Fact]
    public async Task A_wait_for_another_program_can_be_cancelled()
    {
        string file = _folder.PathOf("store.db");
        await using IMarketDataStore store = await OpenAsync(file);
        await store.InitializeAsync(default);
        await using SqliteConnection other = new($"Data Source={file};Pooling=False");
        await other.OpenAsync();
        await other.ExecuteAsync("BEGIN IMMEDIATE");
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(store, stop.Token));
        await other.ExecuteAsync("ROLLBACK");
    }

    [Fact]
    public async Task The_file_has_a_write_ahead_log_and_refuses_values_of_the_wrong_type()
    {
        string file = _folder.PathOf("store.db");
        await using (IMarketDataStore store = await OpenAsync(file))
        {
            await store.InitializeAsync(default);
            await WriteAsync(store);
        }

        await using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        await connection.OpenAsync();

        Assert.Equal("wal", await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode"));
        Assert.Equal("ok", await connection.ExecuteScalarAsync<string>("PRAGMA integrity_check"));
        await Assert.ThrowsAsync<SqliteException>(() => connection.ExecuteAsync("UPDATE cc_ohlcv_spot_1d_raw SET open = 'high'"));
        await Assert.ThrowsAsync<SqliteException>(() => connection.ExecuteAsync("UPDATE cc_ohlcv_spot_1d_raw SET total_trades = 1.5"));
        Assert.Equal(
            "2024-01-01 00:00:00", await connection.ExecuteScalarAsync<string>("SELECT MIN(datetime) FROM cc_ohlcv_spot_1d_raw"));
    }

    private static Task<WriteResult> WriteAsync(IMarketDataStore store, CancellationToken cancellationToken = default) => store.WriteAsync(
        new StoreWrite { RunId = "r", Now = Some.Now, Tables = [new TableWrite(Some.Rows(SpotOhlcv.Days, 3), WriteMode.Merge)] }, cancellationToken);

    private static Task<IMarketDataStore> OpenAsync(string file) =>
        MarketDataStores.OpenAsync(new StoreOptions { File = file }, TimeProvider.System, NullLoggerFactory.Instance, default);
}
