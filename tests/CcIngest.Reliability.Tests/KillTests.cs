using CcIngest.TestSupport;

namespace CcIngest.Reliability.Tests;

/// <summary>The short form of the campaign of <c>docs/reliability.md</c>: the same code, fewer kills, fewer series.</summary>
/// <remarks>One class, so that its tests run one after the other: moments of kills are times, and a busy machine stretches them.</remarks>
public sealed class KillTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-kills-");

    [Fact]
    public Task Ingestion_killed_10_times_on_SQLite_ends_with_the_table_of_an_undisturbed_run() =>
        CampaignAsync((KillTarget.Sqlite, 10));

    [SkippableFact]
    public Task Ingestion_killed_10_times_on_MariaDB_and_a_server_killed_under_it_end_with_the_table_of_an_undisturbed_run()
    {
        ServerFeatures.RequireMariaDbProgram();
        return CampaignAsync((KillTarget.MariaDb, 10), (KillTarget.MariaDbServer, 1));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task CampaignAsync(params (KillTarget Target, int Kills)[] wanted)
    {
        CampaignOptions options = new()
        {
            Kills = wanted.ToDictionary(one => one.Target, one => one.Kills),
            Folder = _folder.FullName,
            Workload = Workload.Short,
            // Its server dies: the one that other tests use must not.
            UsesOwnServer = true,
        };
        CampaignLog log = CampaignLog.Open(options);
        using StringWriter output = new();

        bool isEqual = await new KillCampaign(options, log, output).RunAsync(arguments: "", CancellationToken.None);

        Assert.True(isEqual, output.ToString());
        Assert.All(wanted, one => Assert.Equal(one.Kills, log.CountOf(one.Target)));
        Assert.True(log.Sessions.Single().Served?.Faults.Values.Sum() > 0, "The simulator served no fault.");

        // Called again it has nothing left to do.
        int rounds = CampaignLog.Open(options).Rounds.Count();
        Assert.Equal(rounds, log.Rounds.Count());
    }
}
