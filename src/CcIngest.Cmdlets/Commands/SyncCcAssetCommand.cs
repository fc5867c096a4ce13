using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Brings the assets up to date and adds a snapshot of their market data.</summary>
[Cmdlet(VerbsData.Sync, "CcAsset", SupportsShouldProcess = true, DefaultParameterSetName = ListSet)]
[OutputType(typeof(RunSummary))]
public sealed class SyncCcAssetCommand : IngestCmdlet
{
    private const string ListSet = "List", NamedSet = "Named";

    private readonly List<string> _named = [];

    /// <summary>Only these, by symbol. The base of an instrument comes before its symbol, which names no asset.</summary>
    [Parameter(Position = 0, ParameterSetName = NamedSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Base", "Symbol")]
    [ArgumentCompleter(typeof(AssetCompleter))]
    [TextOnly]
    [ValidateNotNullOrEmpty]
    public string[]? Asset { get; set; }

    /// <summary>Only about so many assets, in the order of the API's top list.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, 1_000_000)]
    public int? Top { get; set; }

    protected override void ProcessRecord() => _named.AddRange((Asset ?? []).Select(name => name.ToUpperInvariant()));

    protected override void Work()
    {
        if (ExpectsInput && _named.Count == 0)
        {
            return;
        }

        string[] named = [.. _named.Distinct(StringComparer.Ordinal)];
        if (ShouldProcess(StoreOptions.Describe(), named.Length == 0 ? "Bring the assets up to date" : $"Bring up to date: {string.Join(", ", named)}"))
        {
            RunSteps([new SyncStep { List = ReferenceList.Assets, MaxRows = Top, Assets = named }]);
        }
    }
}
