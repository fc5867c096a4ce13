using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Brings candles up to date. One pipeline is one run. <c>-WhatIf</c> prints the plan.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CcOhlcvIngest", SupportsShouldProcess = true, DefaultParameterSetName = BySelection)]
[OutputType(typeof(RunSummary))]
public sealed class InvokeCcOhlcvIngestCommand : OhlcvIngestCmdlet
{
    protected override void Work()
    {
        if (Asked() is { } step && Confirmed(step))
        {
            RunSteps([step]);
        }
    }

    /// <summary>Asks once for the whole run. The plan costs reads, so it is made only when somebody will see it.</summary>
    private bool Confirmed(IngestStep step)
    {
        string target = StoreOptions.Describe();
        if (!WillBeAsked())
        {
            return ShouldProcess(target, step.Title);
        }

        IngestPlan? plan = null;
        UseSession(SettingsInUse, async (session, _, cancellationToken) =>
            plan = await session.Runner.PlanAsync(step, asksLimits: false, cancellationToken).ConfigureAwait(false));
        string planned = PlanText.Write(plan!, target);
        return ShouldProcess(planned, $"{planned}Go on?", MyInvocation.MyCommand.Name);
    }
}
