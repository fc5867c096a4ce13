using System.Data.Common;
using CcIngest.Storage;

namespace CcIngest.Reliability.Tests;

public sealed class KillRoundTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccingest-kills-");

    [Fact]
    public async Task A_round_that_fails_by_any_exception_ends_as_a_failed_round()
    {
        RoundEntry round = await new KillRound(Setting, number: 4, killsWanted: 3).RunAsync(CancellationToken.None);

        Assert.Equal(["Emptying the store: InvalidDataException: database disk image is malformed"], round.Problems);
        Assert.Equal(4, round.Round);
        Assert.False(round.IsCompared);
    }

    [Fact]
    public async Task A_round_that_is_cancelled_is_no_round()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Assert.ThrowsAsync<InvalidDataException>(() => new KillRound(Setting, number: 4, killsWanted: 3).RunAsync(cancelled.Token));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // The store fails before a process is started, so no market is met.
    private RoundSetting Setting => new(
        KillTarget.Sqlite, Seed: 1, new MalformedStore(), new ProcessStriker(), new IngestProcess(Workload.Short, _folder.FullName), Market: null!,
        CampaignLog.Open(new CampaignOptions { Kills = new Dictionary<KillTarget, int>(), Folder = _folder.FullName }))
    {
        Clean = new StoreState
        {
            Tables = new Dictionary<string, TableState>(),
            Coverage = new Dictionary<string, string>(),
            Duplicates = 0,
            Holes = 0,
            Pending = 0,
            DeadLetters = 0,
            Revisions = 0,
            Runs = new Dictionary<string, long>(),
            Damage = "",
        },
        Times = new RunTimes(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), rows: 10),
    };

    private sealed class MalformedStore : KilledStore
    {
        private static InvalidDataException Malformed => new("database disk image is malformed");

        public override StoreOptions Options => throw Malformed;

        public override IReadOnlyDictionary<string, string> Settings => throw Malformed;

        public override Task EmptyAsync(CancellationToken cancellationToken) => throw Malformed;

        public override Task<StoreCounts> CountAsync(CancellationToken cancellationToken) => throw Malformed;

        public override Task<string> CheckIntegrityAsync(CancellationToken cancellationToken) => throw Malformed;

        public override Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) => throw Malformed;
    }
}
