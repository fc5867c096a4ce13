using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>
/// MySQL and MariaDB: nothing of the kind can be rolled back, RENAME TABLE is refused under LOCK TABLES, and ALTER … RENAME leaves a hole. So a second
/// connection's RENAME of both names waits while the first one still holds its locks, ahead of every writer that waits too.
/// </summary>
internal sealed class MySqlSwap(SqlStore store, DbConnection connection, RebuildWords words) : RebuildSwap(store, connection, words)
{
    /// <summary>Seconds for which statements of a killed process may go on before this one gives up.</summary>
    private const int ClaimSeconds = 120;

    /// <summary>Seconds for which writers' open transactions are waited for.</summary>
    private const int LockSeconds = 60;

    /// <summary>Connections are used again.</summary>
    private const string UsualLockWait = "SET SESSION lock_wait_timeout = DEFAULT";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public override async Task ClaimAsync(string table, CancellationToken cancellationToken)
    {
        await TakeAsync(LockName(table, "rebuild"), cancellationToken).ConfigureAwait(false);
        // A RENAME that was waiting when its process died is carried out as soon as the locks before it are gone.
        await TakeAsync(LockName(table, "rename"), cancellationToken).ConfigureAwait(false);
        await ExecuteAsync($"DO RELEASE_LOCK('{LockName(table, "rename")}')", null, cancellationToken).ConfigureAwait(false);
    }

    public override async Task ReleaseAsync(string table)
    {
        await QuietlyAsync(Connection, "UNLOCK TABLES").ConfigureAwait(false);
        await QuietlyAsync(Connection, Words.DropSlice).ConfigureAwait(false);
        await QuietlyAsync(Connection, $"DO RELEASE_LOCK('{LockName(table, "rebuild")}')").ConfigureAwait(false);
    }

    // Waiting for a lock, or a deadlock.
    public override bool IsPutOff(Exception exception) => MySqlDrivers.Current.ErrorNumber(exception) is 1205 or 1213;

    public override async Task RunAsync(
        SwapNames names, Func<DbTransaction?, Task> underLock, Func<DbTransaction?, Task> record, Func<string, Task> done, CancellationToken cancellationToken)
    {
        DbConnection second = await Store.OpenAsync(ConnectionUse.Write, cancellationToken).ConfigureAwait(false);
        try
        {
            await TakeAsync(second, LockName(names.Table, "rename"), cancellationToken).ConfigureAwait(false);
            await WaitForReadersAsync(second, names, cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(LockWait(LockSeconds), null, cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(Lock(names), null, cancellationToken).ConfigureAwait(false);
            await done("locked").ConfigureAwait(false);
            await underLock(null).ConfigureAwait(false);
            await done("compared").ConfigureAwait(false);
            await RenameAsync(second, names, done, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await QuietlyAsync(Connection, "UNLOCK TABLES").ConfigureAwait(false);
            await QuietlyAsync(Connection, UsualLockWait).ConfigureAwait(false);
            await QuietlyAsync(second, "UNLOCK TABLES").ConfigureAwait(false);
            await QuietlyAsync(second, UsualLockWait).ConfigureAwait(false);
            await QuietlyAsync(second, $"DO RELEASE_LOCK('{LockName(names.Table, "rename")}')").ConfigureAwait(false);
            await Store.CloseAsync(second, ConnectionUse.Write).ConfigureAwait(false);
        }

        await done("renamed").ConfigureAwait(false);
        await record(null).ConfigureAwait(false);
    }

    public override IReadOnlyList<string> Describe(SwapNames names) =>
        [Lock(names), string.Create(CultureInfo.InvariantCulture, $"{Rename(names)} -- in a second connection, which waits {ReaderSeconds} s for readers"), "UNLOCK TABLES"];

    private string Rename(SwapNames names) => Words.Rename(names.Table, names.NewTable, names.Original)[0];

    /// <summary>Readers go on; writers of the old table wait.</summary>
    private string Lock(SwapNames names) =>
        $"LOCK TABLES {Words.Name(names.Table)} READ, {Words.Name(names.NewTable)} WRITE, {Words.Dialect.Name(TableRebuilds.Dataset)} WRITE";

    private static string LockWait(int seconds) => string.Create(CultureInfo.InvariantCulture, $"SET SESSION lock_wait_timeout = {seconds}");

    /// <summary>
    /// Sees that nobody has the table open who would keep the RENAME waiting: somebody idle in a transaction that has read it, a query that takes long.
    /// Afterwards the rows are compared, which may take long, and writers wait.
    /// </summary>
    private async Task WaitForReadersAsync(DbConnection second, SwapNames names, CancellationToken cancellationToken)
    {
        await RebuildReads.ExecuteAsync(second, null, LockWait(ReaderSeconds), cancellationToken).ConfigureAwait(false);
        await RebuildReads.ExecuteAsync(second, null, $"LOCK TABLES {Words.Name(names.Table)} WRITE", cancellationToken).ConfigureAwait(false);
        await RebuildReads.ExecuteAsync(second, null, "UNLOCK TABLES", cancellationToken).ConfigureAwait(false);
    }

    private async Task RenameAsync(DbConnection second, SwapNames names, Func<string, Task> done, CancellationToken cancellationToken)
    {
        long thread = RebuildReads.Number((await RebuildReads.RowsAsync(second, null, "SELECT CONNECTION_ID()", cancellationToken).ConfigureAwait(false))[0][0]);
        using CancellationTokenSource stop = new();
        Task rename = RebuildReads.ExecuteAsync(second, null, Rename(names), stop.Token);
        try
        {
            await WaitUntilQueuedAsync(thread, rename, cancellationToken).ConfigureAwait(false);
            await done("rename waiting").ConfigureAwait(false);
            await ExecuteAsync("UNLOCK TABLES", null, CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            // The locks are still held. Were they given back before it is in the queue, waiting writers would come first and their rows would be lost.
            await stop.CancelAsync().ConfigureAwait(false);
            await rename.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await rename.ConfigureAwait(false);
    }

    private async Task WaitUntilQueuedAsync(long thread, Task rename, CancellationToken cancellationToken)
    {
        string query = string.Create(
            CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID = {thread} AND STATE LIKE 'Waiting for table%'");
        while (!rename.IsCompleted
            && RebuildReads.Number((await RebuildReads.RowsAsync(Connection, null, query, cancellationToken).ConfigureAwait(false))[0][0]) == 0)
        {
            await Task.Delay(Look, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task TakeAsync(string name, CancellationToken cancellationToken) => TakeAsync(Connection, name, cancellationToken);

    private static async Task TakeAsync(DbConnection connection, string name, CancellationToken cancellationToken)
    {
        string take = string.Create(CultureInfo.InvariantCulture, $"SELECT GET_LOCK('{name}', {ClaimSeconds})");
        if (RebuildReads.Number((await RebuildReads.RowsAsync(connection, null, take, cancellationToken).ConfigureAwait(false))[0][0]) != 1)
        {
            throw RebuildErrors.Busy();
        }
    }

    /// <summary>Names of such locks have 64 characters at most, and are the server's, not the schema's.</summary>
    private string LockName(string table, string what) =>
        $"ccingest {what} " + System.Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Words.Dialect.Schema}.{table}")))[..32];
}
