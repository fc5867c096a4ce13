using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Brings funding rates of perpetual contracts up to date. One pipeline is one run. <c>-WhatIf</c> prints the plan.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CcFundingRateIngest", SupportsShouldProcess = true, DefaultParameterSetName = BySelection)]
[OutputType(typeof(RunSummary))]
public sealed class InvokeCcFundingRateIngestCommand : SeriesIngestCmdlet
{
    private protected override string SeriesKind => "funding-rate";

    protected override void Work() => Ingest();
}
