using System.Globalization;
using static CcIngest.Reliability.ReportText;

namespace CcIngest.Reliability;

/// <summary>What the states of a campaign say, for the users of CcIngest. Every number in it was counted.</summary>
internal sealed class ReliabilityReport
{
    private readonly CampaignResults _results;
    private readonly ReportText _text = new();

    private ReliabilityReport(CampaignResults results) => _results = results;

    /// <returns>Markdown.</returns>
    public static string Write(CampaignResults results)
    {
        ReliabilityReport report = new(results);
        OpeningSection.Write(results, report._text);
        if (results.Rounds.Count > 0)
        {
            report.Results();
            HashSection.Write(results, report._text);
            report.Moments();
            report.ServerKills();
            RunEndSection.Write(results, report._text);
        }

        AllCampaignsSection.Write(results, report._text);
        report.Faults();
        report.Method();
        return report._text.ToString();
    }

    private void Results()
    {
        Line("| Killed | Kills | Rounds | Runs | Equal to the clean run | Duplicates | Holes |");
        Line("|---|--:|--:|--:|--:|--:|--:|");
        foreach (IGrouping<KillTarget, RoundEntry> rounds in _results.Rounds.GroupBy(round => round.Target).OrderBy(rounds => rounds.Key))
        {
            Line($"| {Name(rounds.Key)} | {Count(rounds.Sum(round => round.Kills))} | {Count(rounds.Count())} | {Count(rounds.Sum(round => round.Runs))} "
                + $"| {Count(rounds.Count(round => round.Problems.Count == 0))} of {Count(rounds.Count(), "round")} | {Count(rounds.Sum(round => round.Duplicates))} | {Count(rounds.Sum(round => round.Holes))} |");
        }

        Line();
        if (_results.Rounds.Count(round => !round.IsCompared) is > 0 and var unread)
        {
            Line($"{Count(unread, "round")} could not be compared (no run came to its end, or the store could not be read): duplicates and holes are not known there.");
            Line();
        }

        if (_results.Rounds.Count(round => round.Kills == 0 && round.IsCompared) is > 0 and var unkilled)
        {
            Line($"{Count(unkilled, "round")} had no kill: each run ended before its moment.");
            Line();
        }

        Line($"What the runs table said at the end of the rounds: {Counts(_results.Rounds.SelectMany(round => round.RunOutcomes))}. "
            + "A run that was killed before it wrote its first row is in no table.");
        Line();
    }

    private void Moments()
    {
        KillTarget[] targets = [.. _results.Rounds.Select(round => round.Target).Distinct().Order()];
        Line("## Where the kills fell");
        Line();
        Line("Moments are drawn uniformly between the start of the process and a little past the end that a run with so much left to do typically has.");
        Line();
        Line($"| Phase | {string.Join(" | ", targets.Select(Name))} |");
        Line($"|---|{string.Concat(targets.Select(_ => "--:|"))}");
        foreach (RunPhase phase in Enum.GetValues<RunPhase>())
        {
            Line($"| {Name(phase)} | {string.Join(" | ", targets.Select(target => Count(_results.KillsOf(target).Count(kill => kill.Phase == phase))))} |");
        }

        Line();
        Line("| | Earliest kill | Median | Latest | Kills with a partly filled store |");
        Line("|---|--:|--:|--:|--:|");
        long full = _results.Rounds.Select(round => StoreCounts.CandleTables.Sum(table => round.Tables.GetValueOrDefault(table.Table)?.Rows ?? 0)).DefaultIfEmpty().Max();
        foreach (KillTarget target in targets.Where(target => _results.KillsOf(target).Any()))
        {
            double[] moments = [.. _results.KillsOf(target).Select(kill => kill.Seconds).Order()];
            Line($"| {Name(target)} | {Seconds(moments[0])} | {Seconds(moments[moments.Length / 2])} | {Seconds(moments[^1])} "
                + $"| {Count(_results.KillsOf(target).Count(kill => kill.Rows > 0 && kill.Rows < full))} |");
        }

        Line();
    }

    private void ServerKills()
    {
        KillEntry[] kills = [.. _results.KillsOf(KillTarget.MariaDbServer)];
        if (kills.Length == 0)
        {
            return;
        }

        Line("## When the server dies");
        Line();
        Line($"The server was started again after {Seconds(kills.Min(kill => kill.RestartAfter ?? 0))} to {Seconds(kills.Max(kill => kill.RestartAfter ?? 0))}. "
            + $"{Count(kills.Count(kill => kill.ExitCode == 0))} runs waited for it and came to their end complete, "
            + $"{Count(kills.Count(kill => kill.ExitCode == 2))} ended partial, {Count(kills.Count(kill => kill.ExitCode is not (0 or 2)))} failed; what did not end complete was run again. "
            + "The server writes its log to the system at each commit and to the disk once a second (`innodb_flush_log_at_trx_commit=2`): that survives the "
            + "death of the server, which is what is tested here, and not a power cut.");
        Line();
    }

    private void Faults()
    {
        IReadOnlyDictionary<string, double> rates = _results.Logs[0].Campaign?.Faults ?? new Dictionary<string, double>();
        MarketCounts[] served = [.. _results.Sessions.Select(session => session.Served).OfType<MarketCounts>()];
        Line("## The faults meanwhile");
        Line();
        if (served.Length == 0)
        {
            Line("The simulated API is counted when a session ends; none has said its counts yet.");
            Line();
            return;
        }

        // A session that was killed itself never said its counts.
        int[] silent = [.. _results.Logs.Index().Where(log => log.Item.Sessions.All(session => session.Served is null)).Select(log => log.Index + 1)];
        Line($"The simulated API answered {Count(served.Sum(one => one.Requests))} requests in {Count(served.Length, "session")}, among them:"
            + (silent.Length == 0 ? "" : $" (not counted: folder {string.Join(", ", silent)}, of which no session has said its counts)"));
        Line();
        Line("| Fault | Rate | Served |");
        Line("|---|--:|--:|");
        foreach ((string fault, double rate) in rates)
        {
            Line($"| {fault} | {rate.ToString("0.0 %", CultureInfo.InvariantCulture)} | {Count(served.Sum(one => one.Faults.GetValueOrDefault(fault)))} |");
        }

        Line();
    }

    private void Method()
    {
        SessionEntry[] sessions = [.. _results.Sessions];
        Line("## How it is done");
        Line();
        Line("- `ccingest run` and the simulated API are processes of their own; a kill is SIGKILL, and counts only when the process was alive.");
        Line("- A round begins with an empty store. The run is killed and started again, up to six times or until it ends before its moment; then one comes to its end.");
        Line("- After every kill it is checked that the candles in the store are as many as the periods that coverage calls complete: rows and coverage are one transaction.");
        Line("- After the last run of a round it is checked that these are as after the clean run of the same engine: every data table's number of rows and hash, the coverage of "
            + "every series (stretch by stretch), holes (complete periods without a row, rows without coverage, gaps and overlaps), pending stretches, numbers of dead letters and of "
            + "revisions, and the engine's own check (`PRAGMA integrity_check`; `CHECK TABLE` of the candles, the coverage and the runs; "
            + "PostgreSQL's `amcheck`: every index against its table, every table's pages).");
        Line("- Duplicates are the rows of a table less its distinct keys. Every data table has a primary key, so the count is 0 as long as the engine keeps its own promise; it would show "
            + "a table made without its key. That no row was written under a second, wrong key is what the number of rows and the hash show.");
        Line("- A run that nothing struck may end partial or failed by an error of the source, as faults are on; another exit code, a series that a dead run still holds, a lost lease or an "
            + "unexpected failure is a problem of the round. Whatever else goes wrong in a round, or in the runs without kills before the rounds, is listed above as well.");
        if (_results.Rounds.Any(round => round.Ends is null))
        {
            Line("- Rounds of which only the outcomes are known were logged by an earlier version of this command: it listed differences of the store and runs that did not end, and "
                + "left out rounds that failed by another exception.");
        }

        Line("- The command goes on where it was when it is called again; rounds that were interrupted are not counted. The same seed draws the same moments, as fractions of what a run takes.");
        if (_results.Logs.SelectMany(log => log.Rounds.Select(round => (log.Campaign?.Seed, round.Target, round.Round))).GroupBy(round => round).Count(same => same.Count() > 1) is > 0 and var same)
        {
            Line($"- The folders share {Count(same, "round")} of the same seed, target and number: they drew the same fractions, though never the same instants.");
        }

        Line();
        if (sessions.Length > 0)
        {
            MachineFacts machine = sessions[^1].Machine;
            string engines = string.Join(", ", sessions.SelectMany(session => session.Engines).DistinctBy(engine => engine).Select(engine => $"{engine.Key} {engine.Value}"));
            Line($"CcIngest {machine.Version} on {machine.Runtime}, {engines}; {machine.Cores} cores, {machine.System}. Seed {string.Join(", ", _results.Logs.Select(log => log.Campaign?.Seed).Distinct())}, "
                + $"{Count(sessions.Length, "session")}, {Duration(sessions.Sum(session => session.Seconds))} in all.");
        }
    }

    private void Line(string text = "") => _text.Line(text);
}
