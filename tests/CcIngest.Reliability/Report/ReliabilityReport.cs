using System.Globalization;
using System.Text;
using CcIngest.Model;

namespace CcIngest.Reliability;

/// <summary>What the state of a campaign says, for the users of CcIngest. Every number in it was counted.</summary>
internal sealed class ReliabilityReport
{
    private readonly CampaignLog _log;
    private readonly StringBuilder _text = new();

    private ReliabilityReport(CampaignLog log) => _log = log;

    /// <returns>Markdown.</returns>
    public static string Write(CampaignLog log)
    {
        ReliabilityReport report = new(log);
        report.Opening();
        report.Results();
        report.Hashes();
        report.Moments();
        report.ServerKills();
        report.Faults();
        report.Method();
        return report._text.ToString();
    }

    private void Opening()
    {
        RoundEntry[] failed = [.. _log.Rounds.Where(round => round.Problems.Count > 0)];
        Line("# Reliability: killed at random, and what was in the table afterwards");
        Line();
        Line("Written by the command below from its own counts.");
        Line();
        Line("```sh requires=reliability-campaign");
        Line($"dotnet run --project tests/CcIngest.Reliability -c Release -- {string.Join(' ', Arguments())}");
        Line("```");
        Line();
        Line(failed.Length == 0
            ? $"In {Count(_log.Rounds.Count())} rounds {Count(_log.Kills.Count())} processes were killed with SIGKILL while the market data API misbehaved. After the last restart of "
                + "every round the store was byte-equal to that of a run without kills and without faults: **duplicates 0, holes 0**."
            : $"**{Count(failed.Length)} of {Count(_log.Rounds.Count())} rounds did not end as they should**; they are listed under Problems.");
        Line();
        foreach (RoundEntry round in failed)
        {
            Line($"- Problems in {Name(round.Target)}, round {round.Round}: {string.Join(" ", round.Problems)}");
        }
    }

    private void Results()
    {
        Line("| Killed | Kills | Rounds | Runs | Equal to the clean run | Duplicates | Holes |");
        Line("|---|--:|--:|--:|--:|--:|--:|");
        foreach (IGrouping<KillTarget, RoundEntry> rounds in _log.Rounds.GroupBy(round => round.Target))
        {
            Line($"| {Name(rounds.Key)} | {Count(rounds.Sum(round => round.Kills))} | {Count(rounds.Count())} | {Count(rounds.Sum(round => round.Runs))} "
                + $"| {Count(rounds.Count(round => round.Problems.Count == 0))} of {Count(rounds.Count())} rounds | {Count(rounds.Sum(round => round.Duplicates))} | {Count(rounds.Sum(round => round.Holes))} |");
        }

        Line();
        Dictionary<string, long> outcomes = _log.Rounds.SelectMany(round => round.RunOutcomes).GroupBy(count => count.Key)
            .ToDictionary(counts => counts.Key, counts => counts.Sum(count => count.Value));
        Line($"What the runs table said at the end of the rounds: {string.Join(", ", outcomes.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} {Count(count.Value)}"))}. "
            + "A run that was killed before it wrote its first row is in no table.");
        Line();
    }

    private void Hashes()
    {
        Line("## The hashes");
        Line();
        Line("SHA-256 over all rows in key order, clock columns left out. Each is the same in the clean runs on every engine and after every round of kills.");
        Line();
        Line("| Table | Rows | Hash |");
        Line("|---|--:|---|");
        foreach (Dataset table in StoreCounts.CandleTables)
        {
            foreach (TableState state in _log.Rounds.Select(round => round.Tables.GetValueOrDefault(table.Table)).OfType<TableState>().Distinct())
            {
                Line($"| {table.Table} | {Count(state.Rows)} | `{state.Hash}` |");
            }
        }

        Line();
    }

    private void Moments()
    {
        KillTarget[] targets = [.. _log.Rounds.Select(round => round.Target).Distinct()];
        Line("## Where the kills fell");
        Line();
        Line("Moments are drawn uniformly between the start of the process and a little past the end that a run with so much left to do typically has.");
        Line();
        Line($"| Phase | {string.Join(" | ", targets.Select(Name))} |");
        Line($"|---|{string.Concat(targets.Select(_ => "--:|"))}");
        foreach (RunPhase phase in Enum.GetValues<RunPhase>())
        {
            Line($"| {Name(phase)} | {string.Join(" | ", targets.Select(target => Count(Kills(target).Count(kill => kill.Phase == phase))))} |");
        }

        Line();
        Line("| | Earliest kill | Median | Latest | Kills with a partly filled store |");
        Line("|---|--:|--:|--:|--:|");
        long full = _log.Rounds.Select(round => StoreCounts.CandleTables.Sum(table => round.Tables.GetValueOrDefault(table.Table)?.Rows ?? 0)).DefaultIfEmpty().Max();
        foreach (KillTarget target in targets.Where(target => Kills(target).Any()))
        {
            double[] moments = [.. Kills(target).Select(kill => kill.Seconds).Order()];
            Line($"| {Name(target)} | {Seconds(moments[0])} | {Seconds(moments[moments.Length / 2])} | {Seconds(moments[^1])} "
                + $"| {Count(Kills(target).Count(kill => kill.Rows > 0 && kill.Rows < full))} |");
        }

        Line();
    }

    private void ServerKills()
    {
        KillEntry[] kills = [.. Kills(KillTarget.MariaDbServer)];
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
        IReadOnlyDictionary<string, double> rates = _log.Campaign?.Faults ?? new Dictionary<string, double>();
        MarketCounts[] served = [.. _log.Sessions.Select(session => session.Served).OfType<MarketCounts>()];
        Line("## The faults meanwhile");
        Line();
        Line($"The simulated API answered {Count(served.Sum(one => one.Requests))} requests, among them:");
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
        SessionEntry[] sessions = [.. _log.Sessions];
        Line("## How it is done");
        Line();
        Line("- `ccingest run` and the simulated API are processes of their own; a kill is SIGKILL, and counts only when the process was alive.");
        Line("- A round begins with an empty store. The run is killed and started again, up to six times or until it ends before its moment; then one comes to its end.");
        Line("- After every kill the candles in the store are as many as the periods that coverage calls complete: rows and coverage are one transaction.");
        Line("- After the last run of a round: every table's hash, the coverage of every series (stretch by stretch), duplicates, holes (complete periods without a row, rows "
            + "without coverage, gaps and overlaps), pending stretches, dead letters, revisions and the engine's own check (`PRAGMA integrity_check`, `CHECK TABLE`) are those of the clean run.");
        Line("- The command goes on where it was when it is called again; rounds that were interrupted are not counted. The same seed draws the same moments, as fractions of what a run takes.");
        Line();
        if (sessions.Length > 0)
        {
            MachineFacts machine = sessions[^1].Machine;
            string engines = string.Join(", ", sessions.SelectMany(session => session.Engines).DistinctBy(engine => engine).Select(engine => $"{engine.Key} {engine.Value}"));
            Line($"CcIngest {machine.Version} on {machine.Runtime}, {engines}; {machine.Cores} cores, {machine.System}. Seed {_log.Campaign?.Seed}, "
                + $"{Count(sessions.Length)} session{(sessions.Length == 1 ? "" : "s")}, {Duration(sessions.Sum(session => session.Seconds))} in all.");
        }
    }

    /// <summary>The last call's arguments, its folder left out: it is nobody else's.</summary>
    private IEnumerable<string> Arguments()
    {
        string[] given = _log.Sessions.LastOrDefault()?.Arguments.Split(' ') ?? [];
        for (int i = 0; i < given.Length; i++)
        {
            yield return i > 0 && given[i - 1] == "--work" ? "output/reliability" : i > 0 && given[i - 1] == "--report" ? "docs/reliability.md" : given[i];
        }
    }

    private IEnumerable<KillEntry> Kills(KillTarget target) => _log.Kills.Where(kill => kill.Target == target);

    private void Line(string text = "") => _text.Append(text).Append('\n');

    private static string Name(KillTarget target) => target switch
    {
        KillTarget.Sqlite => "ccingest on SQLite",
        KillTarget.MariaDb => "ccingest on MariaDB",
        _ => "the MariaDB server",
    };

    private static string Name(RunPhase phase) => phase switch
    {
        RunPhase.Start => "start-up: settings, schema",
        RunPhase.Lists => "reference lists",
        RunPhase.Plan => "choosing and planning series",
        RunPhase.Ingest => "fetching and writing pages",
        _ => "closing",
    };

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds.ToString("0.0 s", CultureInfo.InvariantCulture);

    private static string Duration(double seconds) => TimeSpan.FromSeconds(seconds).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);
}
