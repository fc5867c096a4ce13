using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>Carries out an export as a step of a run: one leg, whose rows count as read.</summary>
internal static class ExportStepRunner
{
    public static async Task RunAsync(RunContext run, ExportStep step, StepTally tally, CancellationToken cancellationToken)
    {
        tally.AddLegs(1);
        try
        {
            await foreach (ExportedFile file in new ParquetExport(run.Store, run.Time).RunAsync(step.Request, null, cancellationToken).ConfigureAwait(false))
            {
                tally.Plan(1);
                tally.ReadFromStore(file.Rows);
                tally.Answered(file.Path);
            }
        }
        catch (IngestException failure) when (failure.Id is IngestErrorId.FileUnwritable or IngestErrorId.FileMismatch)
        {
            run.Log.LegFailed(step.Request.Folder, failure.Id, failure.Message);
            tally.Failed(step.Request.Folder, failure);
        }
    }
}
