using System.Data;
using System.Data.Common;

namespace CcIngest.Storage;

/// <summary>
/// A transaction of a <see cref="GuardedConnection"/>. On an abandoned connection its end is the server's: it rolls back when the session breaks.
/// </summary>
internal sealed class GuardedTransaction(GuardedConnection connection, DbTransaction inner) : DbTransaction
{
    public DbTransaction Inner { get; } = inner;

    public override IsolationLevel IsolationLevel => Inner.IsolationLevel;

    protected override DbConnection DbConnection => connection;

    public override void Commit() => Inner.Commit();

    /// <summary>Cancelled while the server commits, it throws; whether the rows are stored is then unknown, as after a broken connection.</summary>
    public override Task CommitAsync(CancellationToken cancellationToken = default) =>
        connection.Guard.RunAsync(Inner.CommitAsync, WhenCancelled.Wait, cancellationToken);

    public override void Rollback()
    {
        if (!connection.Guard.IsAbandoned)
        {
            Inner.Rollback();
        }
    }

    public override async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        if (!connection.Guard.IsAbandoned)
        {
            await connection.Guard.RunAsync(Inner.RollbackAsync, WhenCancelled.Wait, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (!connection.Guard.IsAbandoned)
        {
            await connection.Guard.RunAsync(_ => Inner.DisposeAsync().AsTask(), WhenCancelled.Wait, CancellationToken.None).ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !connection.Guard.IsAbandoned)
        {
            Inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
