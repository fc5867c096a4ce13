using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Brings the futures contracts of venues up to date: all venues, those named or piped in, or those of a grade.</summary>
[Cmdlet(VerbsData.Sync, "CcFuturesInstrument", SupportsShouldProcess = true)]
[OutputType(typeof(RunSummary), typeof(Instrument))]
public sealed class SyncCcFuturesInstrumentCommand : InstrumentSyncCmdlet
{
    private protected override Market ListedMarket => Market.Futures;

    private protected override string List => ReferenceList.FuturesInstruments;

    private protected override string Records => "futures contracts";
}
