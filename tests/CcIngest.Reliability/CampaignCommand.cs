using System.CommandLine;
using System.Data.Common;
using CcIngest.Model;

namespace CcIngest.Reliability;

/// <summary>The command line of the campaign.</summary>
/// <remarks>
/// One folder: <c>--sqlite-kills 1000 --mysql-kills 300 --server-kills 30 --work A --report docs/reliability.md</c>. Side by side:
/// <c>--mysql-kills 0 --server-kills 0 --work A</c> and <c>--sqlite-kills 0 --work B</c>, then
/// <c>--report-only --work A --also B --report docs/reliability.md</c>, where the numbers of kills are those of all folders together.
/// </remarks>
internal static class CampaignCommand
{
    private const int Usage = 64;
    private const int Cancelled = 130;

    private static readonly Option<int> SqliteKills = new("--sqlite-kills")
    {
        Description = "How often the ingesting process is killed while it writes to SQLite.", DefaultValueFactory = _ => 1_000,
    };

    private static readonly Option<int> MySqlKills = new("--mysql-kills")
    {
        Description = "How often the ingesting process is killed while it writes to MariaDB.", DefaultValueFactory = _ => 300,
    };

    private static readonly Option<int> ServerKills = new("--server-kills")
    {
        Description = "How often the MariaDB server itself is killed, and started again, while it is written to.", DefaultValueFactory = _ => 30,
    };

    private static readonly Option<int> PostgreSqlKills = new("--postgresql-kills")
    {
        Description = "How often the ingesting process is killed while it writes to PostgreSQL.", DefaultValueFactory = _ => 0,
    };

    private static readonly Option<DirectoryInfo> Work = new("--work")
    {
        Description = "Where the state and the stores are kept. Called again with the same options, the campaign goes on where it was.",
        DefaultValueFactory = _ => new DirectoryInfo("output/reliability"),
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Draws the moments of the kills.", DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Series = new("--workload")
    {
        Description = $"What is ingested: {string.Join(", ", Workload.All.Select(workload => workload.Name))}.", DefaultValueFactory = _ => Workload.Full.Name,
    };

    private static readonly Option<FileInfo?> Report = new("--report")
    {
        Description = "Writes the report of all that the state says to this file.",
    };

    private static readonly Option<DirectoryInfo[]> Also = new("--also")
    {
        Description = "A further --work folder whose rounds the report counts too: targets can be killed side by side, each in a folder of its own. Repeatable.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<DirectoryInfo[]> Further = new("--further")
    {
        Description = "A folder of a campaign with another workload or of another version, which the report's table of all campaigns has too. Repeatable.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> ReportOnly = new("--report-only")
    {
        Description = "Kills nothing: writes the report of what the folders' states say, to the console when --report names no file.",
    };

    /// <returns>
    /// 0 when all kills are done and every round was as the clean run, 1 when one was not (and of --report-only when kills are missing),
    /// 64 for wrong use, 130 when stopped.
    /// </returns>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        RootCommand command = new("Kills ccingest and its database at random moments and proves that nothing is lost and nothing doubled.")
        {
            SqliteKills, MySqlKills, ServerKills, PostgreSqlKills, Work, Seed, Series, Report, Also, Further, ReportOnly,
        };
        ParseResult line = command.Parse(arguments);
        command.SetAction((parsed, token) => RunAsync(parsed, string.Join(' ', ShownCommand.Neutral(arguments, folder: 0, withReport: true)), token));
        if (line.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', line.Errors.Select(error => error.Message))).ConfigureAwait(false);
            return Usage;
        }

        try
        {
            // Signals are the caller's, so the library's own handling is switched off.
            return await line.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped. The same command carries it on.").ConfigureAwait(false);
            return Cancelled;
        }
        catch (Exception failure) when (failure is CampaignException or IngestException or InvalidOperationException or TimeoutException or DbException or IOException)
        {
            await Console.Error.WriteLineAsync(failure.Message).ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task<int> RunAsync(ParseResult line, string arguments, CancellationToken cancellationToken)
    {
        CampaignOptions options = new()
        {
            Kills = new Dictionary<KillTarget, int>
            {
                [KillTarget.Sqlite] = line.GetValue(SqliteKills),
                [KillTarget.MariaDb] = line.GetValue(MySqlKills),
                [KillTarget.MariaDbServer] = line.GetValue(ServerKills),
                [KillTarget.PostgreSql] = line.GetValue(PostgreSqlKills),
            },
            Folder = line.GetRequiredValue(Work).FullName,
            Seed = line.GetValue(Seed),
            Workload = Workload.All.FirstOrDefault(workload => workload.Name == line.GetValue(Series))
                ?? throw new CampaignException($"--workload knows {string.Join(", ", Workload.All.Select(workload => workload.Name))}."),
        };
        string[] also = [.. line.GetRequiredValue(Also).Select(folder => folder.FullName)];
        string[] further = [.. line.GetRequiredValue(Further).Select(folder => folder.FullName)];
        if (line.GetValue(ReportOnly))
        {
            CampaignResults results = CampaignResults.Combine(CampaignLog.Read(options.Folder), also, options.Kills, further);
            await WriteReportAsync(results, line, cancellationToken).ConfigureAwait(false);
            return results.IsWhole ? 0 : 1;
        }

        CampaignLog log = CampaignLog.Open(options);

        // Folders that cannot be counted together are refused before hours of kills, not after.
        _ = CampaignResults.Combine(log, also, options.Kills, further);
        try
        {
            return await new KillCampaign(options, log, Console.Out).RunAsync(arguments, cancellationToken).ConfigureAwait(false) ? 0 : 1;
        }
        finally
        {
            if (line.GetValue(Report) is not null)
            {
                await WriteReportAsync(CampaignResults.Combine(log, also, options.Kills, further), line, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static Task WriteReportAsync(CampaignResults results, ParseResult line, CancellationToken cancellationToken) =>
        line.GetValue(Report) is { } file
            ? File.WriteAllTextAsync(file.FullName, ReliabilityReport.Write(results), cancellationToken)
            : Console.Out.WriteAsync(ReliabilityReport.Write(results).AsMemory(), cancellationToken);
}
