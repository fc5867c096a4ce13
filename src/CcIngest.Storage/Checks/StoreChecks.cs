using System.Runtime.CompilerServices;
using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Storage;

/// <summary>Whether a store can be worked on: reach, login, rights, tables, clock. Changes nothing in it, and leaves no file.</summary>
public static class StoreChecks
{
    /// <summary>The checks in their order, each as soon as it is done. Throws only when cancelled.</summary>
    public static IAsyncEnumerable<ConnectionCheck> RunAsync(
        StoreOptions options, BoundedCheck check, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            MarketDataStores.Check(options);
        }
        catch (IngestException failure)
        {
            return OneAsync(CheckFinding.Failed(failure.Message, failure.Advice).ToCheck("Settings", options.Engine), cancellationToken);
        }

        // A check is no run: what is away or busy is said at once, and no wait is longer than the check.
        StoreOptions impatient = options with
        {
            Patience = TimeSpan.Zero, PoolMinSize = 0, PoolTimeout = check.Limit < options.PoolTimeout ? check.Limit : options.PoolTimeout,
        };
        return options.Engine switch
        {
            StoreEngines.Sqlite => new SqliteChecks(impatient, check, time, loggers).RunAsync(cancellationToken),
            StoreEngines.MySql or StoreEngines.SingleStore => new MySqlChecks(impatient, check, time, loggers).RunAsync(cancellationToken),
            StoreEngines.PostgreSql or StoreEngines.Timescale => new PostgreSqlChecks(impatient, check, time, loggers).RunAsync(cancellationToken),
            _ => OneAsync(CheckFinding.Failed($"There is no engine '{options.Engine}'.", $"Use one of {string.Join(", ", StoreEngines.All)}.")
                .ToCheck("Settings", options.Engine), cancellationToken),
        };
    }

    /// <summary>The version of the tables, by the store's own way of reading it.</summary>
    internal static async Task<int?> ReadVersionAsync(StoreOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        IMarketDataStore store = await MarketDataStores.OpenAsync(options, time, loggers, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            return await store.ReadSchemaVersionAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async IAsyncEnumerable<ConnectionCheck> OneAsync(
        ConnectionCheck check, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(false);
        yield return check;
    }
}
