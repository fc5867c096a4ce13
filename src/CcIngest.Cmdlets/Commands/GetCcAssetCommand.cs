using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads assets with their newest market data from the store, by 30-day spot volume.</summary>
[Cmdlet(VerbsCommon.Get, "CcAsset")]
[OutputType(typeof(Asset))]
public sealed class GetCcAssetCommand : StoreCmdlet
{
    /// <summary>Symbols with wildcards; case does not matter.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Symbol { get; set; }

    /// <summary>The first so many by volume.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? Top { get; set; }

    protected override void Work()
    {
        NamePatterns symbols = new();
        symbols.Add(Symbol);
        UseStore(async (store, calls, cancellationToken) =>
        {
            foreach (Asset asset in await StoreReads.AssetsAsync(store, new AssetFilter { Count = Top }, cancellationToken).ConfigureAwait(false))
            {
                if (symbols.Match(asset.Symbol))
                {
                    calls.Post(() => WriteObject(asset));
                }
            }
        });
    }
}
