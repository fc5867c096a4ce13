using System.Globalization;

namespace CcIngest.Reliability;

/// <summary>The commands of a campaign as the report shows them: with neutral folders, as those of the caller are nobody else's.</summary>
internal static class ShownCommand
{
    private const string Program = "dotnet run --project tests/CcIngest.Reliability -c Release --";
    private const string ReportFile = "docs/reliability.md";

    /// <returns>One line for each folder; of several also the one that writes the report of all.</returns>
    public static IEnumerable<string> Lines(CampaignResults results)
    {
        bool isOne = results.Logs.Count == 1 && results.Further.Count == 0;
        foreach ((int folder, CampaignLog log) in results.Logs.Concat(results.Further).Index())
        {
            IEnumerable<string> given = log.Sessions.LastOrDefault()?.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                ?? Kills(target => isOne || log.CountOf(target) > 0 ? results.Wanted.GetValueOrDefault(target) : 0).Concat(["--work", "", "--report", ""]);
            yield return $"{Program} {string.Join(' ', Neutral([.. given], folder, withReport: isOne))}";
        }

        if (!isOne)
        {
            IEnumerable<string> also = results.Logs.Skip(1).SelectMany((_, index) => (string[])["--also", Folder(index + 1)])
                .Concat(results.Further.SelectMany((_, index) => (string[])["--further", Folder(results.Logs.Count + index)]));
            yield return $"{Program} --report-only {string.Join(' ', Kills(target => results.Wanted.GetValueOrDefault(target)))} --work {Folder(0)} {string.Join(' ', also)} --report {ReportFile}";
        }
    }

    /// <summary>Arguments with neutral folders, whether written as two words or as one (<c>--work=PATH</c>).</summary>
    public static IEnumerable<string> Neutral(IReadOnlyList<string> arguments, int folder, bool withReport)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i].Split('=', ':')[0];
            if (name is not ("--work" or "--report" or "--also" or "--further"))
            {
                yield return arguments[i];
                continue;
            }

            // A path with blanks is several words in old states.
            while (i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                i++;
            }

            string? value = name switch { "--work" => Folder(folder), "--report" when withReport => ReportFile, _ => null };
            if (value is not null)
            {
                yield return name;
                yield return value;
            }
        }
    }

    private static string Folder(int index) => index == 0 ? "output/reliability" : string.Create(CultureInfo.InvariantCulture, $"output/reliability-{index + 1}");

    private static IEnumerable<string> Kills(Func<KillTarget, int> wanted) =>
    [
        "--sqlite-kills", wanted(KillTarget.Sqlite).ToString(CultureInfo.InvariantCulture),
        "--mysql-kills", wanted(KillTarget.MariaDb).ToString(CultureInfo.InvariantCulture),
        "--server-kills", wanted(KillTarget.MariaDbServer).ToString(CultureInfo.InvariantCulture),
        .. wanted(KillTarget.PostgreSql) is > 0 and var kills ? (string[])["--postgresql-kills", kills.ToString(CultureInfo.InvariantCulture)] : [],
    ];
}
