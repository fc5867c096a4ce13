using System.Collections.Concurrent;
using System.Data.Common;
using CcIngest.Model;
using Dapper;

namespace CcIngest.Storage;

/// <summary>
/// The connections of one store on a server, kept open between uses; each use begins with the engine's session statements, which also find out
/// whether the server is still there. Not the driver's pool: a connection that broke is closed here, and no wait is without a bound.
/// </summary>
/// <param name="connect">Makes a connection, not open yet.</param>
/// <param name="options">For the sizes of the pool.</param>
/// <param name="place">Host and port, for messages.</param>
/// <param name="session">What every use begins with.</param>
internal sealed class ServerConnections(Func<DbConnection> connect, StoreOptions options, string place, string session) : IAsyncDisposable
{
    private readonly ConcurrentStack<DbConnection> _idle = new();
    private readonly SemaphoreSlim _places = new(options.PoolMaxSize);
    private int _isWarm;

    /// <exception cref="IngestException">StoreBusy: all connections are in use for longer than <see cref="StoreOptions.PoolTimeout"/>.</exception>
    public async Task<DbConnection> RentAsync(CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(options.PoolTimeout, cancellationToken).ConfigureAwait(false))
        {
            throw new IngestException(IngestErrorId.StoreBusy, $"All {options.PoolMaxSize} connections to {place} are in use.",
                "Raise DB_CONNECTION_POOL_MAX_SIZE or DB_CONNECTION_POOL_TIMEOUT_SECONDS, or work on fewer series at once.");
        }

        try
        {
            DbConnection connection = await IdleAsync(cancellationToken).ConfigureAwait(false)
                ?? await OpenAsync(cancellationToken).ConfigureAwait(false);
            await WarmUpAsync(cancellationToken).ConfigureAwait(false);
            IngestMeter.ConnectionUsed(options.Engine, 1);
            return connection;
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    /// <summary>Gives a connection of <see cref="RentAsync"/> back; a broken one is closed.</summary>
    public async ValueTask ReturnAsync(DbConnection connection)
    {
        try
        {
            if (connection.State == System.Data.ConnectionState.Open)
            {
                _idle.Push(connection);
            }
            else
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            IngestMeter.ConnectionUsed(options.Engine, -1);
            _places.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryPop(out DbConnection? connection))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        _places.Dispose();
    }

    private async Task<DbConnection?> IdleAsync(CancellationToken cancellationToken)
    {
        while (_idle.TryPop(out DbConnection? connection))
        {
            try
            {
                await BeginAsync(connection, cancellationToken).ConfigureAwait(false);
                return connection;
            }
            catch (Exception failure)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                if (failure is OperationCanceledException)
                {
                    throw;
                }

                // It broke while nobody used it, as all do when the server starts anew: the next one, or a new one.
            }
        }

        return null;
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = connect();
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await BeginAsync(connection, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens as many as are to be kept open at the least, once the first one could be opened.</summary>
    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        if (options.PoolMinSize > 1 && Interlocked.Exchange(ref _isWarm, 1) == 0)
        {
            while (_idle.Count < Math.Min(options.PoolMinSize, options.PoolMaxSize) - 1)
            {
                _idle.Push(await OpenAsync(cancellationToken).ConfigureAwait(false));
            }
        }
    }

    private Task<int> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(session, cancellationToken: cancellationToken));
}
