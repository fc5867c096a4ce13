using System.Management.Automation;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Cmdlets;

/// <summary>Reads assets with their newest market data from the store, ranked by one of its numbers.</summary>
[Cmdlet(VerbsCommon.Get, "CcAsset")]
[OutputType(typeof(Asset))]
public sealed class GetCcAssetCommand : StoreCmdlet
{
    private readonly NamePatterns _symbols = new();

    /// <summary>Symbols with wildcards; case does not matter. The base of an instrument comes before its symbol, which names no asset.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Base", "Symbol")]
    [ArgumentCompleter(typeof(AssetCompleter))]
    [TextOnly]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Asset { get; set; }

    /// <summary>The first so many.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? Top { get; set; }

    /// <summary>What they are ranked by, in the newest snapshot that the store has of each.</summary>
    [Parameter]
    public AssetRank By { get; set; }

    protected override void ProcessRecord() => _symbols.Add(Asset);

    protected override void Work()
    {
        if (ExpectsInput && _symbols.Count == 0)
        {
            return;
        }

        UseStore(async (store, calls, cancellationToken) =>
        {
            foreach (Asset asset in await StoreReads
                .AssetsWithMapsAsync(store, new AssetFilter { Count = Top, By = By }, cancellationToken).ConfigureAwait(false))
            {
                if (_symbols.Match(asset.Symbol))
                {
                    calls.Post(() => WriteObject(asset));
                }
            }
        });
    }
}
