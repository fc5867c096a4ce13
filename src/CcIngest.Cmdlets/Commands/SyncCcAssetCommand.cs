using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Brings the assets up to date and adds a snapshot of their market data.</summary>
[Cmdlet(VerbsData.Sync, "CcAsset", SupportsShouldProcess = true)]
[OutputType(typeof(RunSummary))]
public sealed class SyncCcAssetCommand : IngestCmdlet
{
    /// <summary>Only about so many assets, in the order of the API's top list.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int? Top { get; set; }

    protected override void Work()
    {
        if (ShouldProcess(StoreOptions.Describe(), "Bring the assets up to date"))
        {
            RunSteps([new SyncStep { List = ReferenceList.Assets, MaxRows = Top }]);
        }
    }
}
