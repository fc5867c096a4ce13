using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>
/// Says what Invoke-CcOhlcvIngest, or another ingest by <c>-Kind</c>, would do with the same parameters, as an object: series, missing ranges, requests, budget, time. Writes nothing.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "CcPlan", DefaultParameterSetName = BySelection)]
[OutputType(typeof(IngestPlan))]
public sealed class MeasureCcPlanCommand : OhlcvIngestCmdlet
{
    /// <summary>The kind of series.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SeriesKindCompleter))]
    [ValidateNotNullOrEmpty]
    public string Kind { get; set; } = "ohlcv";

    /// <summary>Asks the API for the state of its rate limits, which counts as a call, and plans by its clock.</summary>
    [Parameter]
    public SwitchParameter Live { get; set; }

    private protected override string SeriesKind => SeriesDatasets.Kinds.FirstOrDefault(kind => kind.Equals(Kind, StringComparison.OrdinalIgnoreCase))
        ?? throw new IngestException(
            IngestErrorId.SettingInvalid, $"'{Kind}' is no kind of series.", $"Use one of {string.Join(", ", SeriesDatasets.Kinds)}.");

    private protected override Market SeriesMarket =>
        !MyInvocation.BoundParameters.ContainsKey(nameof(Market)) && SeriesDatasets.MarketsOf(SeriesKind) is [var first, ..] ? first : Market;

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
