using System.Data.Common;
using CcIngest.Model;

namespace CcIngest.Storage;

/// <summary>How an engine keeps others away from a table while it is rebuilt, and puts the new one in its place.</summary>
internal abstract class RebuildSwap(SqlStore store, DbConnection connection, RebuildWords words)
{
    /// <summary>
    /// Seconds for which the change of names waits for readers that have the table open. Others queue up behind it so long, so it is short and tried
    /// again.
    /// </summary>
    protected const int ReaderSeconds = 1;

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

    /// <summary>Whether others had the table open for too long, so that the same may succeed a little later. Nothing was changed then.</summary>
    public virtual bool IsPutOff(Exception exception) => false;

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
