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
    protected StoreOptions StoreOptions => SessionSettings.StoreOptions(this, Store);

    /// <summary>The store, else the setting that would choose it.</summary>
    protected override object? ErrorTarget => (object?)Store ?? (object?)RunspaceConnections.Current.Store ?? "DB_ENGINE";

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

    /// <summary>Writes rows as they come, some at a time, so that the reading thread and the pipeline thread change places less often.</summary>
    /// <returns>How many there were.</returns>
    protected async Task<long> WriteRowsAsync<T>(IAsyncEnumerable<T> rows, PipelineCalls calls, CancellationToken cancellationToken)
    {
        const int Together = 100;
        long count = 0;
        List<T> batch = new(Together);
        await foreach (T row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            count++;
            batch.Add(row);
            if (batch.Count == Together)
            {
                List<T> full = batch;
                calls.Post(() => WriteObject(full, enumerateCollection: true));
                batch = new List<T>(Together);
            }
        }

        if (batch.Count > 0)
        {
            calls.Post(() => WriteObject(batch, enumerateCollection: true));
        }

        return count;
    }
}
