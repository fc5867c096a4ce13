namespace CcIngest.Reliability;

/// <summary>What one campaign, or several of the same kind, have counted, and what was asked of them.</summary>
internal sealed class CampaignResults
{
    private CampaignResults(IReadOnlyList<CampaignLog> logs, IReadOnlyDictionary<KillTarget, int> wanted, IReadOnlyList<CampaignLog> further) =>
        (Logs, Wanted, Further) = (logs, wanted, further);

    /// <summary>One for each folder.</summary>
    public IReadOnlyList<CampaignLog> Logs { get; }

    /// <summary>Kills that each target has to reach, all folders together.</summary>
    public IReadOnlyDictionary<KillTarget, int> Wanted { get; }

    /// <summary>Campaigns of other kinds, whose rounds are told beside these and never counted with them.</summary>
    public IReadOnlyList<CampaignLog> Further { get; }

    public IReadOnlyList<RoundEntry> Rounds => [.. Logs.SelectMany(log => log.Rounds)];

    public IEnumerable<KillEntry> Kills => Logs.SelectMany(log => log.Kills);

    public IReadOnlyList<SessionEntry> Sessions => [.. Logs.SelectMany(log => log.Sessions).OrderBy(session => session.StartedAt)];

    public IReadOnlyList<CleanEntry> CleanRuns => [.. Logs.SelectMany(log => log.CleanRuns)];

    public IReadOnlyList<ProblemEntry> Problems => [.. Logs.SelectMany(log => log.Problems)];

    /// <summary>Targets that have not reached their kills.</summary>
    public IEnumerable<KillTarget> Unfinished => Wanted.Where(one => CountOf(one.Key) < one.Value).Select(one => one.Key).Order();

    /// <summary>Whether every kill is done and nothing was wrong.</summary>
    public bool IsWhole => !Unfinished.Any() && Logs.Concat(Further).All(log => !log.Problems.Any() && log.Rounds.All(round => round.Problems.Count == 0));

    /// <param name="log">The campaign of <c>--work</c>.</param>
    /// <param name="also">Further folders.</param>
    /// <param name="wanted">Kills by target, all folders together.</param>
    /// <param name="further">Folders of campaigns of other kinds.</param>
    /// <exception cref="CampaignException">A folder is given twice or holds no campaign, or the campaigns are of different kinds.</exception>
    public static CampaignResults Combine(CampaignLog log, IReadOnlyList<string> also, IReadOnlyDictionary<KillTarget, int> wanted, IReadOnlyList<string>? further = null)
    {
        CampaignLog[] logs = [log, .. also.Select(CampaignLog.Read)];
        CampaignLog[] others = [.. (further ?? []).Select(CampaignLog.Read)];
        CampaignLog[] all = [.. logs, .. others];
        if (all.DistinctBy(one => Path.TrimEndingDirectorySeparator(Path.GetFullPath(one.Folder))).Count() < all.Length)
        {
            throw new CampaignException("A folder is given twice: its kills would count twice.");
        }

        return logs.FirstOrDefault(one => !one.IsAlike(log)) is { } other
            ? throw new CampaignException($"{other.Folder} holds a campaign with another workload or other faults than {log.Folder}: they cannot be counted together.")
            : new CampaignResults(logs, wanted, others);
    }

    public int CountOf(KillTarget target) => Logs.Sum(log => log.CountOf(target));

    public IEnumerable<KillEntry> KillsOf(KillTarget target) => Kills.Where(kill => kill.Target == target);
}
