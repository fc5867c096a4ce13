using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Notes what the source says of its limits, before and after a run.</summary>
internal static class RateLimitRecords
{
    public const string Before = "pre";
    public const string After = "post";

    /// <summary>False when the source could not say: that stops no run.</summary>
    public static async Task<bool> WriteAsync(RunContext run, string job, int sequence, string timing, CancellationToken cancellationToken)
    {
        // Nobody waits an hour to learn that there is nothing left: the work is done.
        if (timing == After && run.Source.ExpectedWait is { } wait && wait > TimeSpan.Zero)
        {
            run.Log.RateLimitNotAsked(timing, wait.TotalSeconds);
            return false;
        }

        Dataset dataset = RateLimitStatusRecords.Dataset;
        RowBatch rows = new(dataset, 1);
        try
        {
            await run.Source.ReadRateLimitAsync(rows, cancellationToken).ConfigureAwait(false);
        }
        catch (IngestException failure)
        {
            run.Log.RateLimitUnknown(timing, failure.Id, failure.Message);
            return false;
        }

        int useCase = dataset.Ordinal("use_case");
        for (int row = 0; row < rows.Count; row++)
        {
            rows.Set(row, dataset.Ordinal("run_id"), run.RunId);
            rows.Set(row, dataset.Ordinal("sequence"), sequence + row);
            rows.Set(row, dataset.Ordinal("timestamp"), run.Source.ServerNow);
            rows.Set(row, useCase, job.Length <= dataset.Columns[useCase].Length ? job : job[..dataset.Columns[useCase].Length]);
            rows.Set(row, dataset.Ordinal("record_timing"), timing);
        }

        if (rows.Count > 0)
        {
            await run.WriteAsync([new TableWrite(rows, WriteMode.Replace)], [], [], cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}
