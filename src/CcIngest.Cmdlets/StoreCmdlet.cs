using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>A cmdlet that works on a store: that of <c>-Store</c>, of Connect-CcStore, or of the settings, in this order.</summary>
public abstract class StoreCmdlet : AsyncCmdlet
{
    [Parameter]
    [ValidateNotNull]
    public ConnectedStore? Store { get; set; }

    /// <summary>The store's options. Pipeline thread only: settings files are looked for in the current location.</summary>
    /// <exception cref="IngestException">A setting has a bad value.</exception>
    protected StoreOptions StoreOptions => Store is { } given
        ? RunspaceConnections.OptionsOf(given)
        : RunspaceConnections.Current.Store is { } connected ? RunspaceConnections.OptionsOf(connected) : SessionSettings.Load(this).Store;

    /// <summary>Opens the store, works on it, closes it.</summary>
    protected void UseStore(Func<IMarketDataStore, PipelineCalls, CancellationToken, Task> work)
    {
        StoreOptions options = StoreOptions;
        Microsoft.Extensions.Logging.LogLevel lowest = PipelineLog.LowestWanted(this);
        RunToEnd(async (calls, cancellationToken) =>
        {
            using PipelineLog log = new(this, calls, lowest);
            IMarketDataStore store = await MarketDataStores.OpenAsync(options, TimeProvider.System, log, cancellationToken).ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
            {
                await work(store, calls, cancellationToken).ConfigureAwait(false);
            }
        });
    }
}
