using System.CommandLine;
using System.Data.Common;
using CcIngest.Model;

namespace CcIngest.Reliability;

/// <summary>
/// <c>share</c>: two runners with one job on one MariaDB, <c>onBusy</c> share. Compares their requests and their store with those of one runner, then kills one of
/// two at a random moment, again and again, and lets the other finish.
/// </summary>
internal static class ShareCommand
{
    private static readonly Option<int> Kills = new("--kills") { Description = "Rounds in which one of the two is killed.", DefaultValueFactory = _ => 10 };

    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds in which nobody is killed.", DefaultValueFactory = _ => 3 };

    private static readonly Option<int> Seed = new("--seed") { Description = "Draws the moments of the kills, and who is killed.", DefaultValueFactory = _ => 1 };

    private static readonly Option<DirectoryInfo> Work = new("--work")
    {
        Description = "Where jobs and the rate budget are kept.", DefaultValueFactory = _ => new DirectoryInfo("output/share"),
    };

    /// <returns>0 when every round was as the one runner, 1 when not, 64 for wrong use.</returns>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Has two runners share one job on one MariaDB.") { Kills, Rounds, Seed, Work };
        ParseResult line = command.Parse(arguments);
        if (line.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', line.Errors.Select(error => error.Message))).ConfigureAwait(false);
            return 64;
        }

        DirectoryInfo folder = line.GetRequiredValue(Work);
        folder.Create();
        try
        {
            MarketProcess market = await MarketProcess.StartAsync(Workload.Shared, new Dictionary<string, double>(), folder.FullName, cancellationToken).ConfigureAwait(false);
            await using (market.ConfigureAwait(false))
            {
                MariaDbServer server = await MariaDbServer.OpenAsync(cancellationToken).ConfigureAwait(false);
                await using (server.ConfigureAwait(false))
                {
                    MariaDbKilledStore store = new(server.Options, $"ccingest_share_{Environment.ProcessId}");
                    SharingRounds rounds = new(market, store, folder.FullName, new Random(line.GetValue(Seed)), Console.Out);
                    bool isWell = await rounds.RunAsync(line.GetValue(Rounds), line.GetValue(Kills), cancellationToken).ConfigureAwait(false);
                    await store.EmptyAsync(cancellationToken).ConfigureAwait(false);
                    return isWell ? 0 : 1;
                }
            }
        }
        catch (Exception failure) when (failure is CampaignException or IngestException or InvalidOperationException or TimeoutException or DbException or IOException)
        {
            await Console.Error.WriteLineAsync(failure.Message).ConfigureAwait(false);
            return 1;
        }
    }
}
