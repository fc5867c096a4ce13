using System.Data.Common;

namespace CcIngest.Storage;

/// <summary>
/// Stands before the calls of one connection, so that they end when their token says so. A query is ended on the server; when that does not answer,
/// the connection is abandoned: the caller goes on, and whatever still hangs is disposed of should it ever end. The drivers get no token: none does
/// the second by itself, and MySql.Data ignores the token altogether while a query runs.
/// </summary>
/// <param name="connection">The driver's connection.</param>
/// <param name="kill">Has the server end the connection's query, or the connection.</param>
internal sealed class CallGuard(DbConnection connection, ServerKill kill)
{
    /// <summary>From the cancellation to the moment at which a connection is given up.</summary>
    public static readonly TimeSpan AbandonAfter = TimeSpan.FromSeconds(2.5);

    /// <summary>
    /// No call takes longer: the drivers' own time-out of a command is 300 s, and some of their waits have none. A call that does is taken for
    /// lost, its connection for broken.
    /// </summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(310);

    /// <summary>The same for what the server does at once: commit, rollback, close.</summary>
    public static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(30);

    /// <summary>From one kill of a query to the next, and how many there are: more help no more.</summary>
    private static readonly TimeSpan KillAgainAfter = TimeSpan.FromMilliseconds(500);
    private const int MostKills = 20;

    /// <summary>How long a reader whose rows ended in an error may take to close: there is nothing to wait for.</summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(500);

    /// <summary>True when a call may still hang in the connection: nothing may be sent over it any more.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Runs a query, which the server can be told to end.</summary>
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> query, CancellationToken cancellationToken) =>
        RunAsync(query, WhenCancelled.Kill, cancellationToken);

    /// <summary>Runs something else than a query.</summary>
    public Task RunAsync(Func<CancellationToken, Task> call, WhenCancelled whenCancelled, CancellationToken cancellationToken) => RunAsync(async token =>
    {
        await call(token).ConfigureAwait(false);
        return true;
    }, whenCancelled, cancellationToken);

    /// <summary>Waits for a call that is under way, for example the next row of a reader.</summary>
    public async Task<T> WaitAsync<T>(Task<T> work, WhenCancelled whenCancelled, CancellationToken cancellationToken)
    {
        if (!work.IsCompleted)
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(whenCancelled == WhenCancelled.Wait ? LongestEnd : LongestCall);
            await Task.WhenAny(work, UntilCancelled(limit.Token, out CancellationTokenRegistration registration)).ConfigureAwait(false);
            await registration.DisposeAsync().ConfigureAwait(false);
            if (!work.IsCompleted)
            {
                await EndAsync(work, cancellationToken.IsCancellationRequested ? whenCancelled : WhenCancelled.GiveUp).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                throw new LostCallException();
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
    public async Task CloseReaderAsync(DbDataReader reader, bool isCancelled)
    {
        Task closing = isCancelled
            ? Quiet(kill.RunAsync(Killed.Query, then: reader.Close))
            : reader.CloseAsync();
        if (isCancelled && await Task.WhenAny(closing, Task.Delay(AbandonAfter)).ConfigureAwait(false) != closing)
        {
            Abandon(closing);
            return;
        }

        await WaitAsync(Done(closing), WhenCancelled.Wait, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>
    /// Closes a reader whose rows ended in an error. MySql.Data looks for the rows that it takes to be left, and after an error none come: then the
    /// server ends the connection, and with it the transaction and its locks.
    /// </summary>
    public async Task CloseFailedReaderAsync(DbDataReader reader)
    {
        Task closing = Quiet(Task.Run(reader.CloseAsync));
        if (await Task.WhenAny(closing, Task.Delay(SettleTime)).ConfigureAwait(false) != closing)
        {
            Abandon(closing);
            await Task.WhenAny(Quiet(kill.RunAsync(Killed.Connection)), Task.Delay(AbandonAfter)).ConfigureAwait(false);
        }
    }

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, WhenCancelled whenCancelled, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsAbandoned, connection);
        cancellationToken.ThrowIfCancellationRequested();
        // Off the caller's thread: some of the driver's asynchronous calls block until the server answers.
        Task<T> work = Task.Run(() => call(CancellationToken.None), CancellationToken.None);
        return await WaitAsync(work, whenCancelled, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits for the kill as well as for the call: a kill that arrives late would end the connection's next statement.
    /// </summary>
    private async Task EndAsync(Task work, WhenCancelled whenCancelled)
    {
        Task ended = whenCancelled == WhenCancelled.Kill ? KillAsync(work) : Quiet(work);
        if (whenCancelled == WhenCancelled.GiveUp || await Task.WhenAny(ended, Task.Delay(AbandonAfter)).ConfigureAwait(false) != ended)
        {
            Abandon(ended);
        }
    }

    /// <summary>
    /// Has the server end the query, again and again until it has: a kill that comes before the server has begun with it does nothing, and the query would go on
    /// for as long as it takes.
    /// </summary>
    private async Task KillAsync(Task work)
    {
        for (int kills = 0; kills < MostKills; kills++)
        {
            await Quiet(kill.RunAsync(Killed.Query)).ConfigureAwait(false);
            if (await Task.WhenAny(work, Task.Delay(KillAgainAfter)).ConfigureAwait(false) == work)
            {
                return;
            }
        }

        await Quiet(work).ConfigureAwait(false);
    }

    /// <summary>Gives the connection up; it is closed when what hangs in it has ended.</summary>
    private void Abandon(Task hanging)
    {
        IsAbandoned = true;
        _ = hanging.ContinueWith(_ => Quiet(Task.Run(() => connection.CloseAsync())), TaskScheduler.Default);
    }

    private static Task UntilCancelled(CancellationToken cancellationToken, out CancellationTokenRegistration registration)
    {
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        registration = cancellationToken.Register(cancelled.SetResult);
        return cancelled.Task;
    }

    private static async Task<bool> Done(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    private static async Task Quiet(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

/// <summary>A call whose answer did not come, from the server or from the driver: the connection is given up, and the work may be done again.</summary>
internal sealed class LostCallException() : TimeoutException("No answer came, though it was waited for longer than any answer takes.");

/// <summary>What the server is to end.</summary>
internal enum Killed
{
    Query,
    Connection,
}

/// <summary>How a call on a connection ends when its token says so.</summary>
internal enum WhenCancelled
{
    /// <summary>The server is told to end the query, and both are waited for.</summary>
    Kill,

    /// <summary>It has to come to its own end (commit, rollback), and it is waited for.</summary>
    Wait,

    /// <summary>Nothing depends on its end (open): the connection is given up at once.</summary>
    GiveUp,
}
