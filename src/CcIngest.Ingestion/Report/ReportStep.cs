using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Writes a report page. Asks the source for nothing, and changes nothing in the store.</summary>
public sealed record ReportStep : JobStep
{
    /// <summary>The form of a report, as job files name it.</summary>
    public const string Html = "html";

    public required ReportRequest Request { get; init; }

    public override bool AsksSource => false;

    public override string Counts => "files";

    public override string Title => "report html";
}

/// <summary>Carries out a report as a step of a run: one leg. The page shows that run as running.</summary>
internal static class ReportStepRunner
{
    public static async Task RunAsync(RunContext run, ReportStep step, StepTally tally, CancellationToken cancellationToken)
    {
        tally.AddLegs(1);
        tally.Plan(1);
        try
        {
            WrittenReport report = await new HtmlReport(run.Store, run.Time).WriteAsync(step.Request, cancellationToken).ConfigureAwait(false);
            tally.Answered(report.Path);
        }
        catch (IngestException failure) when (failure.Id is IngestErrorId.FileUnwritable or IngestErrorId.FileMismatch)
        {
            run.Log.LegFailed(step.Request.Path, failure.Id, failure.Message);
            tally.Failed(step.Request.Path, failure);
        }
    }
}
