using System.Data.Common;
using System.Globalization;
using System.Text;
using CcIngest.Model;
using CcIngest.TestSupport;
using Dapper;

namespace CcIngest.Storage.Tests;

/// <summary>What the contract cannot ask of every engine: both ways of writing, rows that are left alone, sessions that are ended, writes that are cancelled.</summary>
public sealed class PostgreSqlWritingTests(PostgreSqlFixture server) : IClassFixture<PostgreSqlFixture>, IDisposable
{
    private const string Alphabet = "aZ 09\\'\"`\t\n\r\u001a\b%_;,N$ĀçßÉ漢\u2028\uFFFD\u200D";

    private readonly RecordingLoggers _log = new();

    public void Dispose() => _log.Dispose();

    [SkippableTheory]
    [InlineData(20)]
    [InlineData(2_500)]
    public async Task Random_texts_numbers_and_times_come_back_by_statement_and_by_copy(int count)
    {
        await using IMarketDataStore store = await OpenAsync(await server.EmptiedStoreAsync());
        RowBatch rows = Some.Candles(SpotOhlcv.Minutes, "kraken", "BTC/USD", Some.Start, count);
        Random random = new(20240229);
        for (int row = 0; row < rows.Count; row++)
        {
            Some.Set(rows, row, "transform_function", RandomText(random, 255));
            Some.Set(rows, row, "quote_volume", BitConverter.Int64BitsToDouble(random.NextInt64()) is var number && double.IsFinite(number) ? number : 0.1);
            Some.Set(rows, row, "base_id", random.NextInt64(long.MinValue, long.MaxValue));
            Some.Set(rows, row, "last_trade_timestamp", new DateTime(random.NextInt64(31556889864 * TimeSpan.TicksPerSecond, DateTime.MaxValue.Ticks), DateTimeKind.Utc));
        }

        await PutAsync(store, rows, WriteMode.Fresh);

        AssertSame(rows, await store.ReadRowsAsync(SpotOhlcv.Minutes, "exchange", "kraken", default));
    }

    [SkippableTheory]
    [InlineData(10)]
    [InlineData(400)]
    public async Task Exact_decimals_come_back_digit_for_digit_by_statement_and_by_copy(int count)
    {
        await using IMarketDataStore store = await OpenAsync(await server.EmptiedStoreAsync());
        int[] decimals = [.. Enumerable.Range(0, Klines.Dataset.Columns.Count).Where(ordinal => Klines.Dataset.Columns[ordinal].Kind == ColumnKind.Decimal)];
        RowBatch rows = Some.Rows(Klines.Dataset, count);
        Random random = new(7);
        for (int row = 0; row < count; row++)
        {
            foreach (int ordinal in decimals)
            {
                rows.Set(row, ordinal, RandomDecimal(random));
            }
        }

        await PutAsync(store, rows, WriteMode.Fresh);

        RowBatch stored = await store.FindRowsAsync(rows, default);
        Assert.Equal(count, stored.Count);
        AssertSame(Ordered(rows), Ordered(stored));
        Assert.Equal(count, (await PutAsync(store, rows, WriteMode.Merge)).Rows.Unchanged);
    }

    [SkippableFact]
    public async Task A_row_that_is_the_same_is_not_written_again_and_one_that_differs_is()
    {
        StoreOptions place = await server.EmptiedStoreAsync();
        await using IMarketDataStore store = await OpenAsync(place);
        RowBatch rows = Some.Candles(SpotOhlcv.Days, "kraken", "BTC/USD", Some.Start, 40);
        await PutAsync(store, rows, WriteMode.Replace);
        string? before = await VersionsAsync();
        await PutAsync(store, rows, WriteMode.Replace);
        Assert.Equal(before, await VersionsAsync());
        Some.Set(rows, 7, "open", 4711.5);

        await PutAsync(store, rows, WriteMode.Replace);

        string[] changed = [.. (await VersionsAsync())!.Split(' ').Except(before!.Split(' '))];
        Assert.StartsWith(FormattableString.Invariant($"{Some.Start.AddDays(7):yyyy-MM-dd}"), Assert.Single(changed), StringComparison.Ordinal);

        Task<string?> VersionsAsync() => PostgreSqlFixture.ScalarAsync(
            place, "SELECT STRING_AGG(TO_CHAR(datetime, 'YYYY-MM-DD') || ':' || xmin, ' ' ORDER BY datetime) FROM cc_ohlcv_spot_1d_raw");
    }

    [SkippableFact]
    public async Task A_write_that_copies_twice_into_one_table_keeps_both_apart_and_the_next_one_finds_nothing_left()
    {
        await using IMarketDataStore store = await OpenAsync((await server.EmptiedStoreAsync()) with { PoolMaxSize = 2 });
        await PutAsync(store, Some.Candles(SpotOhlcv.Days, "kraken", "BTC/USD", Some.Start, 30, seed: 1), WriteMode.Fresh);
        RowBatch rows = Some.Candles(SpotOhlcv.Days, "kraken", "BTC/USD", Some.Start, 70, seed: 2);

        WriteResult both = await PutAsync(store, rows, WriteMode.Merge);
        WriteResult again = await PutAsync(store, rows, WriteMode.Merge);
        WriteResult other = await PutAsync(store, Some.Candles(SpotOhlcv.Days, "bitstamp", "btcusd", Some.Start, 30), WriteMode.Fresh);

        Assert.Equal((40L, 30L), (both.Rows.Inserted, both.Rows.Updated));
        Assert.Equal((70L, 30L), (again.Rows.Unchanged, other.Rows.Inserted));
        AssertSame(rows, await store.ReadRowsAsync(SpotOhlcv.Days, "exchange", "kraken", default));
    }

    [SkippableFact]
    public async Task A_session_that_an_administrator_ends_is_done_again()
    {
        StoreOptions place = await server.EmptiedStoreAsync();
        await using IMarketDataStore store = await OpenAsync(place);
        await PutAsync(store, Some.Candles(SpotOhlcv.Days, "kraken", "BTC/USD", Some.Start, 30, seed: 1), WriteMode.Fresh);
        await using DbConnection other = PostgreSqlDriver.CreateConnection(place);
        await other.OpenAsync();
        DbTransaction holding = await other.BeginTransactionAsync();
        await other.ExecuteAsync($"SELECT 1 FROM {place.Schema}.cc_ohlcv_spot_1d_raw FOR UPDATE", transaction: holding);
        Task<WriteResult> writing = PutAsync(store, Some.Candles(SpotOhlcv.Days, "kraken", "BTC/USD", Some.Start, 30, seed: 2), WriteMode.Merge);

        while (await PostgreSqlFixture.ScalarAsync(
            place, $"SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%{place.Schema}%'") == "0")
        {
            await Task.Delay(20);
        }

        await holding.DisposeAsync();
        Assert.Equal(30, (await writing).Rows.Updated);
        Assert.Contains(_log.Entries, entry => entry.Id == StorageEvents.Retry);
    }

    [SkippableFact]
    public async Task A_deadlock_is_done_again()
    {
        StoreOptions place = await server.EmptiedStoreAsync();
        await using IMarketDataStore store = await OpenAsync(place);
        string table = $"{place.Schema}.cc_ohlcv_spot_1d_raw";
        await PutAsync(store, Some.Candles(SpotOhlcv.Days, "kraken", "BTC/USD", Some.Start, 2, seed: 1), WriteMode.Fresh);
        await using DbConnection other = PostgreSqlDriver.CreateConnection(place);
        await other.OpenAsync();
        // The other one waits for an hour before it looks for a deadlock, so it is the store's session that finds it.
        await other.ExecuteAsync("SET deadlock_timeout = '1h'");
        DbTransaction holding = await other.BeginTransactionAsync();
        await other.ExecuteAsync(FormattableString.Invariant($"UPDATE {table} SET base = 'x' WHERE datetime = '{Some.Start.AddDays(1):yyyy-MM-dd}'"), transaction: holding);
        Task<WriteResult> writing = PutAsync(store, Some.Candles(SpotOhlcv.Days, "kraken", "BTC/USD", Some.Start, 2, seed: 2), WriteMode.Merge);
        while (!writing.IsCompleted && await PostgreSqlFixture.ScalarAsync(
            place, $"SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%{place.Schema}%'") == "0")
        {
            await Task.Delay(20);
        }

        await other.ExecuteAsync(FormattableString.Invariant($"UPDATE {table} SET base = 'x' WHERE datetime = '{Some.Start:yyyy-MM-dd}'"), transaction: holding);
        await holding.RollbackAsync();

        Assert.Equal(2, (await writing).Rows.Updated);
        Assert.Contains(_log.Entries, entry => entry.Id == StorageEvents.Retry && entry.Text.Contains("deadlock", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_write_that_is_cancelled_while_it_waits_leaves_nothing_and_ends_at_once()
    {
        StoreOptions place = await server.EmptiedStoreAsync();
        await using IMarketDataStore store = await OpenAsync(place);
        await using DbConnection other = PostgreSqlDriver.CreateConnection(place);
        await other.OpenAsync();
        await using DbTransaction holding = await other.BeginTransactionAsync();
        await other.ExecuteAsync($"LOCK TABLE {place.Schema}.cc_ohlcv_spot_1d_raw IN EXCLUSIVE MODE", transaction: holding);
        using CancellationTokenSource stopping = new(TimeSpan.FromMilliseconds(400));
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.WriteAsync(
            new StoreWrite { RunId = "run-1", Now = Some.Now, Tables = [new TableWrite(Some.Rows(SpotOhlcv.Days, 100), WriteMode.Fresh)] }, stopping.Token));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(4), $"It took {watch.Elapsed}.");
        await holding.RollbackAsync();
        Assert.Equal(100, (await PutAsync(store, Some.Rows(SpotOhlcv.Days, 100), WriteMode.Fresh)).Rows.Inserted);
    }

    /// <summary>Writers hold the lease of their run for as long as they write, one after the other: it can be renewed meanwhile, and not ended.</summary>
    [SkippableFact]
    public async Task A_lease_that_a_writer_holds_is_renewed_at_once_and_ended_only_after_it()
    {
        StoreOptions place = await server.EmptiedStoreAsync();
        await using IMarketDataStore store = await OpenAsync(place);
        await store.Leases.OpenAsync(
            new RunHolder { RunId = "one", Process = new ProcessStamp(42, "4711", "elsewhere", "boot", "pid:[1]"), LeaseSeconds = 60 }, default);
        await using DbConnection writer = PostgreSqlDriver.CreateConnection(place);
        await writer.OpenAsync();
        await using DbTransaction holding = await writer.BeginTransactionAsync();
        await writer.ExecuteAsync($"SELECT 1 FROM {place.Schema}.cc_run_leases{new PostgreSqlDialect(place.Schema).ForShare}", transaction: holding);

        Assert.True(await store.Leases.RenewAsync("one", default).WaitAsync(TimeSpan.FromSeconds(5)));
        Task<bool> ending = store.Leases.EndAsync((await store.Leases.ReadAsync(default)).Single(), default);
        while (await PostgreSqlFixture.ScalarAsync(
            place, $"SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%{place.Schema}%'") == "0")
        {
            Assert.False(ending.IsCompleted, "The lease was ended while a writer held it.");
            await Task.Delay(20);
        }

        await holding.CommitAsync();
        Assert.True(await ending);
    }

    [SkippableFact]
    public async Task Two_programs_make_the_same_schema_at_the_same_time()
    {
        StoreOptions place = server.NewStore();
        await using IMarketDataStore one = await OpenAsync(place);
        await using IMarketDataStore other = await OpenAsync(place);

        await Task.WhenAll(one.InitializeAsync(default), other.InitializeAsync(default));

        Assert.Equal(DatasetCatalog.SchemaVersion, await other.ReadSchemaVersionAsync(default));
    }

    private static void AssertSame(RowBatch expected, RowBatch actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int row = 0; row < expected.Count; row++)
        {
            for (int ordinal = 0; ordinal < expected.Dataset.Columns.Count; ordinal++)
            {
                Assert.True(
                    expected.Dataset.Columns[ordinal].Role != ColumnRole.Value || expected.CellEquals(row, actual, row, ordinal),
                    FormattableString.Invariant($"{expected.Dataset.Columns[ordinal]}: {expected.Value(row, ordinal)} became {actual.Value(row, ordinal)}"));
            }
        }
    }

    private static RowBatch Ordered(RowBatch rows) => RowOrder.Apply(Some.Together(rows), null, out _);

    private static string RandomText(Random random, int longest)
    {
        StringBuilder text = new();
        for (int length = random.Next(longest / 2); length > 0; length--)
        {
            text.Append(random.Next(20) == 0 ? "😀" : Alphabet[random.Next(Alphabet.Length)].ToString());
        }

        return text.ToString();
    }

    /// <summary>Up to 20 digits before the point and 18 behind it, in canonical form.</summary>
    private static string RandomDecimal(Random random)
    {
        string whole = Digits(random.Next(21)).TrimStart('0');
        string fraction = Digits(random.Next(19)).TrimEnd('0');
        string text = (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "" : "." + fraction);
        return random.Next(3) == 0 && text != "0" ? "-" + text : text;

        string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? "0" : random.Next(10).ToString(CultureInfo.InvariantCulture)));
    }

    private Task<IMarketDataStore> OpenAsync(StoreOptions place) => MarketDataStores.OpenAsync(place, TimeProvider.System, _log, default);

    private static Task<WriteResult> PutAsync(IMarketDataStore store, RowBatch rows, WriteMode mode) => store.WriteAsync(
        new StoreWrite { RunId = "run-1", Now = Some.Now, Tables = [new TableWrite(rows, mode)] }, default);
}
