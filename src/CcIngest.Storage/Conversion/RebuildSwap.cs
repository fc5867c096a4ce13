using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>How an engine keeps others away from a table while it is rebuilt, and puts the new one in its place.</summary>
internal abstract class RebuildSwap(SqlStore store, DbConnection connection, RebuildWords words)
{
    protected SqlStore Store { get; } = store;

    protected DbConnection Connection { get; } = connection;

    protected RebuildWords Words { get; } = words;

    public static RebuildSwap For(SqlStore store, DbConnection connection, RebuildWords words) => words switch
    {
        SingleStoreRebuildWords => new SingleStoreSwap(store, connection, words),
        MySqlRebuildWords => new MySqlSwap(store, connection, words),
        _ => new TransactionSwap(store, connection, words),
    };

    /// <summary>Waits until no other process works on the table's rebuild, nor a statement that a killed one has left on the server.</summary>
    public virtual Task ClaimAsync(string table, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Gives back what <see cref="ClaimAsync"/> took, and whatever a failure has left. Never throws.</summary>
    public virtual Task ReleaseAsync(string table) => Task.CompletedTask;

    /// <summary>
    /// Locks the table against writers, has the last rows compared and copied, and changes the names.
    /// </summary>
    /// <param name="underLock">The last look; the table stays as it is meanwhile. With the transaction, where there is one.</param>
    /// <param name="record">Writes down that the tables have changed their names.</param>
    /// <param name="done">Told after each step.</param>
    public abstract Task RunAsync(
        SwapNames names, Func<DbTransaction?, Task> underLock, Func<DbTransaction?, Task> record, Func<string, Task> done, CancellationToken cancellationToken);

    /// <summary>The statements of the swap for people.</summary>
    public abstract IReadOnlyList<string> Describe(SwapNames names);

    protected Task ExecuteAsync(string sql, DbTransaction? transaction, CancellationToken cancellationToken) =>
        RebuildReads.ExecuteAsync(Connection, transaction, sql, cancellationToken);

    protected static async Task QuietlyAsync(DbConnection connection, string sql)
    {
        try
        {
            await RebuildReads.ExecuteAsync(connection, null, sql, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is DbException or InvalidOperationException or TimeoutException or IOException or IngestException)
        {
            // The connection has ended, and with it all that it held.
        }
    }
}

/// <summary>The three names of a swap, without their schema.</summary>
internal sealed record SwapNames(string Table, string NewTable, string Original);

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

    public override async Task RunAsync(
        SwapNames names, Func<DbTransaction?, Task> underLock, Func<DbTransaction?, Task> record, Func<string, Task> done, CancellationToken cancellationToken)
    {
        await ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"SET SESSION lock_wait_timeout = {LockSeconds}"), null, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(Lock(names), null, cancellationToken).ConfigureAwait(false);
        await done("locked").ConfigureAwait(false);
        await underLock(null).ConfigureAwait(false);
        await done("compared").ConfigureAwait(false);
        DbConnection second = await Store.OpenAsync(ConnectionUse.Write, cancellationToken).ConfigureAwait(false);
        try
        {
            await TakeAsync(second, LockName(names.Table, "rename"), cancellationToken).ConfigureAwait(false);
            long thread = RebuildReads.Number((await RebuildReads.RowsAsync(second, null, "SELECT CONNECTION_ID()", cancellationToken).ConfigureAwait(false))[0][0]);
            Task<int> rename = RebuildReads.ExecuteAsync(second, null, Rename(names), cancellationToken);
            try
            {
                await WaitUntilQueuedAsync(thread, rename, cancellationToken).ConfigureAwait(false);
                await done("rename waiting").ConfigureAwait(false);
            }
            finally
            {
                await ExecuteAsync("UNLOCK TABLES", null, CancellationToken.None).ConfigureAwait(false);
                await ((Task)rename).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await rename.ConfigureAwait(false);
        }
        finally
        {
            await QuietlyAsync(second, $"DO RELEASE_LOCK('{LockName(names.Table, "rename")}')").ConfigureAwait(false);
            await Store.CloseAsync(second, ConnectionUse.Write).ConfigureAwait(false);
        }

        await done("renamed").ConfigureAwait(false);
        await record(null).ConfigureAwait(false);
    }

    public override IReadOnlyList<string> Describe(SwapNames names) =>
        [Lock(names), $"{Rename(names)} -- in a second connection, which waits", "UNLOCK TABLES"];

    private string Rename(SwapNames names) => Words.Rename(names.Table, names.NewTable, names.Original)[0];

    /// <summary>Readers go on; writers of the old table wait.</summary>
    private string Lock(SwapNames names) =>
        $"LOCK TABLES {Words.Name(names.Table)} READ, {Words.Name(names.NewTable)} WRITE, {Words.Dialect.Name(TableRebuilds.Dataset)} WRITE";

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

/// <summary>PostgreSQL and SQLite: names are changed in the transaction in which the last rows are compared.</summary>
internal sealed class TransactionSwap(SqlStore store, DbConnection connection, RebuildWords words) : RebuildSwap(store, connection, words)
{
    private bool IsPostgreSql => Words is PostgreSqlRebuildWords;

    public override async Task ClaimAsync(string table, CancellationToken cancellationToken)
    {
        if (!IsPostgreSql)
        {
            SqliteRowHash.Register(Connection);
            // References of views stay with the name, which is the new table's afterwards.
            await ExecuteAsync("PRAGMA legacy_alter_table = ON", null, cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(Words.DropSlice, null, cancellationToken).ConfigureAwait(false);
            return;
        }

        await ExecuteAsync("SET lock_timeout = '120s'", null, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync($"SELECT pg_advisory_lock({Key(table)})", null, cancellationToken).ConfigureAwait(false);
    }

    public override Task ReleaseAsync(string table) =>
        QuietlyAsync(Connection, IsPostgreSql ? $"SELECT pg_advisory_unlock({Key(table)})" : "PRAGMA legacy_alter_table = OFF");

    public override async Task RunAsync(
        SwapNames names, Func<DbTransaction?, Task> underLock, Func<DbTransaction?, Task> record, Func<string, Task> done, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await Store.BeginAsync(Connection, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (IsPostgreSql)
            {
                await ExecuteAsync(Lock(names), transaction, cancellationToken).ConfigureAwait(false);
            }

            await done("locked").ConfigureAwait(false);
            await underLock(transaction).ConfigureAwait(false);
            await done("compared").ConfigureAwait(false);
            foreach (string statement in Words.Rename(names.Table, names.NewTable, names.Original))
            {
                await ExecuteAsync(statement, transaction, cancellationToken).ConfigureAwait(false);
                await done("renamed").ConfigureAwait(false);
            }

            await record(transaction).ConfigureAwait(false);
            await Commit.RunAsync(transaction, cancellationToken).ConfigureAwait(false);
        }
    }

    public override IReadOnlyList<string> Describe(SwapNames names) =>
        ["BEGIN", .. IsPostgreSql ? [Lock(names)] : Array.Empty<string>(), .. Words.Rename(names.Table, names.NewTable, names.Original), "COMMIT"];

    /// <summary>Readers go on; writers wait.</summary>
    private string Lock(SwapNames names) => $"LOCK TABLE {Words.Name(names.Table)} IN SHARE ROW EXCLUSIVE MODE";

    private string Key(string table) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{Words.Dialect.Schema}.{table}")))
        .ToString(CultureInfo.InvariantCulture);
}

/// <summary>SingleStore: no lock on tables and no renaming of two at once. What is written in the gap stays in the old table and is reported.</summary>
internal sealed class SingleStoreSwap(SqlStore store, DbConnection connection, RebuildWords words) : RebuildSwap(store, connection, words)
{
    public override async Task RunAsync(
        SwapNames names, Func<DbTransaction?, Task> underLock, Func<DbTransaction?, Task> record, Func<string, Task> done, CancellationToken cancellationToken)
    {
        await underLock(null).ConfigureAwait(false);
        foreach (string statement in Words.Rename(names.Table, names.NewTable, names.Original))
        {
            await ExecuteAsync(statement, null, cancellationToken).ConfigureAwait(false);
            await done("renamed").ConfigureAwait(false);
        }

        await record(null).ConfigureAwait(false);
    }

    public override IReadOnlyList<string> Describe(SwapNames names) => Words.Rename(names.Table, names.NewTable, names.Original);
}
