using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;
using Microsoft.Extensions.Logging;

namespace CcIngest.Ingestion;

/// <summary>Carries out a comparison: series after series, page after page.</summary>
internal static class CompareStepRunner
{
    public static async Task RunAsync(RunContext run, CompareStep step, StepTally tally, CancellationToken cancellationToken)
    {
        tally.AddLegs(step.Plan.Series.Count + step.Plan.Refused.Count);
        tally.Plan(step.Plan.Requests);
        foreach (RunFailure refused in step.Plan.Refused)
        {
            tally.Failed(refused.Target, new IngestException(Enum.Parse<IngestErrorId>(refused.ErrorId), refused.Message, refused.Advice, scope: FailureScope.Leg));
        }

        foreach (ComparedSeries series in step.Plan.Series.Where(series => series.Pages.Count > 0))
        {
            using IDisposable? scope = run.Log.BeginScope(LogScope.Series(series.Key));
            try
            {
                step.OnCompared?.Invoke(await CompareAsync(run, series, step.Plan.Request, tally, cancellationToken).ConfigureAwait(false));
            }
            catch (IngestException failure) when (failure.Scope == FailureScope.Leg)
            {
                run.Log.LegFailed(series.Key.ToString(), failure.Id, failure.Message);
                tally.Failed(series.Key.ToString(), failure);
            }

            tally.EndLegs(1);
        }
    }

    private static async Task<SourceComparison> CompareAsync(
        RunContext run, ComparedSeries series, CompareRequest request, StepTally tally, CancellationToken cancellationToken)
    {
        Dataset stored = DatasetCatalog.TimeSeries(series.Key.Dataset, series.Key.Interval);
        Dataset asked = DatasetCatalog.TimeSeries(series.Asked.Dataset, series.Asked.Interval);
        RowComparison comparison = new(series.Key, stored, asked, request.WithKlines ? ComparedColumns.WithKlines(stored) : ComparedColumns.WithItself(stored), request.Worst);
        ComparedStretches stretches = new(run, series.Key);
        RowBatch rows = new(asked);
        try
        {
            foreach (TimeRange page in series.Pages)
            {
                rows.Clear();
                await run.Source.FetchAsync(
                    new SeriesRequest(asked, series.Asked, series.Instrument, page) { StoredFrom = page.From }, rows, cancellationToken).ConfigureAwait(false);
                IReadOnlyList<RuleBreach> breaches = await comparison.AddAsync(run.Store, page, series.Known, rows, cancellationToken).ConfigureAwait(false);
                if (!request.WithKlines)
                {
                    // What two sources say differently is no fault of what is stored.
                    await stretches.AddAsync(page, breaches, cancellationToken).ConfigureAwait(false);
                }

                tally.Answered(series.Key.ToString());
            }
        }
        finally
        {
            // What was compared before the source failed, or somebody cancelled, counts.
            await stretches.EndAsync(CancellationToken.None).ConfigureAwait(false);
        }

        tally.ReadFromStore(comparison.StoredRows);
        return comparison.Summarise(request.WithKlines ? $"{series.Asked.Exchange} klines {series.Asked.Symbol}" : "its source", series.Pages);
    }
}
