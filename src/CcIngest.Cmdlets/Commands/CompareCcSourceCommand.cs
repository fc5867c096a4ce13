using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;
using CcIngest.Sources;

namespace CcIngest.Cmdlets;

/// <summary>Fetches what is stored again and compares it, from its source or from the klines of its exchange. Writes no candle.</summary>
[Cmdlet(VerbsData.Compare, "CcSource", SupportsShouldProcess = true)]
[OutputType(typeof(SourceComparison), typeof(SourceDifference))]
public sealed class CompareCcSourceCommand : SeriesTargetCmdlet
{
    /// <summary>Compares candles of the data API with the klines of their exchange.</summary>
    [Parameter]
    public SwitchParameter WithKline { get; set; }

    /// <summary>So many pages of each series, of one request each; all unless given.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Sample { get; set; }

    /// <summary>The same seed chooses the same pages.</summary>
    [Parameter]
    public int Seed { get; set; }

    /// <summary>Writes the differences, the worst of each series first, in place of one object for each series.</summary>
    [Parameter]
    public SwitchParameter Detail { get; set; }

    /// <summary>How many differences of each series are kept.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int MostDifference { get; set; } = 10;

    [Parameter]
    [ValidateNotNull]
    public ConnectedSource? Source { get; set; }

    private protected override SourceOptions RunSource => SessionSettings.SourceOptions(this, Source);

    protected override void Work()
    {
        if (HasNothing)
        {
            WriteVerbose("No object came down the pipeline: there is nothing to compare.");
            return;
        }

        CompareRequest request = new() { Targets = Targets, WithKlines = WithKline, Sample = Sample, Seed = Seed, Worst = MostDifference };
        ComparePlan? plan = null;
        UseSession(async (session, _, cancellationToken) =>
            plan = await ComparePlan.MakeAsync(session.Store, session.Source, request, TimeProvider.System, cancellationToken).ConfigureAwait(false));
        string action = FormattableString.Invariant($"Compare {plan!.Series.Count:N0} series by {plan.Requests:N0} requests");
        if (ShouldProcess(StoreOptions.Describe(), WithKline ? $"{action} for klines" : $"{action} and keep the findings"))
        {
            RunStep(calls => new CompareStep
            {
                Plan = plan,
                OnCompared = compared => calls.Post(() => WriteObject(Detail ? compared.Worst : compared, enumerateCollection: true)),
            });
        }
    }
}
