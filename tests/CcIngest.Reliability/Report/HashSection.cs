using CcIngest.Model;
using static CcIngest.Reliability.ReportText;

namespace CcIngest.Reliability;

/// <summary>The hashes of the data tables, and who agrees on them.</summary>
internal static class HashSection
{
    private const string SQLite = "SQLite";
    private const string MariaDb = "MariaDB";

    public static void Write(CampaignResults results, ReportText text)
    {
        text.Line("## The hashes");
        text.Line();
        text.Line($"SHA-256 over all rows in key order, clock columns left out. {Agreement(results)}");
        text.Line();
        text.Line("| Table | Rows | Hash |");
        text.Line("|---|--:|---|");
        foreach (Dataset table in StoreCounts.CandleTables)
        {
            foreach (TableState state in Rounds(results).Concat(Clean(results)).Select(one => one.Tables.GetValueOrDefault(table.Table)).OfType<TableState>().Where(state => state.Rows > 0).Distinct())
            {
                text.Line($"| {table.Table} | {Count(state.Rows)} | `{state.Hash}` |");
            }
        }

        text.Line();
    }

    /// <summary>Only what the logged hashes themselves say.</summary>
    private static string Agreement(CampaignResults results)
    {
        if (AreEqual(Clean(results)))
        {
            return AreOne([.. Clean(results), .. Rounds(results)])
                ? "The hash of every data table is the same in the clean runs on SQLite and on MariaDB and after every round of kills that was compared."
                : "The hash of every data table is the same in the clean runs on SQLite and on MariaDB; each round was compared with them.";
        }

        const string Own = "Each round was compared with the clean run of its own engine.";
        return AreEqual(Rounds(results)) ? Own + " The hashes after the rounds on SQLite and after those on MariaDB are the same, for every data table." : Own;
    }

    private static bool AreEqual(IReadOnlyList<Logged> all) =>
        all.Any(one => one.Engine == SQLite) && all.Any(one => one.Engine == MariaDb) && AreOne(all);

    private static bool AreOne(IReadOnlyList<Logged> all) =>
        all.All(one => one.Tables.Count == all[0].Tables.Count && one.Tables.All(table => all[0].Tables.GetValueOrDefault(table.Key) == table.Value));

    private static IReadOnlyList<Logged> Rounds(CampaignResults results) =>
        [.. results.Rounds.Where(round => round.IsCompared).Select(round => new Logged(EngineName(round.Target), round.Tables))];

    private static IReadOnlyList<Logged> Clean(CampaignResults results) =>
        [.. results.CleanRuns.Select(clean => new Logged(EngineName(clean.Engine), clean.Tables))];

    private sealed record Logged(string Engine, IReadOnlyDictionary<string, TableState> Tables);
}
