using System.Data.Common;
using System.Diagnostics;
using System.Text;
using CcIngest.Model;
using CcIngest.TestSupport;
using Dapper;

namespace CcIngest.Storage.Tests;

/// <summary>What the contract cannot ask of every engine: both bulk paths, deadlocks, a write that is cancelled, key clashes, the committed script.</summary>
public sealed class MySqlWritingTests(MariaDbFixture server) : IClassFixture<MariaDbFixture>, IDisposable
{
    private const string Alphabet = "aZ 09\\\\\\'\"`\t\n\r\u001a\b%_;,NĀçß漢\u2028\uFFFD\u200D";

    private readonly RecordingLoggers _log = new();

    public void Dispose() => _log.Dispose();

    [SkippableTheory]
    [InlineData(WriteMode.Fresh)]
    [InlineData(WriteMode.InsertMissing)]
    public async Task Random_texts_and_numbers_come_back_on_both_bulk_paths(WriteMode mode)
    {
        await using IMarketDataStore store = await NewStoreAsync();
        RowBatch rows = Some.Candles(SpotOhlcv.Minutes, "kraken", "BTC/USD", Some.Start, 2_500);
        Random random = new(20240229);
        for (int row = 0; row < rows.Count; row++)
        {
            Some.Set(rows, row, "transform_function", RandomText(random, 255));
            Some.Set(rows, row, "quote_volume", RandomDouble(random));
            Some.Set(rows, row, "base_id", random.NextInt64(long.MinValue, long.MaxValue));
            Some.Set(rows, row, "last_trade_timestamp", new DateTime(random.NextInt64(31556889864 * TimeSpan.TicksPerSecond, DateTime.MaxValue.Ticks), DateTimeKind.Utc));
        }

        await PutAsync(store, rows, mode);

        RowBatch stored = await store.ReadRowsAsync(SpotOhlcv.Minutes, "exchange", "kraken", default);
        Assert.Equal(rows.Count, stored.Count);
        for (int row = 0; row < rows.Count; row++)
        {
            for (int ordinal = 0; ordinal < rows.Dataset.Columns.Count; ordinal++)
            {
                Assert.True(
                    rows.Dataset.Columns[ordinal].Role != ColumnRole.Value || rows.CellEquals(row, stored, row, ordinal),
                    FormattableString.Invariant($"{rows.Dataset.Columns[ordinal]}: {rows.Value(row, ordinal)} became {stored.Value(row, ordinal)}"));
            }
        }

        Assert.DoesNotContain(_log.Entries, entry => entry.Id == StorageEvents.LoadRefused);
    }

    [Fact]
    public void A_load_text_escapes_what_means_something_and_nothing_else()
    {
        RowBatch rows = Some.Row(Bookkeeping.DeadLetters, ("raw_text", "tab\tline\nreturn\rnul\0back\\slash \\N '\" 漢😀"), ("period_start", null), ("known_at", Some.Now.AddMicroseconds(12)));
        using LoadDataText text = new(capacity: 1);

        text.Append(rows, [rows.Dataset.Ordinal("raw_text"), rows.Dataset.Ordinal("period_start"), rows.Dataset.Ordinal("known_at")]);

        Assert.Equal("tab\\tline\\nreturn\rnul\\0back\\\\slash \\\\N '\" 漢😀\t\\N\t2025-03-04 05:06:07.000012\n", Encoding.UTF8.GetString(text.Written));
    }

    [SkippableFact]
    public async Task Without_local_load_the_same_rows_are_written_and_one_warning_says_what_it_costs()
    {
        StoreOptions place = await MadeAsync();
        // LOAD DATA … REPLACE needs the right DELETE as well; so does a server with local_infile off refuse.
        StoreOptions limited = await server.NewUserAsync(place, "SELECT, INSERT, UPDATE");
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(limited, TimeProvider.System, _log, default);
        await PutAsync(store, Some.Candles(SpotOhlcv.Minutes, "kraken", "BTC/USD", Some.Start, 3_000), WriteMode.Fresh);

        WriteResult second = await PutAsync(store, Some.Candles(SpotOhlcv.Minutes, "kraken", "BTC/USD", Some.Start, 3_000, seed: 2), WriteMode.Merge);
        WriteResult third = await PutAsync(store, Some.Candles(SpotOhlcv.Minutes, "kraken", "BTC/USD", Some.Start, 3_000, seed: 3), WriteMode.Merge);
        WriteResult again = await PutAsync(store, Some.Candles(SpotOhlcv.Minutes, "kraken", "BTC/USD", Some.Start, 3_000, seed: 3), WriteMode.Merge);

        Assert.Equal((3_000, 3_000), (second.Revisions, third.Revisions));
        Assert.Equal(3_000, again.Rows.Unchanged);
        Assert.Contains("INSERT", Assert.Single(_log.Entries, entry => entry is { Level: Microsoft.Extensions.Logging.LogLevel.Warning } && entry.Id == StorageEvents.LoadRefused).Text, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_small_packet_splits_an_insert_and_loses_nothing()
    {
        StoreOptions place = await MadeAsync();
        MySqlDialect dialect = new(place.Schema, "utf8mb4_general_ci");
        MySqlLoader loader = new(MySqlDrivers.Current, dialect, new MySqlServer("", IsSingleStore: false, MaxPacket: 1, TakesLocalFiles: false), _log);
        RowBatch letters = Some.Rows(Bookkeeping.DeadLetters, 25);
        for (int row = 0; row < letters.Count; row++)
        {
            Some.Set(letters, row, "raw_text", new string((char)('a' + row), 30_000 + row));
        }

        await using (DbConnection connection = MySqlDrivers.Current.CreateConnection(place, withSchema: true))
        {
            await connection.OpenAsync();
            await using DbTransaction transaction = await connection.BeginTransactionAsync();
            await loader.LoadAsync(connection, transaction, new RowLoad(letters, LoadMode.Replace), default);
            await transaction.CommitAsync();
        }

        Assert.Equal("25", await MariaDbFixture.ScalarAsync(place, $"SELECT COUNT(DISTINCT raw_text) FROM `{place.Schema}`.cc_dead_letters WHERE CHAR_LENGTH(raw_text) >= 30000"));
    }

    [SkippableFact]
    public async Task A_value_that_the_server_would_change_is_refused_and_not_changed()
    {
        StoreOptions place = await MadeAsync();
        await MariaDbFixture.ExecuteAsync(place, $"ALTER TABLE `{place.Schema}`.cc_ohlcv_spot_1m_raw MODIFY symbol VARCHAR(3)");
        await using IMarketDataStore store = await OpenAsync(place);

        foreach (WriteMode mode in new[] { WriteMode.Fresh, WriteMode.InsertMissing })
        {
            RowBatch rows = Some.Candles(SpotOhlcv.Minutes, "kraken", $"BTC/{mode}", Some.Start, 50);
            for (int row = 0; row < rows.Count; row++)
            {
                Some.Set(rows, row, "symbol", row == 20 ? "BTC-USD" : "BTC");
            }

            WriteResult written = await PutAsync(store, rows, mode);
            Assert.Equal((49L, "store-refused"), (written.Rows.Inserted, Assert.Single(written.Clashes).Rule));
            Assert.Contains("symbol", written.Clashes[0].Reason, StringComparison.Ordinal);
        }

        Assert.Equal("98", await MariaDbFixture.ScalarAsync(place, $"SELECT COUNT(*) FROM `{place.Schema}`.cc_ohlcv_spot_1m_raw"));
    }

    /// <summary>Seen by a change that is made against the rule: after the text was made.</summary>
    [SkippableFact]
    public async Task Text_that_was_made_ready_is_what_is_loaded()
    {
        StoreOptions place = await MadeAsync();
        await using IMarketDataStore store = await OpenAsync(place);
        RowBatch rows = Some.Candles(SpotOhlcv.Days, "kraken", "X", Some.Start, 30);
        StoreWrite write = new() { RunId = "run-1", Now = Some.Now, Tables = [new TableWrite(rows, WriteMode.Fresh)] };
        object? before = Some.Cell(rows, 3, "open");
        store.MakeReady(write);
        Some.Set(rows, 3, "open", 0.25);

        Assert.Equal(30, (await store.WriteAsync(write, default)).Rows.Inserted);
        Assert.Equal(before, Some.Cell(await store.ReadRowsAsync(SpotOhlcv.Days, "exchange", "kraken", default), 3, "open"));
    }

    [SkippableFact]
    public async Task A_write_that_is_the_victim_of_a_deadlock_is_repeated_whole()
    {
        StoreOptions place = await MadeAsync();
        await using IMarketDataStore store = await OpenAsync(place);
        await PutAsync(store, Some.Candles(SpotOhlcv.Hours, "kraken", "X", Some.Start, 200), WriteMode.Fresh);
        await PutAsync(store, Some.Candles(SpotOhlcv.Days, "kraken", "X", Some.Start, 30), WriteMode.Fresh);

        await using DbConnection other = MySqlDrivers.Current.CreateConnection(place, withSchema: true);
        await other.OpenAsync();
        await using DbTransaction holding = await other.BeginTransactionAsync();
        await other.ExecuteAsync("UPDATE cc_ohlcv_spot_1h_raw SET open = open + 1", transaction: holding);
        StoreWrite write = new()
        {
            RunId = "run-1",
            Now = Some.Now,
            Tables =
            [
                new TableWrite(Some.Candles(SpotOhlcv.Days, "kraken", "X", Some.Start, 30, seed: 4), WriteMode.Fresh),
                new TableWrite(Some.Candles(SpotOhlcv.Hours, "kraken", "X", Some.Start, 1, seed: 4), WriteMode.Fresh),
            ],
        };
        store.MakeReady(write);
        Task<WriteResult> writing = store.WriteAsync(write, default);
        await UntilLockWaitAsync(place);
        await other.ExecuteAsync("UPDATE cc_ohlcv_spot_1d_raw SET open = open + 1", transaction: holding);
        await holding.CommitAsync();

        Assert.Equal(31, (await writing).Rows.Updated);
        Assert.Contains(_log.Entries, entry => entry.Id == StorageEvents.Retry && entry.Text.Contains("Deadlock", StringComparison.OrdinalIgnoreCase));
        RowBatch expected = Some.Candles(SpotOhlcv.Days, "kraken", "X", Some.Start, 30, seed: 4);
        Assert.Equal(Some.Cell(expected, 0, "open"), Some.Cell(await store.ReadRowsAsync(SpotOhlcv.Days, "exchange", "kraken", default), 0, "open"));
    }

    [SkippableFact]
    public async Task A_write_that_is_cancelled_while_it_waits_ends_within_two_seconds_and_leaves_nothing()
    {
        StoreOptions place = await MadeAsync();
        await using IMarketDataStore store = await OpenAsync(place);
        await PutAsync(store, Some.Candles(SpotOhlcv.Hours, "kraken", "X", Some.Start, 1), WriteMode.Fresh);
        await using DbConnection other = MySqlDrivers.Current.CreateConnection(place, withSchema: true);
        await other.OpenAsync();
        await using DbTransaction holding = await other.BeginTransactionAsync();
        await other.ExecuteAsync("UPDATE cc_ohlcv_spot_1h_raw SET open = open + 1", transaction: holding);
        using CancellationTokenSource stopping = new();
        Task<WriteResult> writing = store.WriteAsync(new StoreWrite
        {
            RunId = "run-1",
            Now = Some.Now,
            Tables =
            [
                new TableWrite(Some.Candles(SpotOhlcv.Days, "kraken", "X", Some.Start, 100), WriteMode.Fresh),
                new TableWrite(Some.Candles(SpotOhlcv.Hours, "kraken", "X", Some.Start, 100), WriteMode.Fresh),
            ],
        }, stopping.Token);
        await UntilLockWaitAsync(place);

        Stopwatch watch = Stopwatch.StartNew();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
        await holding.RollbackAsync();
        Assert.Equal(0, (await store.ReadRowsAsync(SpotOhlcv.Days, "exchange", "kraken", default)).Count);
        Assert.Equal(100, (await PutAsync(store, Some.Candles(SpotOhlcv.Hours, "kraken", "X", Some.Start, 100), WriteMode.Merge)).Rows.Read);
    }

    [SkippableFact]
    public async Task A_write_that_is_cancelled_between_two_statements_does_not_wait_for_a_server_that_hangs()
    {
        StoreOptions place = await MadeAsync();
        await using StallingProxy relay = new("127.0.0.1", place.Port!.Value);
        await using IMarketDataStore store = await MarketDataStores.OpenAsync(place with { Host = "127.0.0.1", Port = relay.Port }, TimeProvider.System, _log, default);
        RowBatch rows = Some.Candles(SpotOhlcv.Days, "kraken", "X", Some.Start, 3);
        rows.Set(1, SpotOhlcv.Days.Ordinal("symbol_unmapped"), new string('x', 500));
        using CancellationTokenSource stop = new();
        StoreWrite write = new()
        {
            RunId = "run",
            Now = Some.Now,
            Tables = [new TableWrite(rows, WriteMode.Fresh)],
            OnRefused = _ =>
            {
                relay.Stall();
                stop.Cancel();
                return [];
            },
        };

        Stopwatch watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.WriteAsync(write, stop.Token));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
        relay.GoOn();
    }

    [SkippableTheory]
    [InlineData("Ç", "C")]
    [InlineData("😀", "😁")]
    [InlineData("abc", "ABC")]
    [InlineData("漢 ", "漢")]
    [InlineData("ß", "s")]
    public async Task Candles_whose_key_equals_anothers_for_the_engine_are_dead_letters_and_the_stored_row_stays(string first, string second)
    {
        await using IMarketDataStore store = await NewStoreAsync();
        await PutAsync(store, Some.Candles(SpotOhlcv.Days, "kraken", first, Some.Start, 30), WriteMode.Fresh);

        WriteResult later = await PutAsync(store, Some.Candles(SpotOhlcv.Days, "kraken", second, Some.Start.AddDays(20), 30, seed: 2), WriteMode.Fresh);

        Assert.Equal(10, later.Clashes.Count);
        Assert.All(later.Clashes, clash => Assert.Contains(first, clash.Reason, StringComparison.Ordinal));
        Assert.Equal(20, later.Rows.Inserted);
        RowBatch stored = await store.ReadRowsAsync(SpotOhlcv.Days, "exchange", "kraken", default);
        Assert.Equal(50, stored.Count);
        Assert.Equal(30, Enumerable.Range(0, 50).Count(row => (string)Some.Cell(stored, row, "symbol_unmapped")! == first));
    }

    [SkippableFact]
    public async Task Of_more_series_than_one_statement_looks_for_those_that_equal_stored_ones_are_found_wherever_they_stand()
    {
        await using IMarketDataStore store = await NewStoreAsync();
        string[] symbols = [.. Enumerable.Range(0, 40).Select(number => $"SYM{number:D2}")];
        await PutAsync(store, Some.Together([.. ((string[])["sym00", "sym20", "sym39"]).Select(symbol => Some.Candles(SpotOhlcv.Days, "kraken", symbol, Some.Start, 3))]), WriteMode.Fresh);

        WriteResult result = await PutAsync(
            store, Some.Together([.. symbols.Select(symbol => Some.Candles(SpotOhlcv.Days, "kraken", symbol, Some.Start.AddDays(1), 5, seed: 2))]), WriteMode.Fresh);

        Assert.Equal(6, result.Clashes.Count);
        Assert.Equal(["SYM00", "SYM20", "SYM39"], result.Clashes.Select(clash => clash.Series!.Symbol).Distinct().Order());
        Assert.Equal((40 * 5) - 6, result.Rows.Inserted);
    }

    [SkippableFact]
    public async Task Of_many_keys_the_later_of_each_pair_that_the_engine_merges_is_a_dead_letter()
    {
        await using IMarketDataStore store = await NewStoreAsync();
        List<string> symbols = [.. Enumerable.Range(0, 1_300).Select(i => $"SYM{i:D4}-USD"), "sym0007-usd", "SYM0700-ÚSD", "😀😀-USD", "😁😁-USD", "SYM1299-USĐ", "SYM1299-USÐ"];
        RowBatch rows = Some.Together([.. symbols.Select(symbol => Some.Row(InstrumentsSpot.Dataset, ("exchange_internal_name", "kraken"), ("mapped_instrument_symbol", symbol)))]);
        // What the server itself says of these texts, one against all others.
        int merged = int.Parse((await MariaDbFixture.ScalarAsync(server.NewStore(),
            "SELECT " + string.Join(" + ", symbols.Skip(1_300).Select((symbol, i) => "(" + string.Join(" OR ",
                symbols.Take(1_300).Where(plain => plain.Length == symbol.Length).Concat(symbols.Skip(1_300).Take(i)).Select(earlier =>
                    $"CONVERT('{symbol}' USING utf8mb4) COLLATE utf8mb4_general_ci = CONVERT('{earlier}' USING utf8mb4) COLLATE utf8mb4_general_ci")) + ")"))))!, System.Globalization.CultureInfo.InvariantCulture);

        WriteResult result = await PutAsync(store, rows, WriteMode.Merge);
        WriteResult again = await PutAsync(store, rows, WriteMode.Merge, Some.Now.AddMinutes(1));

        Assert.InRange(merged, 3, 6);
        Assert.Equal(merged, result.Clashes.Count);
        Assert.Equal(symbols.Count - merged, result.Rows.Inserted);
        Assert.Equal(symbols.Count - merged, again.Rows.Unchanged);
        Assert.Equal(0, again.NewRejections);
    }

    [SkippableFact]
    public async Task The_collation_is_the_schemas_and_only_a_contradiction_is_refused()
    {
        StoreOptions place = server.NewStore();
        await using (IMarketDataStore maker = await OpenAsync(place with { KeyCollation = "utf8mb4_bin" }))
        {
            await maker.InitializeAsync(default);
        }

        await using IMarketDataStore store = await OpenAsync(place);
        IngestException contradiction = await Assert.ThrowsAsync<IngestException>(() => OpenAsync(place with { KeyCollation = "utf8mb4_general_ci" }));
        WriteResult result = await PutAsync(store, Some.Together(
            Some.Candles(SpotOhlcv.Days, "kraken", "C", Some.Start, 5), Some.Candles(SpotOhlcv.Days, "kraken", "c", Some.Start, 5)), WriteMode.Fresh);

        Assert.Empty(await store.PlanSchemaAsync(default));
        Assert.Equal((10L, 0), (result.Rows.Inserted, result.Clashes.Count));
        Assert.Empty(await store.FindClashesAsync(SpotOhlcv.Days.Columns[SpotOhlcv.Days.Ordinal("symbol_unmapped")], ["C", "c"], default));
        Assert.Equal(IngestErrorId.StoreSchemaMismatch, contradiction.Id);
    }

    [SkippableFact]
    public async Task With_the_exact_collation_all_keys_are_kept()
    {
        StoreOptions place = server.NewStore() with { KeyCollation = "utf8mb4_bin" };
        await using IMarketDataStore store = await OpenAsync(place);
        await store.InitializeAsync(default);

        WriteResult result = await PutAsync(store, Some.Together(
            Some.Candles(SpotOhlcv.Days, "kraken", "Ç", Some.Start, 5), Some.Candles(SpotOhlcv.Days, "kraken", "C", Some.Start, 5),
            Some.Candles(SpotOhlcv.Days, "kraken", "c", Some.Start, 5)), WriteMode.Fresh);

        Assert.Equal(15, result.Rows.Inserted);
        Assert.Empty(result.Clashes);
    }

    [SkippableFact]
    public async Task The_committed_script_runs_as_it_stands_and_a_second_time()
    {
        StoreOptions place = server.NewStore() with { Schema = "market" };
        Skip.If(await MariaDbFixture.ScalarAsync(place, "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'market'") != "0",
            "the server has a database 'market' already, and this test would drop it");
        string script = await File.ReadAllTextAsync(RepositoryFiles.PathOf("sql", "create_schema.mysql.sql"));
        try
        {
            await MariaDbFixture.ExecuteAsync(place, script);
            await MariaDbFixture.ExecuteAsync(place, script);
            await using IMarketDataStore store = await OpenAsync(place);

            Assert.Equal(DatasetCatalog.SchemaVersion, await store.ReadSchemaVersionAsync(default));
            Assert.Empty(await store.PlanSchemaAsync(default));
            Assert.Equal(3, (await PutAsync(store, Some.Rows(SpotOhlcv.Days, 3), WriteMode.Fresh)).Rows.Inserted);
        }
        finally
        {
            await MariaDbFixture.ExecuteAsync(place, "DROP DATABASE IF EXISTS market");
        }
    }

    private static string RandomText(Random random, int length)
    {
        StringBuilder text = new();
        for (int left = random.Next(length); left > 1; left -= 2)
        {
            text.Append(random.Next(8) == 0 ? "😀" : random.Next(2) == 0 ? Alphabet[random.Next(Alphabet.Length)].ToString() : "xy");
        }

        return text.ToString();
    }

    private static double RandomDouble(Random random)
    {
        double value = BitConverter.Int64BitsToDouble(random.NextInt64());
        // Numbers below the smallest normal one are no market data, and servers may round them to zero.
        return double.IsFinite(value) && double.IsNormal(value) ? value : random.NextDouble();
    }

    private static async Task UntilLockWaitAsync(StoreOptions place)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
        // Not innodb_trx: its copy of the lock table is not renewed while it is read more often than every 100 ms, and tests run side by side.
        string waiting = $"SELECT COUNT(*) FROM information_schema.processlist WHERE db = '{place.Schema}' AND command = 'Query' AND time_ms > 200";
        while (await MariaDbFixture.ScalarAsync(place, waiting) == "0")
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private static Task<WriteResult> PutAsync(IMarketDataStore store, RowBatch rows, WriteMode mode, DateTime? now = null) => store.WriteAsync(
        new StoreWrite { RunId = "run-1", Now = now ?? Some.Now, Tables = [new TableWrite(rows, mode)] }, default);

    private async Task<IMarketDataStore> NewStoreAsync() => await OpenAsync(await MadeAsync());

    private Task<IMarketDataStore> OpenAsync(StoreOptions place) => MarketDataStores.OpenAsync(place, TimeProvider.System, _log, default);

    private async Task<StoreOptions> MadeAsync()
    {
        StoreOptions place = server.NewStore();
        await using IMarketDataStore store = await OpenAsync(place);
        await store.InitializeAsync(default);
        return place;
    }
}
