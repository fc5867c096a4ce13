using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Brings the spot instruments of venues up to date: all venues, those named or piped in, or those of a grade.</summary>
[Cmdlet(VerbsData.Sync, "CcSpotInstrument", SupportsShouldProcess = true)]
[OutputType(typeof(RunSummary), typeof(Instrument))]
public sealed class SyncCcSpotInstrumentCommand : InstrumentSyncCmdlet
{
    private protected override Market ListedMarket => Market.Spot;

    private protected override string List => ReferenceList.SpotInstruments;

    private protected override string Records => "spot instruments";
}
