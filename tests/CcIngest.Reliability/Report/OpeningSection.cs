using static CcIngest.Reliability.ReportText;

namespace CcIngest.Reliability;

/// <summary>What is missing, what was done, what was wrong: the first lines of the report.</summary>
internal static class OpeningSection
{
    public static void Write(CampaignResults results, ReportText text)
    {
        text.Line("# Reliability: killed at random, and what was in the table afterwards");
        text.Line();
        foreach (KillTarget target in results.Unfinished)
        {
            text.Line($"**Unfinished: {Count(results.CountOf(target))} of {Count(results.Wanted[target])} kills of {Name(target)}.**");
            text.Line();
        }

        text.Line(results.Logs.Count + results.Further.Count == 1
            ? "Written by the command below from its own counts."
            : $"Written by the last of the commands below from the counts of the others, each of which has a folder of its own: {Count(results.Logs.Count + results.Further.Count)} in all.");
        text.Line();
        text.Line("```sh requires=reliability-campaign");
        foreach (string command in ShownCommand.Lines(results))
        {
            text.Line(command);
        }

        text.Line("```");
        text.Line();
        text.Line(Verdict(results));
        text.Line();
        Problems(results, text);
    }

    private static string Verdict(CampaignResults results)
    {
        int rounds = results.Rounds.Count;
        int failed = results.Rounds.Count(round => round.Problems.Count > 0);
        string others = failed == 0 ? "every round" : failed + 1 == rounds ? "the other round" : $"each of the other {Count(rounds - failed)} rounds";
        string equal = $"After the last restart of {others} the data tables (clock columns left out) were byte-equal to those of a run without kills and without faults";
        return rounds == 0 ? "No round has come to its end: nothing is shown by this report yet."
            : failed == rounds ? $"**None of {Count(rounds, "round")} ended as it should**; what was wrong is listed here."
            : failed > 0 ? $"**{Count(failed)} of {Count(rounds)} rounds did not end as they should**; what was wrong is listed here. {equal}."
            : $"In {Count(rounds, "round")} {Count(results.Kills.Count())} processes were killed with SIGKILL while the market data API misbehaved. {equal}: **duplicates 0, holes 0**.";
    }

    private static void Problems(CampaignResults results, ReportText text)
    {
        foreach (ProblemEntry problem in results.Problems)
        {
            text.Line($"- **Problem without any kill**, on {EngineName(problem.Engine)}: {problem.Problem}");
        }

        foreach ((int folder, CampaignLog log) in results.Logs.Index())
        {
            foreach (RoundEntry round in log.Rounds.Where(round => round.Problems.Count > 0))
            {
                string where = results.Logs.Count == 1 ? "" : $" of folder {Count(folder + 1)}";
                text.Line($"- Problems in {Name(round.Target)}, round {Count(round.Round)}{where}: {string.Join(" ", round.Problems)}");
            }
        }

        if (results.Problems.Count > 0 || results.Rounds.Any(round => round.Problems.Count > 0))
        {
            text.Line();
        }
    }
}
