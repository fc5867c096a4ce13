using System.Data.Common;

namespace CcIngest.Storage;

/// <summary>Has the server end what a connection runs, over a second connection: the first one waits for its answer.</summary>
/// <param name="connect">Makes a connection, not open yet, whose waits are short.</param>
/// <param name="statement">The engine's statement that does it.</param>
internal sealed class ServerKill(Func<DbConnection> connect, Func<Killed, string> statement)
{
    /// <summary>The time-out, in seconds, of the second connection and its command.</summary>
    public const uint TimeoutSeconds = 2;

    /// <summary>On a thread of its own: whoever cancels may do so because there is too much to do, and then the pool has no thread to spare for seconds.</summary>
    public Task RunAsync(Killed what) => OnOwnThread(() =>
    {
        using DbConnection killer = connect();
        killer.Open();
        using DbCommand command = killer.CreateCommand();
        command.CommandText = statement(what);
        command.ExecuteNonQuery();
    });

    /// <summary>The same, and then what needs the query's end.</summary>
    public Task RunAsync(Killed what, Action then) => RunAsync(what).ContinueWith(
        _ => then(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static Task OnOwnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
