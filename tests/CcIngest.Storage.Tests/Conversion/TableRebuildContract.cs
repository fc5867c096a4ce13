using System.Data.Common;
using CcIngest.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Storage.Tests;

/// <summary>The promises of <see cref="ITableRebuilds"/> on a candle table as the older system made it: Unix times, no key, duplicates.</summary>
public abstract partial class TableRebuildContract : IAsyncLifetime
{
    protected const string Table = "cc_ohlcv_spot_1d_raw";

    /// <summary>Rows that a new table has: 4 series of 30 days.</summary>
    private const int Kept = 120;

    private static readonly RebuildRequest Request = new()
    {
        Table = Table,
        Key = ["exchange", "symbol_unmapped", "datetime"],
        Times =
        [
            new TimeConversion("first_trade_timestamp", TimeUnit.s, false, false),
            new TimeConversion("last_trade_timestamp", null, false, false),
        ],
        RemovesDuplicates = true,
        NewestBy = "collected_at",
        SliceRows = 40,
    };

    private readonly List<IMarketDataStore> _stores = [];

    private StoreOptions _place = null!;

    protected abstract Task<StoreOptions> NewPlaceAsync();

    /// <summary>Runs a statement in a connection of its own, the store's schema being the default one.</summary>
    protected abstract Task ExecuteAsync(StoreOptions place, string sql);

    protected abstract Task<string?> ScalarAsync(StoreOptions place, string sql);

    /// <summary>An open connection, the store's schema being the default one.</summary>
    protected abstract Task<DbConnection> ConnectAsync(StoreOptions place);

    /// <summary>Type of a time as the older system's tables have it.</summary>
    protected abstract string TimeType { get; }

    /// <summary>A query for the columns of the primary key in order, comma-separated.</summary>
    protected abstract string KeyQuery { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (IMarketDataStore store in _stores)
        {
            await store.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Times_become_times_duplicates_go_and_the_old_table_is_kept()
    {
        IMarketDataStore store = await OldTableAsync();

        RebuildRecord done = await RunAsync(store);

        await AssertConvertedAsync(done);
        Assert.Equal("124", await ScalarAsync(_place, $"SELECT COUNT(*) FROM {((SqlStore)store).Dialect.Quote(done.Original)}"));
        await store.Rebuilds.RemoveOriginalAsync(done, default);
        Assert.Equal(TableRebuilds.Removed, (await store.Rebuilds.FindAsync(Table, default))[^1].State);
        await Assert.ThrowsAnyAsync<Exception>(() => ScalarAsync(_place, $"SELECT COUNT(*) FROM {((SqlStore)store).Dialect.Quote(done.Original)}"));
    }

    [SkippableFact]
    public async Task A_call_that_ends_after_any_step_is_carried_on_by_the_next_one()
    {
        IMarketDataStore store = await OldTableAsync();
        List<string> steps = [];
        await RunAsync(store, (step, _) =>
        {
            steps.Add(step);
            return Task.CompletedTask;
        });

        // The last one comes after the end.
        string[] different = [.. steps.SkipLast(1).Distinct()];
        Assert.InRange(different.Length, 12, 20);
        foreach (string last in different)
        {
            await MakeOldTableAsync();
            // Of steps that come with each slice, the second one.
            int left = steps.Count(step => step == last) > 2 ? 2 : 1;
            await Assert.ThrowsAsync<InvalidTimeZoneException>(
                () => RunAsync(store, (step, _) => step == last && --left == 0 ? throw new InvalidTimeZoneException("killed") : Task.CompletedTask));

            await AssertConvertedAsync(await RunAsync(store));
        }
    }

    [SkippableFact]
    public async Task Somebody_who_reads_all_the_time_always_has_a_table()
    {
        IMarketDataStore store = await OldTableAsync();
        using CancellationTokenSource end = new();
        int reads = 0;
        Task reader = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                Assert.Contains(await ScalarAsync(_place, $"SELECT COUNT(*) FROM {Table}"), new[] { "124", "120" });
                reads++;
            }
        });

        await RunAsync(store, async (step, cancellationToken) => await Task.Delay(step is "locked" or "renamed" or "rename waiting" ? 50 : 0, cancellationToken));
        for (int waited = 0; reads < 3 && !reader.IsCompleted && waited < 200; waited++)
        {
            await Task.Delay(50);
        }

        await end.CancelAsync();
        await reader;

        Assert.InRange(reads, 3, int.MaxValue);
        Assert.Equal("120", await ScalarAsync(_place, $"SELECT COUNT(*) FROM {Table}"));
    }

    [SkippableFact]
    public async Task Rows_that_others_add_meanwhile_are_in_the_new_table()
    {
        IMarketDataStore store = await OldTableAsync();
        bool isAdded = false;

        RebuildRecord done = await RunAsync(store, async (step, _) =>
        {
            if (step == "checked" && !isAdded)
            {
                isAdded = true;
                await ExecuteAsync(_place, Insert("kraken", "NEW", "2024-01-10 00:00:00", "1704844800", "1704844801000", 7, "2024-03-01 00:00:00"));
                // A newer row of a key that is there.
                await ExecuteAsync(_place, Insert("kraken", "A", "2024-01-02 00:00:00", "1704153600", "1704153601", 77, "2024-03-01 00:00:00"));
            }
        });

        Assert.Equal((126L, 121L), (done.RowsBefore, done.RowsAfter));
        Assert.Equal("121", await ScalarAsync(_place, $"SELECT COUNT(*) FROM {Table}"));
        Assert.Equal("77", await ScalarAsync(_place, $"SELECT CAST(open AS {CastInteger}) FROM {Table} WHERE exchange = 'kraken' AND symbol_unmapped = 'A' AND datetime = '2024-01-02 00:00:00'"));
        Assert.StartsWith("2024-01-10 00:00:01", await ScalarAsync(_place, $"SELECT {AsText("last_trade_timestamp")} FROM {Table} WHERE symbol_unmapped = 'NEW'"), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("UPDATE cc_ohlcv_spot_1d_raw SET open = 1234 WHERE symbol_unmapped = 'B' AND exchange = 'kraken' AND datetime = '2024-01-05 00:00:00'")]
    [InlineData("DELETE FROM cc_ohlcv_spot_1d_raw WHERE symbol_unmapped = 'B' AND exchange = 'kraken' AND datetime = '2024-01-05 00:00:00'")]
    public async Task Rows_that_others_change_or_remove_meanwhile_end_it_and_the_next_call_has_them(string sql)
    {
        IMarketDataStore store = await OldTableAsync();
        bool isDone = false;

        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => RunAsync(store, async (step, _) =>
        {
            if (step == "checked" && !isDone)
            {
                isDone = true;
                await ExecuteAsync(_place, sql);
            }
        }));

        Assert.Equal(IngestErrorId.CopyMismatch, refused.Id);
        Assert.Contains("1 rows", refused.Message, StringComparison.Ordinal);
        Assert.Contains("datetime from", refused.Message, StringComparison.Ordinal);
        bool isDelete = sql.StartsWith("DELETE", StringComparison.Ordinal);
        Assert.Equal(isDelete ? "123" : "124", await ScalarAsync(_place, $"SELECT COUNT(*) FROM {Table}"));
        Assert.Equal(isDelete ? 119 : 120, (await RunAsync(store)).RowsAfter);
    }

    [SkippableFact]
    public async Task What_is_left_out_is_kept_before()
    {
        IMarketDataStore store = await OldTableAsync();
        KeptRows kept = new();

        RebuildRecord done = await store.Rebuilds.RunAsync(Request, new RebuildWatch { Removed = kept }, default);

        Assert.Equal((124L, 120L), (done.RowsBefore, done.RowsAfter));
        // The older one of two, the one of two equally old ones that has the lesser hash, and the same row twice more.
        Assert.Equal(4, kept.Rows.Count);
        Assert.Contains(kept.Rows, row => row.Contains("kraken|A|", StringComparison.Ordinal) && row.Contains("|999|", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Duplicates_are_refused_unless_they_are_to_go()
    {
        IMarketDataStore store = await OldTableAsync();

        IngestException refused = await Assert.ThrowsAsync<IngestException>(
            () => store.Rebuilds.RunAsync(Request with { RemovesDuplicates = false }, new RebuildWatch(), default));

        Assert.Equal(IngestErrorId.KeyClash, refused.Id);
        Assert.Equal("124", await ScalarAsync(_place, $"SELECT COUNT(*) FROM {Table}"));
        // Another request begins anew.
        await AssertConvertedAsync(await RunAsync(store));
    }

    [SkippableFact]
    public async Task Times_out_of_range_are_refused_unless_they_are_to_be_null()
    {
        IMarketDataStore store = await OldTableAsync();
        await ExecuteAsync(_place, Insert("kraken", "BAD", "2024-01-05 00:00:00", "-5", "99999999999", 1, "2024-03-01 00:00:00"));

        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => RunAsync(store));
        RebuildRecord done = await store.Rebuilds.RunAsync(
            Request with { Times = [.. Request.Times.Select(time => time with { NullsInvalid = true })] }, new RebuildWatch(), default);

        Assert.Equal(IngestErrorId.StoreSchemaMismatch, refused.Id);
        Assert.Equal(121, done.RowsAfter);
        Assert.Equal("1", await ScalarAsync(_place, $"SELECT COUNT(*) FROM {Table} WHERE symbol_unmapped = 'BAD' AND first_trade_timestamp IS NULL AND last_trade_timestamp IS NULL"));
    }

    [SkippableFact]
    public async Task Duplicates_are_counted_and_read_with_their_newest_and_oldest()
    {
        IMarketDataStore store = await OldTableAsync();
        SourceTable table = (await store.Rebuilds.ReadTableAsync(Table, default))!;

        KeyFit fit = await store.Rebuilds.FitKeyAsync(table, Request, default);
        List<DuplicateKey> keys = [];
        await foreach (DuplicateKey key in store.Rebuilds.ReadDuplicatesAsync(table, Request.Key, "collected_at", 40, default))
        {
            keys.Add(key);
        }

        Assert.Equal(new KeyFit(124, 4, 3, 0), fit);
        Assert.Equal(3, keys.Count);
        DuplicateKey first = keys.Single(key => key.Values[1] == "A");
        Assert.Equal(2, first.Rows);
        Assert.StartsWith("2024-02-01", first.Newest, StringComparison.Ordinal);
        Assert.StartsWith("2024-01-31", first.Oldest, StringComparison.Ordinal);
        Assert.Equal(3, keys.Single(key => key.Values[1] == "D").Rows);
    }

    [SkippableFact]
    public async Task Evidence_of_times_counts_every_kind()
    {
        IMarketDataStore store = await OldTableAsync();
        SourceTable table = (await store.Rebuilds.ReadTableAsync(Table, default))!;

        IReadOnlyList<TimeColumnEvidence> evidence = await store.Rebuilds.ReadTimesAsync(table, ["first_trade_timestamp", "last_trade_timestamp"], default);

        Assert.Equal((124L, 4L, 4L, 0L, 0L), (evidence[0].Rows, evidence[0].Nulls, evidence[0].Zeros, evidence[0].Negatives, evidence[0].OutOfRange));
        Assert.Equal((116L, 0L), (evidence[0].ByMagnitude[TimeUnit.s], evidence[0].ByMagnitude[TimeUnit.ms]));
        Assert.Equal(124, evidence[1].ByMagnitude[TimeUnit.s] + evidence[1].ByMagnitude[TimeUnit.ms]);
        Assert.InRange(evidence[1].ByMagnitude[TimeUnit.ms], 30, 40);
        Assert.Equal(3, evidence[0].Samples.Count);
    }

    protected virtual string CastInteger => "INTEGER";

    protected virtual string AsText(string column) => column;

    private async Task<IMarketDataStore> OldTableAsync()
    {
        _place = await NewPlaceAsync();
        await MakeOldTableAsync();
        IMarketDataStore store = await MarketDataStores.OpenAsync(_place, TimeProvider.System, NullLoggerFactory.Instance, default);
        _stores.Add(store);
        return store;
    }

    protected async Task<(IMarketDataStore Store, StoreOptions Place)> OldPlaceAsync() => (await OldTableAsync(), _place);

    protected static Task<RebuildRecord> RunAsync(IMarketDataStore store, Func<string, CancellationToken, Task>? afterStep = null) =>
        store.Rebuilds.RunAsync(Request, new RebuildWatch { AfterStep = afterStep }, default);

    private async Task MakeOldTableAsync()
    {
        await ExecuteAsync(_place, $"DROP TABLE IF EXISTS {Table}");
        await ExecuteAsync(_place, $"""
            CREATE TABLE {Table} (datetime {TimeType} NOT NULL, exchange VARCHAR(255) NOT NULL, symbol_unmapped VARCHAR(255) NOT NULL, base VARCHAR(255),
            open DOUBLE PRECISION, total_trades BIGINT, first_trade_timestamp BIGINT, last_trade_timestamp BIGINT, collected_at {TimeType} NOT NULL)
            """);
        List<string> rows = [];
        DateTime day = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (int number = 0; number < Kept; number++)
        {
            string symbol = ((char)('A' + (number / 30))).ToString();
            DateTime at = day.AddDays(number % 30);
            long seconds = new DateTimeOffset(at).ToUnixTimeSeconds() + 60;
            string first = (number % 30) switch { 3 => "NULL", 4 => "0", _ => FormattableString.Invariant($"{seconds}") };
            string last = FormattableString.Invariant($"{seconds + 60}{(number % 4 == 0 ? "500" : "")}");
            rows.Add(Values("kraken", symbol, at.ToString("u", null)[..19], first, last, 0.1 + number, "2024-02-01 00:00:00"));
        }

        rows.Add(Values("kraken", "A", "2024-01-01 00:00:00", "1704067260", "1704067320500", 999, "2024-01-31 00:00:00"));
        rows.Add(Values("kraken", "C", "2024-01-01 00:00:00", "1704067260", "1704067320", 888, "2024-02-01 00:00:00"));
        rows.Add(rows[91]);
        rows.Add(rows[91]);
        await ExecuteAsync(_place, $"{InsertInto} {string.Join(", ", rows)}");
    }

    private static string InsertInto => $"INSERT INTO {Table} (exchange, symbol_unmapped, datetime, base, first_trade_timestamp, last_trade_timestamp, open, total_trades, collected_at) VALUES";

    private static string Insert(string exchange, string symbol, string at, string first, string last, double open, string collected) =>
        $"{InsertInto} {Values(exchange, symbol, at, first, last, open, collected)}";

    private static string Values(string exchange, string symbol, string at, string first, string last, double open, string collected) =>
        FormattableString.Invariant($"('{exchange}', '{symbol}', '{at}', NULL, {first}, {last}, {open:R}, 5, '{collected}')");

    private async Task AssertConvertedAsync(RebuildRecord done)
    {
        Assert.Equal((TableRebuilds.Swapped, 124L, 120L), (done.State, done.RowsBefore, done.RowsAfter));
        Assert.Equal("120", await ScalarAsync(_place, $"SELECT COUNT(*) FROM {Table}"));
        Assert.Equal("exchange,symbol_unmapped,datetime", await ScalarAsync(_place, KeyQuery));
        Assert.Equal("8", await ScalarAsync(_place, $"SELECT COUNT(*) FROM {Table} WHERE first_trade_timestamp IS NULL"));
        Assert.Equal("0", await ScalarAsync(_place, $"SELECT COUNT(*) FROM {Table} WHERE open = 999"));
        Assert.StartsWith("2024-01-02 00:02:00", await ScalarAsync(_place, $"SELECT {AsText("last_trade_timestamp")} FROM {Table} WHERE symbol_unmapped = 'A' AND datetime = '2024-01-02 00:00:00'"), StringComparison.Ordinal);
        Assert.StartsWith("2024-01-01 00:02:00", await ScalarAsync(_place, $"SELECT {AsText("last_trade_timestamp")} FROM {Table} WHERE symbol_unmapped = 'A' AND datetime = '2024-01-01 00:00:00'"), StringComparison.Ordinal);
        Assert.Null((await _stores[0].Rebuilds.ReadTableAsync(done.NewTable, default)));
    }

    private sealed class KeptRows : IRemovedRows
    {
        public List<string> Rows { get; } = [];

        public async Task<long> KeepAsync(string work, int slice, IAsyncEnumerable<RowBatch> rows, CancellationToken cancellationToken)
        {
            int before = Rows.Count;
            await foreach (RowBatch batch in rows)
            {
                for (int row = 0; row < batch.Count; row++)
                {
                    string? text(string column) => Convert.ToString(batch.Value(row, batch.Dataset.Ordinal(column)), System.Globalization.CultureInfo.InvariantCulture);
                    Rows.Add($"{text("exchange")}|{text("symbol_unmapped")}|{text("open")}|{text("collected_at")}");
                }
            }

            return Rows.Count - before;
        }
    }
}
