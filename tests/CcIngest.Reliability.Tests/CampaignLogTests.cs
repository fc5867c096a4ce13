namespace CcIngest.Reliability.Tests;

public sealed class CampaignLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-kills-");

    private CampaignOptions Options => new() { Kills = new Dictionary<KillTarget, int>(), Folder = _folder.FullName };

    [Fact]
    public void Kills_of_a_round_that_was_interrupted_do_not_count_and_its_number_is_not_used_again()
    {
        CampaignLog log = CampaignLog.Open(Options);
        log.Add(Kill(round: 1));
        log.Add(Ended(round: 1));
        log.Add(Kill(round: 2));

        CampaignLog again = CampaignLog.Open(Options);

        Assert.Equal(1, again.CountOf(KillTarget.Sqlite));
        Assert.Equal(3, again.NextRound(KillTarget.Sqlite));
        Assert.Equal(1, again.NextRound(KillTarget.MariaDb));
    }

    [Fact]
    public void Half_a_line_at_the_end_is_dropped_and_the_next_line_is_whole()
    {
        CampaignLog log = CampaignLog.Open(Options);
        log.Add(Ended(round: 1));
        File.AppendAllText(Path.Combine(_folder.FullName, "state.jsonl"), "{\"entry\":\"ki");

        CampaignLog.Open(Options).Add(Kill(round: 2));

        Assert.Equal([1], CampaignLog.Open(Options).Rounds.Select(round => round.Round));
        Assert.Equal(3, CampaignLog.Open(Options).NextRound(KillTarget.Sqlite));
    }

    [Fact]
    public void Another_seed_does_not_continue_the_campaign_of_a_folder()
    {
        CampaignLog.Open(Options);

        CampaignException refusal = Assert.Throws<CampaignException>(() => CampaignLog.Open(Options with { Seed = 2 }));

        Assert.Contains("another folder", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static KillEntry Kill(int round) => new(KillTarget.Sqlite, round, Run: 1, Seconds: 0.5, RunPhase.Ingest, Rows: 10);

    private static RoundEntry Ended(int round) => new(KillTarget.Sqlite, round, Kills: 1, Runs: 2, Seconds: 3, Problems: [])
    {
        Tables = new Dictionary<string, TableState>(),
        RunOutcomes = new Dictionary<string, long>(),
    };
}
