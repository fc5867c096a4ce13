using System.Management.Automation;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>
/// Says what Invoke-CcOhlcvIngest would do with the same parameters, as an object: series, missing ranges, requests, budget, time. Writes nothing.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "CcPlan", DefaultParameterSetName = BySelection)]
[OutputType(typeof(IngestPlan))]
public sealed class MeasureCcPlanCommand : OhlcvIngestCmdlet
{
    /// <summary>Asks the API for the state of its rate limits, which counts as a call, and plans by its clock.</summary>
    [Parameter]
    public SwitchParameter Live { get; set; }

    protected override void Work()
    {
        if (Asked() is { } step)
        {
            UseSession(SettingsInUse, async (session, calls, cancellationToken) =>
            {
                IngestPlan plan = await session.Runner.PlanAsync(step, Live, cancellationToken).ConfigureAwait(false);
                calls.Post(() => WriteObject(plan));
            });
        }
    }
}
