using System.Data;
using System.Data.Common;
using System.Diagnostics;
using CcIngest.TestSupport;
using Dapper;

namespace CcIngest.Storage.Tests;

/// <summary>What Npgsql promises behind its guard: commands obey their token within seconds, and none waits for ever for a server that has gone silent.</summary>
public sealed class PostgreSqlDriverTests(PostgreSqlFixture server) : IClassFixture<PostgreSqlFixture>
{
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AbandonLimit = TimeSpan.FromSeconds(5);

    [SkippableFact]
    public async Task A_cancelled_query_ends_within_two_seconds_and_leaves_the_connection_usable()
    {
        await using DbConnection connection = await OpenAsync(server.NewStore());

        TimeSpan taken = await CancelAsync(token => connection.ExecuteScalarAsync<string>(new CommandDefinition("SELECT pg_sleep(30)::text", cancellationToken: token)));

        Assert.True(taken < CancelLimit, $"It took {taken}.");
        Assert.Equal(7, await connection.ExecuteScalarAsync<int>("SELECT 7"));
    }

    [SkippableFact]
    public async Task A_query_that_is_cancelled_while_its_rows_come_ends_within_two_seconds_and_leaves_the_connection_usable()
    {
        await using DbConnection connection = await OpenAsync(server.NewStore());

        TimeSpan taken = await CancelAsync(async token =>
        {
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = "SELECT i, REPEAT('x', 100) FROM generate_series(1, 1000000000) i";
            await using DbDataReader reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
            {
            }
        });

        Assert.True(taken < CancelLimit, $"It took {taken}.");
        Assert.Equal(7, await connection.ExecuteScalarAsync<int>("SELECT 7"));
    }

    [SkippableFact]
    public async Task A_kill_that_comes_before_the_server_has_begun_is_repeated()
    {
        StoreOptions place = server.NewStore();
        await using GuardedConnection connection = (GuardedConnection)await OpenAsync(place);
        int process = await connection.ExecuteScalarAsync<int>("SELECT pg_backend_pid()");
        int kills = 0;
        ServerKill kill = new(() => PostgreSqlDriver.CreateConnection(place), _ => kills++ == 0 ? "SELECT 1" : FormattableString.Invariant($"SELECT pg_cancel_backend({process})"));
        CallGuard guard = new(connection.Inner, kill);

        TimeSpan taken = await CancelAsync(token => guard.RunAsync(_ => connection.Inner.ExecuteScalarAsync<string>("SELECT pg_sleep(30)::text"), token));

        Assert.False(guard.IsAbandoned);
        Assert.Equal(2, kills);
        Assert.True(taken < CallGuard.AbandonAfter, $"It took {taken}.");
        Assert.Equal(7, await connection.ExecuteScalarAsync<int>("SELECT 7"));
    }

    [SkippableFact]
    public async Task A_transaction_whose_statement_was_cancelled_can_be_rolled_back()
    {
        await using DbConnection connection = await OpenAsync(server.NewStore());
        await connection.ExecuteAsync("CREATE TEMPORARY TABLE t (id int)");
        await using (DbTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted))
        {
            await connection.ExecuteAsync("INSERT INTO t VALUES (1)", transaction: transaction);
            await CancelAsync(token => connection.ExecuteAsync(new CommandDefinition("SELECT pg_sleep(30)", transaction: transaction, cancellationToken: token)));
            await transaction.RollbackAsync();
        }

        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM t"));
    }

    [SkippableFact]
    public async Task A_server_that_hangs_is_given_up_within_five_seconds_and_nothing_waits_for_it_afterwards()
    {
        StoreOptions place = server.NewStore();
        await using StallingProxy relay = new("127.0.0.1", place.Port!.Value);
        DbConnection connection = await OpenAsync(place with { Host = "127.0.0.1", Port = relay.Port });
        DbTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);

        TimeSpan taken = await CancelAsync(
            token => connection.ExecuteAsync(new CommandDefinition("SELECT pg_sleep(1)", transaction: transaction, cancellationToken: token)), relay.Stall);
        Stopwatch watch = Stopwatch.StartNew();
        await transaction.DisposeAsync();
        await connection.DisposeAsync();

        Assert.True(taken < AbandonLimit, $"It took {taken}.");
        Assert.True(watch.Elapsed < CancelLimit, $"It took {watch.Elapsed}.");
        Assert.NotEqual(ConnectionState.Open, connection.State);
    }

    [SkippableFact]
    public async Task Opening_ends_when_a_server_takes_the_connection_and_says_nothing()
    {
        StoreOptions place = server.NewStore();
        await using StallingProxy relay = new("127.0.0.1", place.Port!.Value);
        relay.Stall();

        Stopwatch watch = Stopwatch.StartNew();
        Exception refused = await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync(place with { Host = "127.0.0.1", Port = relay.Port, PoolTimeout = TimeSpan.FromSeconds(1) }));

        Assert.True(watch.Elapsed < AbandonLimit, $"It took {watch.Elapsed}.");
        Assert.Equal(Model.IngestErrorId.StoreUnreachable, PostgreSqlErrors.Translate(refused, "opening", place)?.Id);
        Assert.True(PostgreSqlErrors.IsTransient(refused), refused.ToString());
    }

    [SkippableFact]
    public async Task A_connection_that_breaks_is_a_lost_connection()
    {
        StoreOptions place = server.NewStore();
        await using DbConnection victim = await OpenAsync(place);
        int process = await victim.ExecuteScalarAsync<int>("SELECT pg_backend_pid()");
        await PostgreSqlFixture.ExecuteAsync(place, FormattableString.Invariant($"SELECT pg_terminate_backend({process})"));

        Exception broken = await Assert.ThrowsAnyAsync<Exception>(() => victim.ExecuteAsync("SELECT 1"));

        Assert.True(PostgreSqlErrors.IsTransient(broken), broken.ToString());
        Assert.NotEqual(ConnectionState.Open, victim.State);
    }

    private static async Task<DbConnection> OpenAsync(StoreOptions place)
    {
        DbConnection connection = PostgreSqlDriver.CreateConnection(place);
        await connection.OpenAsync();
        return connection;
    }

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
