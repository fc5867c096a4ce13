using CcIngest.Model;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>Carries out an import: file by file, each a leg of its own; then the coverage that came with them.</summary>
internal static class ImportStepRunner
{
    public static async Task RunAsync(RunContext run, ImportStep step, StepTally tally, CancellationToken cancellationToken)
    {
        foreach (string path in step.Paths)
        {
            ImportSet? set = null;
            await LegAsync(run, tally, path, async () => set = await FileFailures.ReadAsync(path, () =>
            {
                ReplacedExport.Refuse(path);
                return Task.FromResult(ImportFiles.Find(path));
            }).ConfigureAwait(false)).ConfigureAwait(false);
            if (set is null)
            {
                tally.AddLegs(1);
                continue;
            }

            tally.AddLegs(set.Files.Count);
            tally.Plan(set.Files.Count);
            foreach (ImportFile file in set.Files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await LegAsync(run, tally, file.Path, async () =>
                {
                    ImportedFile imported = await FileFailures.ReadAsync(
                        file.Path, () => new FileImport(run, step, tally).RunAsync(set, file, cancellationToken)).ConfigureAwait(false);
                    step.OnFile?.Invoke(imported);
                }).ConfigureAwait(false);
                tally.Answered(file.Path);
            }

            if (set is { IsWhole: true, Manifest: { Coverage: { } coverage } manifest })
            {
                await LegAsync(run, tally, coverage.Path, () => FileFailures.ReadAsync(
                    coverage.Path, () => new CoverageImport(run).RunAsync(set.Folder, manifest, coverage, cancellationToken))).ConfigureAwait(false);
            }
        }
    }

    private static async Task LegAsync(RunContext run, StepTally tally, string target, Func<Task> work)
    {
        using IDisposable? scope = run.Log.BeginScope(LogScope.Series(target));
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (IngestException failure) when (failure.Scope == FailureScope.Leg)
        {
            run.Log.LegFailed(target, failure.Id, failure.Message);
            tally.Failed(target, failure);
        }

        tally.EndLegs(1);
    }
}
