using MySql.Data.MySqlClient;

namespace CcIngest.Storage;

/// <summary>
/// Stands before the calls of one MySql.Data connection. A cancelled call is ended by KILL QUERY on a second connection; when the server does not
/// answer that either, the connection is abandoned: the caller goes on, and whatever still hangs is disposed of should it ever end.
/// </summary>
internal sealed class CallGuard(MySqlConnection connection, string killConnectionString)
{
    /// <summary>From the cancellation to the moment at which a connection is given up.</summary>
    public static readonly TimeSpan AbandonAfter = TimeSpan.FromSeconds(4);

    /// <summary>True when a call may still hang in the connection: nothing may be sent over it any more.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Runs a query, which KILL QUERY can end.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> query, CancellationToken cancellationToken) => RunAsync(query, WhenCancelled.Kill, cancellationToken);

    /// <summary>Runs something else than a query.</summary>
    public Task RunAsync(Func<Task> call, WhenCancelled whenCancelled, CancellationToken cancellationToken) => RunAsync(async () =>
    {
        await call().ConfigureAwait(false);
        return true;
    }, whenCancelled, cancellationToken);

    /// <summary>Waits for a call that is under way, for example the next row of a reader.</summary>
    public async Task<T> WaitAsync<T>(Task<T> work, WhenCancelled whenCancelled, CancellationToken cancellationToken)
    {
        if (!work.IsCompleted && cancellationToken.CanBeCanceled)
        {
            await Task.WhenAny(work, UntilCancelled(cancellationToken, out CancellationTokenRegistration registration)).ConfigureAwait(false);
            await registration.DisposeAsync().ConfigureAwait(false);
            if (!work.IsCompleted)
            {
                await EndAsync(work, whenCancelled).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        try
        {
            return await work.ConfigureAwait(false);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is not OperationCanceledException)
        {
            throw new OperationCanceledException("The command was cancelled.", exception, cancellationToken);
        }
    }

    /// <summary>Closes a reader, which reads over the rows that are left; a cancelled query is killed first, so that there are few.</summary>
    public async Task CloseReaderAsync(MySqlDataReader reader, bool isCancelled)
    {
        Task closing = isCancelled
            ? Quiet(Task.Run(KillAsync)).ContinueWith(_ => Quiet(Task.Run(reader.CloseAsync)), TaskScheduler.Default).Unwrap()
            : reader.CloseAsync();
        if (isCancelled && await Task.WhenAny(closing, Task.Delay(AbandonAfter)).ConfigureAwait(false) != closing)
        {
            Abandon(closing);
            return;
        }

        await closing.ConfigureAwait(false);
    }

    private async Task<T> RunAsync<T>(Func<Task<T>> call, WhenCancelled whenCancelled, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsAbandoned, connection);
        cancellationToken.ThrowIfCancellationRequested();
        // Off the caller's thread: some of the driver's asynchronous calls block until the server answers.
        Task<T> work = Task.Run(call, CancellationToken.None);
        return await WaitAsync(work, whenCancelled, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits for the kill as well as for the call: a KILL QUERY that arrives late would end the connection's next statement.
    /// </summary>
    private async Task EndAsync(Task work, WhenCancelled whenCancelled)
    {
        Task ended = whenCancelled == WhenCancelled.Kill ? Task.WhenAll(Quiet(work), Quiet(Task.Run(KillAsync))) : Quiet(work);
        if (whenCancelled == WhenCancelled.GiveUp || await Task.WhenAny(ended, Task.Delay(AbandonAfter)).ConfigureAwait(false) != ended)
        {
            Abandon(ended);
        }
    }

    /// <summary>Gives the connection up; it is closed when what hangs in it has ended.</summary>
    private void Abandon(Task hanging)
    {
        IsAbandoned = true;
        _ = hanging.ContinueWith(_ => Quiet(Task.Run(() => connection.CloseAsync())), TaskScheduler.Default);
    }

    private async Task KillAsync()
    {
        MySqlConnection killer = new(killConnectionString);
        await using (killer.ConfigureAwait(false))
        {
            await killer.OpenAsync().ConfigureAwait(false);
            MySqlCommand command = new(FormattableString.Invariant($"KILL QUERY {connection.ServerThread}"), killer);
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
        }
    }

    private static Task UntilCancelled(CancellationToken cancellationToken, out CancellationTokenRegistration registration)
    {
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        registration = cancellationToken.Register(cancelled.SetResult);
        return cancelled.Task;
    }

    private static async Task Quiet(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

/// <summary>How a call on a connection ends when its token says so.</summary>
internal enum WhenCancelled
{
    /// <summary>KILL QUERY, and it is waited for.</summary>
    Kill,

    /// <summary>It has to come to its own end (commit, rollback), and it is waited for.</summary>
    Wait,

    /// <summary>Nothing depends on its end (open): the connection is given up at once.</summary>
    GiveUp,
}
