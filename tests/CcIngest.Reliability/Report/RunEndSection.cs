using CcIngest.Model;
using static CcIngest.Reliability.ReportText;

namespace CcIngest.Reliability;

/// <summary>How the runs ended that nothing struck: faults may leave a run partial or failed, and the report says how often and why.</summary>
internal static class RunEndSection
{
    public static void Write(CampaignResults results, ReportText text)
    {
        text.Line("## Runs that nothing struck");
        text.Line();
        RunEnd[] ends = [.. results.Rounds.SelectMany(round => round.Ends ?? [])];
        if (ends.Length > 0)
        {
            text.Line($"{Count(ends.Length, "run")} ended on their own: {Count(ends.Count(end => end.ExitCode == 0))} complete, {Count(ends.Count(end => end.ExitCode == 2))} partial, "
                + $"{Count(ends.Count(end => end.ExitCode is not (0 or 2)))} failed. What a run could not have is had by the next one of the round.");
            text.Line();
            Errors(ends, text);
        }

        RoundEntry[] unknown = [.. results.Rounds.Where(round => round.Ends is null)];
        if (unknown.Length > 0)
        {
            Dictionary<string, long> outcomes = unknown.SelectMany(round => round.RunOutcomes).GroupBy(count => count.Key)
                .ToDictionary(counts => counts.Key, counts => counts.Sum(count => count.Value));
            text.Line($"Of {Count(unknown.Length, "round")} only the outcomes in the runs table are known, not the error ids: "
                + $"{Count(outcomes.GetValueOrDefault(nameof(RunOutcome.Partial)))} partial, {Count(outcomes.GetValueOrDefault(nameof(RunOutcome.Failed)))} failed"
                + (unknown.Any(round => round.Target == KillTarget.MariaDbServer) ? ", runs whose server was killed among them." : "."));
            text.Line();
        }
    }

    private static void Errors(RunEnd[] ends, ReportText text)
    {
        RunEnd[] bad = [.. ends.Where(end => end.ExitCode != 0)];
        if (bad.Length == 0)
        {
            return;
        }

        text.Line("| Error id | Partial runs with it | Failed runs with it |");
        text.Line("|---|--:|--:|");
        foreach (IGrouping<string, RunEnd> runs in bad
            .SelectMany(end => (end.ErrorIds.Count > 0 ? end.ErrorIds : ["none"]).Select(id => (Id: id, End: end)))
            .GroupBy(one => one.Id, one => one.End).OrderBy(runs => runs.Key, StringComparer.Ordinal))
        {
            text.Line($"| {runs.Key} | {Count(runs.Count(end => end.ExitCode == 2))} | {Count(runs.Count(end => end.ExitCode != 2))} |");
        }

        text.Line();
    }
}
