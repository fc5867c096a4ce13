using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Brings the venues with their grades up to date.</summary>
[Cmdlet(VerbsData.Sync, "CcExchange", SupportsShouldProcess = true)]
[OutputType(typeof(RunSummary))]
public sealed class SyncCcExchangeCommand : IngestCmdlet
{
    protected override void Work()
    {
        if (ShouldProcess(StoreOptions.Describe(), "Bring the exchanges up to date"))
        {
            RunSteps([new SyncStep { List = ReferenceList.Exchanges }]);
        }
    }
}
