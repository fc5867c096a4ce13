using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Runner;

/// <summary>A run's summary for people: a line per step, failures with what to do, the outcome last.</summary>
internal static class SummaryReport
{
    /// <summary>Failures told one by one; the rest are counted.</summary>
    private const int FailuresShown = 10;

    public static void Write(RunSummary summary, TextWriter output)
    {
        output.WriteLine(Line("step", "read", "inserted", "updated", "unchanged", "rejected", "requests", "seconds"));
        foreach (StepSummary step in summary.Steps)
        {
            output.WriteLine(Line(step.Step, Count(step.Rows.Read), Count(step.Rows.Inserted), Count(step.Rows.Updated), Count(step.Rows.Unchanged),
                Count(step.Rows.Rejected), Count(step.Requests), step.Seconds.ToString("0.00", CultureInfo.InvariantCulture)));
            if (step.Times is { IsEmpty: false } times)
            {
                output.WriteLine($"  {times}");
            }
        }

        int others = summary.Steps.Sum(step => step.LeftToOthers);
        if (others > 0)
        {
            output.WriteLine($"  {Count(others)} series were left to another run that works on them.");
        }

        long missed = summary.Steps.Sum(step => step.Missed);
        if (missed > 0)
        {
            output.WriteLine($"  {Count(missed)} ticks were due and have no snapshot; cc_missed_ticks has each with its cause.");
        }

        RunFailure[] failures = [.. summary.Failure is { } whole ? [whole] : Array.Empty<RunFailure>(), .. summary.Steps.SelectMany(step => step.Failures)];
        foreach (RunFailure failure in failures.Take(FailuresShown))
        {
            output.WriteLine($"  {failure.ErrorId}  {failure.Target}: {failure.Message} {failure.Advice}");
        }

        if (failures.Length > FailuresShown)
        {
            output.WriteLine($"  … and {Count(failures.Length - FailuresShown)} more; the summary of run {summary.RunId} has them all.");
        }

        foreach (RunFailure warning in summary.Warnings)
        {
            output.WriteLine($"  Warning  {warning.Target}: {warning.Message} {warning.Advice}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{summary.Outcome} in {summary.Seconds:0.00} s: {summary.Requests:#,0} requests, {summary.Retries:#,0} retries, run {summary.RunId}"));
    }

    private static string Line(string step, params ReadOnlySpan<string> cells)
    {
        string line = step.PadRight(24);
        foreach (string cell in cells)
        {
            line += cell.PadLeft(11);
        }

        return line;
    }

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
