using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using CcIngest.TestSupport;
using Dapper;

namespace CcIngest.Storage.Tests;

/// <summary>What every driver behind <see cref="IMySqlDriver"/> promises.</summary>
public sealed class MySqlDriverTests(MariaDbFixture server) : IClassFixture<MariaDbFixture>
{
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AbandonLimit = TimeSpan.FromSeconds(5);

    [SkippableFact]
    public async Task A_cancelled_query_ends_within_two_seconds_and_leaves_the_connection_usable()
    {
        await using DbConnection connection = await OpenAsync(server.NewStore());

        TimeSpan taken = await CancelAsync(token => connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT SLEEP(30)", cancellationToken: token)));

        Assert.True(taken < CancelLimit, $"It took {taken}.");
        Assert.Equal(7, await connection.ExecuteScalarAsync<int>("SELECT 7"));
    }

    [SkippableFact]
    public async Task A_query_that_is_cancelled_while_its_rows_come_ends_within_two_seconds()
    {
        await using DbConnection connection = await OpenAsync(server.NewStore());
        const string Endless = "SELECT a.help_topic_id, REPEAT('x', 100) FROM mysql.help_topic a, mysql.help_topic b, mysql.help_topic c";

        TimeSpan taken = await CancelAsync(async token =>
        {
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = Endless;
            await using DbDataReader reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
            {
            }
        });

        Assert.True(taken < CancelLimit, $"It took {taken}.");
        Assert.Equal(7, await connection.ExecuteScalarAsync<int>("SELECT 7"));
    }

    [SkippableFact]
    public async Task A_query_that_fails_between_its_rows_says_so_at_once_and_leaves_no_lock()
    {
        StoreOptions store = await NewDatabaseAsync(
            "CREATE TABLE t (id INT PRIMARY KEY, word VARCHAR(2000) CHARACTER SET utf8mb4); INSERT INTO t SELECT seq, REPEAT('x', 2000) FROM seq_1_to_2000");
        Stopwatch watch = Stopwatch.StartNew();
        DbConnection connection = await OpenAsync(store, withSchema: true);
        await using (DbTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted))
        {
            await connection.ExecuteAsync("UPDATE t SET word = '' WHERE id = 1", transaction: transaction);
            Exception failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await using DbCommand command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "SELECT word, IF(id = 1500, (SELECT 1 UNION SELECT 2), 1) FROM t ORDER BY id";
                await using DbDataReader reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                }
            });

            Assert.Equal(1242, MySqlDrivers.Current.ErrorNumber(failure));      // the subquery gave two rows
        }

        await connection.DisposeAsync();
        Assert.True(watch.Elapsed < AbandonLimit, $"It took {watch.Elapsed}.");
        await using DbConnection other = await OpenAsync(store, withSchema: true);
        Assert.Equal(1, await other.ExecuteAsync("UPDATE t SET word = 'free' WHERE id = 1"));
    }

    [SkippableFact]
    public async Task A_transaction_whose_statement_was_cancelled_can_be_rolled_back()
    {
        StoreOptions store = await NewDatabaseAsync("CREATE TABLE t (id INT PRIMARY KEY)");
        await using DbConnection connection = await OpenAsync(store, withSchema: true);
        await using (DbTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted))
        {
            await connection.ExecuteAsync("INSERT INTO t VALUES (1)", transaction: transaction);
            await CancelAsync(token => connection.ExecuteAsync(new CommandDefinition("INSERT INTO t SELECT 2 + SLEEP(30)", transaction: transaction, cancellationToken: token)));
            await transaction.RollbackAsync();
        }

        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM t"));
    }

    [SkippableFact]
    public async Task A_cancelled_query_on_a_server_that_hangs_is_given_up_within_five_seconds()
    {
        StoreOptions store = server.NewStore();
        await using StallingProxy relay = new("127.0.0.1", store.Port!.Value);
        await using DbConnection connection = await OpenAsync(store with { Host = "127.0.0.1", Port = relay.Port });

        TimeSpan taken = await CancelAsync(token => connection.ExecuteAsync(new CommandDefinition("SELECT SLEEP(1)", cancellationToken: token)), relay.Stall);

        Assert.True(taken < AbandonLimit, $"It took {taken}.");
        Assert.NotEqual(ConnectionState.Open, connection.State);
    }

    [SkippableFact]
    public async Task A_rollback_and_a_dispose_do_not_wait_for_a_server_that_hangs()
    {
        StoreOptions store = server.NewStore();
        await using StallingProxy relay = new("127.0.0.1", store.Port!.Value);
        DbConnection connection = await OpenAsync(store with { Host = "127.0.0.1", Port = relay.Port });
        DbTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
        await CancelAsync(token => connection.ExecuteAsync(new CommandDefinition("SELECT SLEEP(1)", transaction: transaction, cancellationToken: token)), relay.Stall);

        Stopwatch watch = Stopwatch.StartNew();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"It took {watch.Elapsed}.");
    }

    [SkippableFact]
    public async Task Opening_ends_when_a_server_takes_the_connection_and_says_nothing()
    {
        StoreOptions store = server.NewStore();
        await using StallingProxy relay = new("127.0.0.1", store.Port!.Value);
        relay.Stall();

        Stopwatch watch = Stopwatch.StartNew();
        Exception refused = await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync(store with { Host = "127.0.0.1", Port = relay.Port, PoolTimeout = TimeSpan.FromSeconds(1) }));

        Assert.True(watch.Elapsed < AbandonLimit, $"It took {watch.Elapsed}.");
        Assert.Equal(Model.IngestErrorId.StoreUnreachable, MySqlErrors.Translate(refused, "opening", MySqlDrivers.Current, store)?.Id);
    }

    [SkippableFact]
    public async Task A_pooled_connection_comes_back_with_a_fresh_session()
    {
        StoreOptions store = (await NewDatabaseAsync()) with { PoolMaxSize = 1 };
        await using (DbConnection first = await OpenAsync(store, withSchema: true))
        {
            await first.ExecuteAsync("SET SESSION sql_mode = ''; CREATE TEMPORARY TABLE left_over (id INT)");
        }

        await using DbConnection second = await OpenAsync(store, withSchema: true);

        Assert.NotEqual("", await second.ExecuteScalarAsync<string>("SELECT @@SESSION.sql_mode"));
        Assert.Equal(0, await second.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'left_over' AND table_schema = DATABASE() AND table_type = 'TEMPORARY'"));
    }

    [SkippableTheory]
    [InlineData(EqualKey.Replace, "new")]
    [InlineData(EqualKey.Ignore, "old")]
    public async Task A_load_replaces_or_keeps_rows_of_equal_key(object onEqualKey, string expected)
    {
        StoreOptions store = await NewDatabaseAsync("CREATE TABLE t (id INT PRIMARY KEY, word VARCHAR(20) CHARACTER SET utf8mb4); INSERT INTO t VALUES (1, 'old')");
        await using DbConnection connection = await OpenAsync(store, withSchema: true);

        await LoadAsync(connection, "1\tnew\n2\t😀\n", (EqualKey)onEqualKey);

        Assert.Equal([expected, "😀"], await connection.QueryAsync<string>("SELECT word FROM t ORDER BY id"));
    }

    [SkippableFact]
    public async Task A_load_joins_the_transaction()
    {
        StoreOptions store = await NewDatabaseAsync("CREATE TABLE t (id INT PRIMARY KEY, word VARCHAR(20))");
        await using DbConnection connection = await OpenAsync(store, withSchema: true);
        await using (DbTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted))
        {
            await LoadAsync(connection, "1\ta\n", EqualKey.Replace);
            await transaction.RollbackAsync();
        }

        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM t"));
    }

    [SkippableFact]
    public async Task Errors_carry_the_servers_number()
    {
        StoreOptions store = server.NewStore();
        await using DbConnection connection = await OpenAsync(store);

        Assert.Equal(1064, await NumberAsync(() => connection.ExecuteAsync("SELEC 1")));
        Assert.Equal(1146, await NumberAsync(() => connection.ExecuteAsync("SELECT * FROM mysql.no_such_table")));
        Assert.Equal(1045, await NumberAsync(() => OpenAsync(store with { Password = new Model.Secret("no-such-password") })));
        Assert.Equal(MySqlErrors.DatabaseUnknown, await NumberAsync(() => OpenAsync(store, withSchema: true)));
        Assert.Equal(0, MySqlDrivers.Current.ErrorNumber(new InvalidOperationException("no driver's")));
    }

    [SkippableFact]
    public async Task A_connection_that_breaks_is_a_lost_connection()
    {
        StoreOptions store = server.NewStore();
        await using DbConnection victim = await OpenAsync(store);
        long id = await victim.ExecuteScalarAsync<long>("SELECT CONNECTION_ID()");
        await MariaDbFixture.ExecuteAsync(store, string.Create(CultureInfo.InvariantCulture, $"KILL CONNECTION {id}"));

        Exception broken = await Assert.ThrowsAnyAsync<Exception>(() => victim.ExecuteAsync("SELECT 1"));

        Assert.True(MySqlErrors.IsTransient(MySqlDrivers.Current.ErrorNumber(broken), broken.Message), broken.ToString());
    }

    private static async Task<DbConnection> OpenAsync(StoreOptions store, bool withSchema = false)
    {
        DbConnection connection = MySqlDrivers.Current.CreateConnection(store, withSchema);
        await connection.OpenAsync();
        return connection;
    }

    private async Task<StoreOptions> NewDatabaseAsync(string tables = "")
    {
        StoreOptions store = server.NewStore();
        await MariaDbFixture.ExecuteAsync(store, $"CREATE DATABASE `{store.Schema}`; USE `{store.Schema}`; {tables}");
        return store;
    }

    private static Task<int> LoadAsync(DbConnection connection, string text, EqualKey onEqualKey) => MySqlDrivers.Current.LoadAsync(
        connection, new BulkLoad("`t`", ["`id`", "`word`"], new MemoryStream(Encoding.UTF8.GetBytes(text)), onEqualKey), CancellationToken.None);

    private static async Task<int> NumberAsync(Func<Task> call) =>
        MySqlDrivers.Current.ErrorNumber(await Assert.ThrowsAnyAsync<Exception>(call));

    /// <summary>Starts the call, cancels it after 300 ms and returns how long it then took to end.</summary>
    private static async Task<TimeSpan> CancelAsync(Func<CancellationToken, Task> call, Action? beforehand = null)
    {
        using CancellationTokenSource stopping = new();
        Task running = call(stopping.Token);
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        Assert.False(running.IsCompleted, "The call ended before it was cancelled.");
        beforehand?.Invoke();
        Stopwatch watch = Stopwatch.StartNew();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        return watch.Elapsed;
    }
}
