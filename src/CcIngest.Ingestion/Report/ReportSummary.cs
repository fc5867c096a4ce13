using System.Globalization;
using CcIngest.Model;

namespace CcIngest.Ingestion;

/// <summary>What a page says first, in sentences: what can be trusted, what is missing, and why.</summary>
/// <param name="Verdict">One word for the whole: <c>empty</c>, <c>whole</c>, <c>gaps</c>.</param>
/// <param name="Headline">A sentence.</param>
/// <param name="Sentences">More of them, each of its own subject.</param>
internal sealed record ReportSummary(string Verdict, string Headline, IReadOnlyList<string> Sentences)
{
    public static ReportSummary Of(ReportContents contents)
    {
        if (contents.Series.Count == 0)
        {
            return new ReportSummary("empty", "There are no time series here yet.",
            [
                "Fill the store with Invoke-CcOhlcvIngest or a job file (ccingest run), then write the report again.",
                .. Runs(contents),
            ]);
        }

        int whole = contents.Series.Count(series => series.IsWhole);
        double had = contents.Series.Average(series => series.Had);
        string headline = whole == contents.Series.Count
            ? Text($"All {Count(whole, "series", "series")} are whole: every closed period that was asked for is accounted for.")
            : Text($"{whole:#,0} of {Count(contents.Series.Count, "series", "series")} are whole; {contents.Series.Count - whole:#,0} have gaps.");
        return new ReportSummary(whole == contents.Series.Count ? "whole" : "gaps", headline,
        [
            .. Missing(contents, had), .. Freshness(contents), .. Findings(contents), .. Runs(contents), .. Letters(contents),
        ]);
    }

    private static IEnumerable<string> Missing(ReportContents contents, double had)
    {
        Dictionary<GapCause, (long Periods, int Series)> causes = contents.Series.SelectMany(series => series.Missing).GroupBy(one => one.Key)
            .ToDictionary(cause => cause.Key, cause => (cause.Sum(one => one.Value), cause.Count()));
        if (causes.Count > 0)
        {
            IEnumerable<string> told = causes.OrderByDescending(cause => cause.Value.Periods)
                .Select(cause => Text($"{cause.Value.Periods:#,0} {Words(cause.Key)} ({Count(cause.Value.Series, "series", "series")})"));
            yield return Text($"Missing periods: {string.Join(", ", told)}. {had * 100:0.0} % of the asked time is had, on the average of all series. Get-CcGap lists what is missing, Repair-CcGap asks for it.");
        }
    }

    private static IEnumerable<string> Freshness(ReportContents contents)
    {
        ReportSeries[] living = [.. contents.Series.Where(series => !series.HasEnded)];
        int behind = living.Count(series => series.Behind > 0);
        if (living.Length > 0)
        {
            yield return behind == 0
                ? Text($"{Count(living.Length, "series", "series")} that go on have their newest closed period.")
                : Text($"{behind:#,0} of {Count(living.Length, "series", "series")} that go on are behind the newest closed period.");
        }
    }

    private static IEnumerable<string> Runs(ReportContents contents)
    {
        if (contents.Runs.FirstOrDefault(run => run.Outcome != RunOutcome.Running) is { } last)
        {
            yield return Text($"The newest run that ended, {last.Job} of {last.StartedAt:yyyy-MM-dd HH:mm} UTC, was {last.Outcome}.");
        }
    }

    private static IEnumerable<string> Findings(ReportContents contents)
    {
        int errors = contents.Findings.Count(finding => finding.Severity == QualitySeverity.Error);
        if (contents.Findings.Count > 0)
        {
            yield return Text($"Tests of the data left {Count(contents.Findings.Count, "finding", "findings")} open{(contents.Findings.Count == ReportReader.MostFindings ? " or more" : "")}, {Count(errors, "error", "errors")} among them.");
        }
    }

    private static IEnumerable<string> Letters(ReportContents contents)
    {
        long letters = contents.Letters.Sum(count => count.Letters);
        yield return letters == 0
            ? "There are no dead letters."
            : Text($"{Count(letters, "record", "records")} of the source broke a rule and lie in the dead letters.");
    }

    private static string Words(GapCause cause) => cause switch
    {
        GapCause.NotAsked => "never asked for",
        GapCause.NotAnswered => "asked for, not yet answered",
        GapCause.Rejected => "rejected",
        GapCause.LostAtSource => "lost at the source",
        _ => "gone from the table",
    };

    private static string Count(long count, string one, string several) => Text($"{count:#,0} {(count == 1 ? one : several)}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
