using System.Collections;
using System.Globalization;
using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Offers what the store of <c>-Store</c>, else that of Connect-CcStore, has; nothing when there is none. See <see cref="StoreWords"/>.</summary>
public abstract class StoreCompleter : WordCompleter
{
    protected sealed override IEnumerable<CompletionWord> Words(IDictionary boundParameters)
    {
        ConnectedStore? store = Value(boundParameters, "Store") as ConnectedStore ?? RunspaceConnections.Current.Store;
        if (store is null)
        {
            return [];
        }

        // Several exchanges, or a variable: then the instruments of all are offered.
        string exchange = (Value(boundParameters, "Exchange") as string ?? "").ToLowerInvariant();
        return StoreWords.Of(store).Answer(Name(exchange), (from, cancellationToken) => ReadAsync(from, exchange, cancellationToken));
    }

    /// <summary>Asks the store without waiting, so that the first key press finds the words and the driver loaded.</summary>
    private protected void PrepareAll(ConnectedStore store) =>
        StoreWords.Of(store).Prepare(Name(""), (from, cancellationToken) => ReadAsync(from, "", cancellationToken));

    /// <param name="exchange">What stands on the line as <c>-Exchange</c>, lower case; empty for nothing.</param>
    internal abstract Task<IReadOnlyList<CompletionWord>> ReadAsync(IMarketDataStore store, string exchange, CancellationToken cancellationToken);

    private string Name(string exchange) => $"{GetType().Name} {exchange}";

    private static object? Value(IDictionary boundParameters, string name) =>
        boundParameters[name] is PSObject wrapped ? wrapped.BaseObject : boundParameters[name];
}

public sealed class ExchangeCompleter : StoreCompleter
{
    internal static void Prepare(ConnectedStore store) => new ExchangeCompleter().PrepareAll(store);

    internal override async Task<IReadOnlyList<CompletionWord>> ReadAsync(IMarketDataStore store, string exchange, CancellationToken cancellationToken) =>
        [.. (await StoreReads.ExchangesAsync(store, new ExchangeFilter(), cancellationToken).ConfigureAwait(false)).Select(one => new CompletionWord(
            one.Name,
            string.Join(", ", new[] { one.DisplayName, one.Grade is null ? null : $"grade {one.Grade}", one.Country }.Where(part => !string.IsNullOrEmpty(part)))))];
}

public sealed class AssetCompleter : StoreCompleter
{
    internal override async Task<IReadOnlyList<CompletionWord>> ReadAsync(IMarketDataStore store, string exchange, CancellationToken cancellationToken) =>
        [.. (await StoreReads.AssetsAsync(store, new AssetFilter(), cancellationToken).ConfigureAwait(false))
            .DistinctBy(asset => asset.Symbol).Select(asset => new CompletionWord(asset.Symbol, $"{asset.Name}, {asset.AssetType}"))];
}

/// <summary>Runs, newest first, as Get-CcRun gives them.</summary>
public sealed class RunCompleter : StoreCompleter
{
    private const int Newest = 100;

    internal override async Task<IReadOnlyList<CompletionWord>> ReadAsync(IMarketDataStore store, string exchange, CancellationToken cancellationToken) =>
        [.. (await StoreReads.RunsAsync(store, [], Newest, cancellationToken).ConfigureAwait(false)).Select(run => new CompletionWord(
            run.RunId, string.Create(CultureInfo.InvariantCulture, $"{run.StartedAt:yyyy-MM-dd HH:mm}Z {run.Job}, {run.Outcome}")))];
}
