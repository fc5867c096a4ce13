using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>What is looked at before work is begun: source and store, side by side. Writes nothing; sends one request that counts as a call.</summary>
public static class ConnectionChecks
{
    /// <summary>The checks of the source in their order, then those of the store. Throws only when cancelled.</summary>
    /// <param name="source">Null to leave it out.</param>
    /// <param name="store">Null to leave it out.</param>
    /// <param name="limit">The longest that one check may take.</param>
    /// <param name="time">The clock that is compared with theirs.</param>
    /// <param name="loggers">For what source and store log while they are looked at.</param>
    /// <param name="cancellationToken">Ends the checks that are under way.</param>
    public static async IAsyncEnumerable<ConnectionCheck> RunAsync(
        SourceOptions? source, StoreOptions? store, TimeSpan limit, TimeProvider time, ILoggerFactory loggers,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        BoundedCheck check = new(time, limit);

        // Some ten rows: no bound needed.
        Channel<ConnectionCheck> ofStore = Channel.CreateUnbounded<ConnectionCheck>();
        Task looking = store is null ? Nothing(ofStore) : LookAsync(StoreChecks.RunAsync(store, check, time, loggers, ending.Token), ofStore);
        try
        {
            if (source is not null)
            {
                await foreach (ConnectionCheck one in SourceChecks.RunAsync(source, check, time, loggers, ending.Token).ConfigureAwait(false))
                {
                    yield return one;
                }
            }

            await foreach (ConnectionCheck one in ofStore.Reader.ReadAllAsync(ending.Token).ConfigureAwait(false))
            {
                yield return one;
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await looking.ConfigureAwait(false);
        }
    }

    private static Task Nothing(Channel<ConnectionCheck> checks)
    {
        checks.Writer.Complete();
        return Task.CompletedTask;
    }

    /// <summary>Ends without an exception: what it met goes to the reader.</summary>
    private static async Task LookAsync(IAsyncEnumerable<ConnectionCheck> looks, Channel<ConnectionCheck> checks)
    {
        try
        {
            await foreach (ConnectionCheck one in looks.ConfigureAwait(false))
            {
                checks.Writer.TryWrite(one);
            }

            checks.Writer.Complete();
        }
#pragma warning disable CA1031 // It is thrown by the reader of the channel.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            checks.Writer.Complete(failure);
        }
    }
}
