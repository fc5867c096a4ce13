using static CcIngest.Reliability.ReportText;

namespace CcIngest.Reliability;

/// <summary>Every campaign in one table, those of other workloads among them, and whose tables were equal.</summary>
internal static class AllCampaignsSection
{
    public static void Write(CampaignResults results, ReportText text)
    {
        if (results.Further.Count == 0)
        {
            return;
        }

        text.Line("## All campaigns");
        text.Line();
        text.Line("Campaigns on other workloads and stores, of later versions than the one above, under the same faults and with the same checks. "
            + "`named`: reference lists, spot days and hours of 36 series; `families`: futures candles, funding rates, open interest and index candles.");
        text.Line();
        text.Line("| Workload | Killed | Kills | Rounds | Runs | Equal to the clean run | Duplicates | Holes |");
        text.Line("|---|---|--:|--:|--:|--:|--:|--:|");
        var rounds = results.Logs.Concat(results.Further).SelectMany(log => log.Rounds.Select(round => (Workload: log.Campaign?.Workload ?? "", Round: round)));
        foreach (var same in rounds.GroupBy(one => (one.Workload, one.Round.Target)).OrderByDescending(same => same.Key.Workload, StringComparer.Ordinal).ThenBy(same => same.Key.Target))
        {
            RoundEntry[] all = [.. same.Select(one => one.Round)];
            text.Line($"| {same.Key.Workload} | {Name(same.Key.Target)} | {Count(all.Sum(round => round.Kills))} | {Count(all.Length)} | {Count(all.Sum(round => round.Runs))} "
                + $"| {Count(all.Count(round => round.Problems.Count == 0))} of {Count(all.Length, "round")} | {Count(all.Sum(round => round.Duplicates))} | {Count(all.Sum(round => round.Holes))} |");
        }

        text.Line();
        foreach (IGrouping<string, CampaignLog> same in results.Further.GroupBy(log => log.Campaign?.Workload ?? "").OrderByDescending(same => same.Key, StringComparer.Ordinal))
        {
            Equality([.. same], results, text);
        }

        Problems(results, text);
    }

    /// <summary>What the hashes of the further campaigns of one workload say, and no more.</summary>
    private static void Equality(CampaignLog[] logs, CampaignResults results, ReportText text)
    {
        CleanEntry[] clean = [.. logs.SelectMany(log => log.CleanRuns)];
        if (clean.Length == 0)
        {
            return;
        }

        string[] engines = [.. clean.Select(one => EngineName(one.Engine)).Distinct().Order(StringComparer.Ordinal)];
        IReadOnlyDictionary<string, TableState>[] all = [.. clean.Select(one => one.Tables), .. logs.SelectMany(log => log.Rounds).Where(round => round.IsCompared).Select(round => round.Tables)];
        bool isOne = all.All(one => one.Count == all[0].Count && one.All(table => all[0].GetValueOrDefault(table.Key) == table.Value));
        long rows = all[0].Values.Sum(table => table.Rows);
        string first = isOne && AreThoseAbove(all[0], logs[0], results) ? " Those that the campaign above had as well are the same there." : "";
        text.Line(isOne
            ? $"`{logs[0].Campaign?.Workload}`: {Count(all[0].Count(table => table.Value.Rows > 0), "table")} with {Count(rows)} rows, of the same hash after the clean runs on {string.Join(" and ", engines)} and after each of their rounds.{first}"
            : $"`{logs[0].Campaign?.Workload}`: each round was compared with the clean run of its own engine and version ({string.Join(", ", engines)}).");
        text.Line();
    }

    private static bool AreThoseAbove(IReadOnlyDictionary<string, TableState> tables, CampaignLog log, CampaignResults results)
    {
        IReadOnlyList<CleanEntry> above = results.CleanRuns;
        return above.Count > 0 && results.Logs[0].Campaign?.Workload == log.Campaign?.Workload
            && above.All(clean => clean.Tables.All(table => tables.GetValueOrDefault(table.Key) == table.Value));
    }

    private static void Problems(CampaignResults results, ReportText text)
    {
        foreach (CampaignLog log in results.Further)
        {
            foreach (ProblemEntry problem in log.Problems)
            {
                text.Line($"- **Problem without any kill**, `{log.Campaign?.Workload}` on {EngineName(problem.Engine)}: {problem.Problem}");
            }

            foreach (RoundEntry round in log.Rounds.Where(round => round.Problems.Count > 0))
            {
                text.Line($"- Problems in `{log.Campaign?.Workload}`, {Name(round.Target)}, round {Count(round.Round)}: {string.Join(" ", round.Problems)}");
            }
        }

        if (results.Further.Any(log => log.Problems.Any() || log.Rounds.Any(round => round.Problems.Count > 0)))
        {
            text.Line();
        }
    }
}
