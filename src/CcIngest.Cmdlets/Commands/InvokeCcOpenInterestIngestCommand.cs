using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Brings the open interest of futures contracts up to date. One pipeline is one run. <c>-WhatIf</c> prints the plan.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CcOpenInterestIngest", SupportsShouldProcess = true, DefaultParameterSetName = BySelection)]
[OutputType(typeof(RunSummary))]
public sealed class InvokeCcOpenInterestIngestCommand : SeriesIngestCmdlet
{
    private protected override string SeriesKind => "open-interest";

    protected override void Work() => Ingest();
}
