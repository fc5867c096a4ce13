using System.Management.Automation;
using CcIngest.Ingestion;
using CcIngest.Model;

namespace CcIngest.Cmdlets;

/// <summary>Mends gaps by their causes: asks the source for what is missing and judges broken records again. One pipeline is one run.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "CcGap", SupportsShouldProcess = true, DefaultParameterSetName = ByGap)]
[OutputType(typeof(RunSummary))]
public sealed class RepairCcGapCommand : IngestCmdlet
{
    private const string ByGap = "Gap";
    private const string ByFinding = "Finding";

    private readonly List<Gap> _gaps = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByGap)]
    [ValidateNotNullOrEmpty]
    public Gap[] Gap { get; set; } = [];

    /// <summary>Findings as Get-CcQualityFinding writes them: the source is asked again for their periods, though they are stored.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByFinding)]
    [ValidateNotNullOrEmpty]
    public QualityFinding[] Finding { get; set; } = [];

    /// <summary>Asks the source again for what it had lost and for what it sent broken.</summary>
    [Parameter]
    public SwitchParameter AskAgain { get; set; }

    /// <summary>Series worked on at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    protected override object? ErrorTarget => _gaps.Count == 1 ? _gaps[0] : base.ErrorTarget;

    protected override void ProcessRecord()
    {
        _gaps.AddRange(Gap);
        foreach (QualityFinding finding in Finding)
        {
            if (finding.ToGap() is { } gap)
            {
                _gaps.Add(gap);
            }
            else
            {
                WriteWarning($"{finding} has no periods that could be asked for. What mends it: {finding.Mending}");
            }
        }
    }

    protected override void Work()
    {
        if (_gaps.Count == 0)
        {
            WriteVerbose("No gap came down the pipeline: there is nothing to do.");
            return;
        }

        GapRepair? repair = null;
        UseStore(async (store, _, cancellationToken) => repair = await GapRepair.PlanAsync(store, _gaps, AskAgain, cancellationToken).ConfigureAwait(false));
        foreach (Gap gap in repair!.Unknown)
        {
            WriteError(IngestErrors.ToErrorRecord(new IngestException(
                IngestErrorId.InstrumentUnknown, $"The store does not know the instrument of {gap}.",
                "Bring the list of instruments up to date (Sync-CcSpotInstrument, Sync-CcFuturesInstrument, Sync-CcSymbol), then repair again.",
                scope: FailureScope.Leg), gap));
        }

        if (repair.Given.Count > 0)
        {
            WriteWarning(FormattableString.Invariant(
                $"{repair.Given.Count} gaps stay: the source no longer has them, or sent them broken and their dead letters are gone. -AskAgain asks again."));
        }

        if (repair.Steps.Count > 0 && ShouldProcess(StoreOptions.Describe(), Described(repair)))
        {
            RunSteps([.. repair.Steps.Select(step => step is IngestStep ingest ? ingest with { ThrottleLimit = ThrottleLimit } : step)]);
        }
    }

    private string Described(GapRepair repair)
    {
        long letters = repair.Steps.OfType<LetterStep>().Sum(step => step.LetterIds.Count);
        long periods = repair.Steps.OfType<IngestStep>().Sum(step => step.Only!.Sum(series => series.Value.Sum(step.Interval.PeriodsIn)));
        int series = repair.Steps.OfType<IngestStep>().Sum(step => step.Only!.Count);
        string?[] parts =
        [
            periods > 0 ? FormattableString.Invariant($"ask the source for {periods:N0} periods of {series:N0} series") : null,
            letters == 0 ? null : AskAgain
                ? FormattableString.Invariant($"remove {letters:N0} dead letters and ask again")
                : FormattableString.Invariant($"judge {letters:N0} dead letters again"),
        ];
        return FormattableString.Invariant($"Repair {_gaps.Count:N0} gaps: {string.Join(", ", parts.OfType<string>())}");
    }
}
