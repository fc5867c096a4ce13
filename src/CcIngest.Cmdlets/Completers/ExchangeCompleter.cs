using System.Collections;
using System.Runtime.CompilerServices;
using CcIngest.Model;
using CcIngest.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcIngest.Cmdlets;

/// <summary>Offers the exchanges of the connected store. Each store is asked at most once a minute; one that does not answer offers nothing.</summary>
public sealed class ExchangeCompleter : WordCompleter
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly ConditionalWeakTable<ConnectedStore, Remembered> Cache = [];

    protected override IEnumerable<string> Words(IDictionary boundParameters)
    {
        ConnectedStore? store = boundParameters["Store"] as ConnectedStore ?? RunspaceConnections.Current.Store;
        if (store is null)
        {
            return [];
        }

        if (Cache.TryGetValue(store, out Remembered? known) && TimeProvider.System.GetElapsedTime(known.At) < Fresh)
        {
            return known.Names;
        }

        IReadOnlyList<string> names = AsyncCmdlet.WaitBriefly(cancellationToken => ReadAsync(store, cancellationToken), [], Patience);
        Cache.AddOrUpdate(store, new Remembered(TimeProvider.System.GetTimestamp(), names));
        return names;
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(ConnectedStore handle, CancellationToken cancellationToken)
    {
        IMarketDataStore store = await MarketDataStores
            .OpenAsync(RunspaceConnections.OptionsOf(handle), TimeProvider.System, NullLoggerFactory.Instance, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            return [.. (await StoreReads.ExchangesAsync(store, new ExchangeFilter(), cancellationToken).ConfigureAwait(false)).Select(exchange => exchange.Name)];
        }
    }

    private sealed record Remembered(long At, IReadOnlyList<string> Names);
}
