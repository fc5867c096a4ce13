using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Brings candles up to date: of spot pairs, futures contracts or indices. One pipeline is one run. <c>-WhatIf</c> prints the plan.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CcOhlcvIngest", SupportsShouldProcess = true, DefaultParameterSetName = BySelection)]
[OutputType(typeof(RunSummary))]
public sealed class InvokeCcOhlcvIngestCommand : OhlcvIngestCmdlet
{
    protected override void Work() => Ingest();
}
