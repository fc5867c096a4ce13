using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace CcIngest.Storage;

/// <summary>A driver's connection whose calls obey their token; see <see cref="CallGuard"/>.</summary>
internal sealed class GuardedConnection(DbConnection inner, ServerKill kill, TimeSpan openTimeout) : DbConnection
{
    /// <summary>How much longer than the driver's own time-out opening may take: the driver's message is the better one.</summary>
    private static readonly TimeSpan OpenMargin = TimeSpan.FromSeconds(1);

    public DbConnection Inner { get; } = inner;

    public CallGuard Guard { get; } = new(inner, kill);

    [AllowNull]
    public override string ConnectionString
    {
        get => Inner.ConnectionString;
        set => Inner.ConnectionString = value;
    }

    public override string Database => Inner.Database;

    public override string DataSource => Inner.DataSource;

    public override string ServerVersion => Inner.ServerVersion;

    public override ConnectionState State => Guard.IsAbandoned ? ConnectionState.Broken : Inner.State;

    public override void ChangeDatabase(string databaseName) => Inner.ChangeDatabase(databaseName);

    public override void Open() => Inner.Open();

    /// <exception cref="TimeoutException">A server took the connection and then said nothing; MySql.Data would wait for ever.</exception>
    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(openTimeout + OpenMargin);
        try
        {
            await Guard.RunAsync(Inner.OpenAsync, WhenCancelled.GiveUp, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The server took the connection and did not answer.", cause);
        }
    }

    public override void Close()
    {
        if (!Guard.IsAbandoned)
        {
            Inner.Close();
        }
    }

    public override async Task CloseAsync()
    {
        if (!Guard.IsAbandoned)
        {
            try
            {
                await Guard.RunAsync(_ => Inner.CloseAsync(), WhenCancelled.Wait, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // It is given up; whoever closes a connection wants nothing more of it.
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        new GuardedTransaction(this, Inner.BeginTransaction(isolationLevel));

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken) =>
        new GuardedTransaction(this, await Guard.RunAsync(
            token => Inner.BeginTransactionAsync(isolationLevel, token).AsTask(), cancellationToken).ConfigureAwait(false));

    protected override DbCommand CreateDbCommand() => new GuardedCommand(this, Inner.CreateCommand());
}
