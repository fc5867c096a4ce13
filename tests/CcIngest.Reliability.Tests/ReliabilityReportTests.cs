namespace CcIngest.Reliability.Tests;

/// <summary>The report says no more than the states know.</summary>
public sealed class ReliabilityReportTests : IDisposable
{
    private const string Equal = "the data tables (clock columns left out) were byte-equal";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-kills-");

    [Fact]
    public void Without_a_round_nothing_is_called_equal()
    {
        string report = Write([Open("a")], (KillTarget.Sqlite, 5));

        Assert.Contains("Unfinished: 0 of 5 kills of ccingest on SQLite", report, StringComparison.Ordinal);
        Assert.Contains("No round has come to its end", report, StringComparison.Ordinal);
        Assert.DoesNotContain("byte-equal", report, StringComparison.Ordinal);
        Assert.DoesNotContain("duplicates 0", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_has_its_kills_is_not_called_unfinished_and_another_one_is()
    {
        CampaignLog log = Open("a");
        AddRound(log, KillTarget.Sqlite, 1);

        string report = Write([log], (KillTarget.Sqlite, 1), (KillTarget.MariaDb, 3), (KillTarget.MariaDbServer, 0));

        Assert.Contains("Unfinished: 0 of 3 kills of ccingest on MariaDB", report, StringComparison.Ordinal);
        Assert.DoesNotContain("kills of ccingest on SQLite", report, StringComparison.Ordinal);
        Assert.DoesNotContain("kills of the MariaDB server", report, StringComparison.Ordinal);
        Assert.Contains(Equal, report, StringComparison.Ordinal);
        Assert.Contains("duplicates 0, holes 0", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_round_with_a_problem_takes_the_claim_from_all_rounds_and_leaves_it_to_the_others()
    {
        CampaignLog log = Open("a");
        AddRound(log, KillTarget.Sqlite, 1);
        AddRound(log, KillTarget.Sqlite, 2, "", "2 holes, expected 0.");

        string report = Write([log]);

        Assert.Contains("1 of 2 rounds did not end as they should", report, StringComparison.Ordinal);
        Assert.Contains("round 2: 2 holes, expected 0.", report, StringComparison.Ordinal);
        Assert.Contains($"of the other round {Equal}", report, StringComparison.Ordinal);
        Assert.Contains("1 round could not be compared", report, StringComparison.Ordinal);
        Assert.DoesNotContain("duplicates 0, holes 0", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_of_a_run_without_kills_is_shown_in_its_first_line()
    {
        CampaignLog log = Open("a");
        log.Add(ProblemEntry.Of("sqlite", new CampaignException("Faults alone change what sqlite has.\na whole log")));

        CampaignResults results = CampaignResults.Combine(CampaignLog.Read(log.Folder), [], new Dictionary<KillTarget, int>());
        string report = ReliabilityReport.Write(results);

        Assert.Contains("**Problem without any kill**, on SQLite: Faults alone change what sqlite has.\n", report, StringComparison.Ordinal);
        Assert.DoesNotContain("a whole log", report, StringComparison.Ordinal);
        Assert.False(results.IsWhole);
    }

    [Fact]
    public void Hashes_are_called_the_same_as_far_as_the_state_has_them()
    {
        const string Clean = "the same in the clean runs on SQLite and on MariaDB";
        const string Rounds = "The hashes after the rounds on SQLite and after those on MariaDB are the same";
        const string Own = "Each round was compared with the clean run of its own engine.";
        CampaignLog log = Open("a");
        AddRound(log, KillTarget.Sqlite, 1, "aa");
        Assert.Contains(Own, Write([log]), StringComparison.Ordinal);
        Assert.DoesNotContain(Rounds, Write([log]), StringComparison.Ordinal);

        AddRound(log, KillTarget.MariaDb, 1, "aa");
        Assert.Contains(Rounds, Write([log]), StringComparison.Ordinal);
        Assert.DoesNotContain(Clean, Write([log]), StringComparison.Ordinal);

        log.Add(new CleanEntry("sqlite", Tables("aa")));
        Assert.DoesNotContain(Clean, Write([log]), StringComparison.Ordinal);
        log.Add(new CleanEntry("mysql", Tables("aa")));
        Assert.Contains($"{Clean} and after every round of kills", Write([log]), StringComparison.Ordinal);

        AddRound(log, KillTarget.MariaDb, 2, "bb", "The hash differs.");
        Assert.Contains($"{Clean}; each round was compared with them.", Write([log]), StringComparison.Ordinal);

        log.Add(new CleanEntry("mysql", Tables("bb")));
        Assert.DoesNotContain(Clean, Write([log]), StringComparison.Ordinal);
        Assert.DoesNotContain(Rounds, Write([log]), StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_of_runs_are_counted_by_error_id_and_of_older_rounds_by_outcome_only()
    {
        CampaignLog log = Open("a");
        AddRound(log, KillTarget.Sqlite, 1);
        log.Add(Round(KillTarget.Sqlite, 2, "aa") with
        {
            Ends = [new RunEnd(1, 2, ["SourceBusy"]), new RunEnd(2, 1, ["SourceBusy", "SourceUnreachable"]), new RunEnd(3, 0, [])],
        });

        string report = Write([CampaignLog.Read(log.Folder)]);

        Assert.Contains("3 runs ended on their own: 1 complete, 1 partial, 1 failed", report, StringComparison.Ordinal);
        Assert.Contains("| SourceBusy | 1 | 1 |", report, StringComparison.Ordinal);
        Assert.Contains("| SourceUnreachable | 0 | 1 |", report, StringComparison.Ordinal);
        Assert.Contains("Of 1 round only the outcomes in the runs table are known, not the error ids: 4 partial, 0 failed.", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_are_counted_together_and_one_folder_not_twice()
    {
        CampaignLog first = Open("a");
        CampaignLog second = Open("b");
        AddRound(first, KillTarget.Sqlite, 1);
        AddRound(first, KillTarget.MariaDb, 1);
        AddRound(second, KillTarget.MariaDb, 1);
        second.Add(new KillEntry(KillTarget.MariaDb, 2, Run: 1, Seconds: 0.5, RunPhase.Ingest, Rows: 1));

        string report = Write([first, second], (KillTarget.Sqlite, 1), (KillTarget.MariaDb, 3));

        Assert.Contains("Unfinished: 2 of 3 kills of ccingest on MariaDB", report, StringComparison.Ordinal);
        Assert.Contains("In 3 rounds 3 processes were killed", report, StringComparison.Ordinal);
        Assert.Contains("--report-only --sqlite-kills 1 --mysql-kills 3 --server-kills 0 --work output/reliability --also output/reliability-2 --report docs/reliability.md", report, StringComparison.Ordinal);
        Assert.Contains("The folders share 1 round of the same seed", report, StringComparison.Ordinal);
        Assert.Throws<CampaignException>(() => Write([first, first]));
        Assert.Throws<CampaignException>(() => CampaignLog.Read(Path.Combine(_folder.FullName, "none")));
    }

    [Fact]
    public void Campaigns_of_different_kinds_are_not_counted_together_and_other_seeds_are()
    {
        CampaignLog full = Open("a");

        Assert.Throws<CampaignException>(() => Write([full, CampaignLog.Open(Options("b") with { Workload = Workload.Short })]));
        Assert.Contains("Unfinished", Write([full, CampaignLog.Open(Options("c") with { Seed = 2 })], (KillTarget.Sqlite, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Campaigns_of_other_workloads_are_told_in_one_table_and_not_counted_with_the_first()
    {
        CampaignLog first = Open("a");
        AddRound(first, KillTarget.Sqlite, 1);
        CampaignLog families = CampaignLog.Open(Options("b") with { Workload = Workload.Families });
        AddRound(families, KillTarget.PostgreSql, 1, "cc");
        families.Add(new CleanEntry("postgresql", Tables("cc")));
        families.Add(new CleanEntry("mysql", Tables("cc")));

        first.Add(new CleanEntry("sqlite", Tables("aa")));
        CampaignLog other = Open("c");
        AddRound(other, KillTarget.PostgreSql, 1);
        other.Add(new CleanEntry("postgresql", Tables("aa")));

        CampaignResults results = CampaignResults.Combine(first, [], new Dictionary<KillTarget, int> { [KillTarget.Sqlite] = 1 }, [families.Folder, other.Folder]);
        string report = ReliabilityReport.Write(results);

        Assert.Contains("In 1 round 1 processes were killed", report, StringComparison.Ordinal);
        Assert.Contains("| families | ccingest on PostgreSQL | 1 | 1 | 2 | 1 of 1 round | 0 | 0 |", report, StringComparison.Ordinal);
        Assert.Contains("| named | ccingest on SQLite | 1 | 1 | 2 | 1 of 1 round | 0 | 0 |", report, StringComparison.Ordinal);
        Assert.Contains("`families`: 1 table with 2 rows, of the same hash after the clean runs on MariaDB and PostgreSQL and after each of their rounds.", report, StringComparison.Ordinal);
        Assert.Contains("--work output/reliability --further output/reliability-2 --further output/reliability-3 --report docs/reliability.md", report, StringComparison.Ordinal);
        Assert.Contains("on PostgreSQL and after each of their rounds. Those that the campaign above had as well are the same there.", report, StringComparison.Ordinal);
        Assert.True(results.IsWhole);

        AddRound(families, KillTarget.PostgreSql, 2, "dd", "The hash differs.");
        CampaignResults broken = CampaignResults.Combine(first, [], new Dictionary<KillTarget, int>(), [families.Folder]);
        Assert.Contains("`families`: each round was compared with the clean run of its own engine and version", ReliabilityReport.Write(broken), StringComparison.Ordinal);
        Assert.Contains("Problems in `families`, ccingest on PostgreSQL, round 2: The hash differs.", ReliabilityReport.Write(broken), StringComparison.Ordinal);
        Assert.False(broken.IsWhole);
        Assert.Throws<CampaignException>(() => CampaignResults.Combine(first, [], new Dictionary<KillTarget, int>(), [first.Folder]));
    }

    [Fact]
    public void Reading_a_state_that_a_campaign_is_writing_leaves_it_as_it_is()
    {
        CampaignLog log = Open("a");
        string file = Path.Combine(log.Folder, "state.jsonl");
        File.AppendAllText(file, "{\"entry\":\"ki");
        string before = File.ReadAllText(file);

        Assert.Single(CampaignLog.Read(log.Folder).Entries);

        Assert.Equal(before, File.ReadAllText(file));
    }

    [Theory]
    [InlineData("--seed 1 --work /home/me/state --report /home/me/r.md", "--seed 1 --work output/reliability --report docs/reliability.md")]
    [InlineData("--work=/home/me/state --report=/home/me/r.md --seed=1", "--work output/reliability --report docs/reliability.md --seed=1")]
    [InlineData("--work:/home/me/state --also=/home/me/b --seed 1", "--work output/reliability --seed 1")]
    [InlineData("--work /home/my own/state --seed 1", "--work output/reliability --seed 1")]
    public void Folders_of_the_caller_are_not_in_the_shown_command(string given, string shown) =>
        Assert.Equal(shown, string.Join(' ', ShownCommand.Neutral(given.Split(' '), folder: 0, withReport: true)));

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Write(IReadOnlyList<CampaignLog> logs, params (KillTarget Target, int Kills)[] wanted) => ReliabilityReport.Write(
        CampaignResults.Combine(logs[0], [.. logs.Skip(1).Select(log => log.Folder)], wanted.ToDictionary(one => one.Target, one => one.Kills)));

    private static void AddRound(CampaignLog log, KillTarget target, int round, string hash = "aa", params string[] problems)
    {
        log.Add(new KillEntry(target, round, Run: 1, Seconds: 0.5, RunPhase.Ingest, Rows: 10));
        log.Add(Round(target, round, hash, problems));
    }

    private static RoundEntry Round(KillTarget target, int round, string hash, params string[] problems) =>
        new(target, round, Kills: 1, Runs: 2, Seconds: 3, problems)
        {
            Tables = hash.Length == 0 ? new Dictionary<string, TableState>() : Tables(hash),
            RunOutcomes = new Dictionary<string, long> { ["Complete"] = 1, ["Partial"] = 4 },
        };

    private static Dictionary<string, TableState> Tables(string hash) => new() { ["candles"] = new TableState(2, hash) };

    private CampaignOptions Options(string name) =>
        new() { Kills = new Dictionary<KillTarget, int>(), Folder = Path.Combine(_folder.FullName, name) };

    private CampaignLog Open(string name) => CampaignLog.Open(Options(name));
}
