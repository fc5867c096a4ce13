using System.Reflection;
using CcIngest.Model;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Writes the row of a run into <c>cc_runs</c>: when it starts, while it is under way, and when it has ended.</summary>
internal static class RunRecords
{
    /// <summary>Failures of all steps together that the stored summary lists: some 300 kB.</summary>
    private const int MostFailures = 500;

    /// <summary>As <see cref="MostFailures"/>, while the run is under way: the row is written every few seconds.</summary>
    private const int MostFailuresUnderWay = 10;

    private static readonly string ToolVersion = typeof(RunRecords).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    public static Task WriteAsync(RunContext run, RunSummary summary, CancellationToken cancellationToken) =>
        run.WriteAsync([new TableWrite(RowOf(summary), WriteMode.Replace)], [], [], cancellationToken);

    /// <summary>Writes the row of an ended run again, which holds no lease any more.</summary>
    public static Task AmendAsync(IMarketDataStore store, RunSummary summary, DateTime now, CancellationToken cancellationToken) => store.WriteAsync(
        new StoreWrite { RunId = summary.RunId, Now = now, Tables = [new TableWrite(RowOf(summary), WriteMode.Replace)] }, cancellationToken);

    private static RowBatch RowOf(RunSummary summary)
    {
        Dataset dataset = Bookkeeping.Runs;
        RowBatch rows = new(dataset, 1);
        int row = rows.AddRow();
        RowCounts counts = summary.Steps.Select(step => step.Rows).Aggregate(default(RowCounts), RowCounts.Add);
        rows.Set(row, dataset.Ordinal("run_id"), summary.RunId);
        rows.Set(row, dataset.Ordinal("job"), Cut(summary.Job, dataset.Columns[dataset.Ordinal("job")].Length));
        rows.Set(row, dataset.Ordinal("outcome"), summary.Outcome.ToString());
        rows.Set(row, dataset.Ordinal("started_at"), summary.StartedAt);
        rows.Set(row, dataset.Ordinal("host"), Environment.MachineName);
        rows.Set(row, dataset.Ordinal("process_id"), Environment.ProcessId);
        rows.Set(row, dataset.Ordinal("tool_version"), ToolVersion);
        if (summary.EndedAt is { } ended)
        {
            rows.Set(row, dataset.Ordinal("ended_at"), ended);
        }

        if (summary.EndedAt is not null || summary.Steps.Count > 0)
        {
            rows.Set(row, dataset.Ordinal("rows_read"), counts.Read);
            rows.Set(row, dataset.Ordinal("rows_inserted"), counts.Inserted);
            rows.Set(row, dataset.Ordinal("rows_updated"), counts.Updated);
            rows.Set(row, dataset.Ordinal("rows_unchanged"), counts.Unchanged);
            rows.Set(row, dataset.Ordinal("rows_rejected"), counts.Rejected);
            rows.Set(row, dataset.Ordinal("requests"), summary.Requests);
            rows.Set(row, dataset.Ordinal("retries"), summary.Retries);
            rows.Set(row, dataset.Ordinal("failed_legs"), summary.Steps.Sum(step => step.Failures.Count));
            rows.Set(row, dataset.Ordinal("failure"), summary.Failure is { } failure ? $"{failure.ErrorId}: {failure.Message}" : null);
            rows.Set(row, dataset.Ordinal("summary"), RunSummaryJson.Write(Bounded(summary)));
        }

        return rows;
    }

    /// <summary>
    /// A summary that fits a packet of any engine, however many legs failed; the column with their count has all of them. While the run is under way
    /// the newest failures are of interest, else the first ones.
    /// </summary>
    private static RunSummary Bounded(RunSummary summary)
    {
        if (summary is { EndedAt: null, Steps.Count: > 0 })
        {
            StepSummary open = summary.Steps[^1];
            StepSummary newest = open with { Failures = [.. open.Failures.TakeLast(MostFailuresUnderWay)], FailuresNotListed = Math.Max(0, open.Failures.Count - MostFailuresUnderWay) };
            return summary with { Steps = [.. summary.Steps.SkipLast(1).Select(step => step with { Failures = [], FailuresNotListed = step.Failures.Count }), newest] };
        }

        int left = MostFailures;
        List<StepSummary> steps = [];
        foreach (StepSummary step in summary.Steps)
        {
            RunFailure[] listed = [.. step.Failures.Take(left)];
            left -= listed.Length;
            steps.Add(step with { Failures = listed, FailuresNotListed = step.Failures.Count - listed.Length });
        }

        return summary with { Steps = steps };
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
