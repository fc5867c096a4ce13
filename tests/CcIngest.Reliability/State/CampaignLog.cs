using System.Text.Json;
using System.Text.Json.Serialization;

namespace CcIngest.Reliability;

/// <summary>The state of a campaign: a file of JSON lines that only grows, so that a stopped campaign goes on where it was.</summary>
internal sealed class CampaignLog
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly string _file;
    private readonly List<Entry> _entries;

    private CampaignLog(string file, List<Entry> entries) => (_file, _entries) = (file, entries);

    public string Folder => Path.GetDirectoryName(_file) ?? "";

    public IReadOnlyList<Entry> Entries => _entries;

    public CampaignEntry? Campaign => _entries.OfType<CampaignEntry>().FirstOrDefault();

    public IEnumerable<SessionEntry> Sessions => _entries.OfType<SessionEntry>();

    public IEnumerable<RoundEntry> Rounds => _entries.OfType<RoundEntry>();

    /// <summary>What clean runs left, one for each engine and session.</summary>
    public IEnumerable<CleanEntry> CleanRuns => _entries.OfType<CleanEntry>();

    /// <summary>Findings outside the rounds.</summary>
    public IEnumerable<ProblemEntry> Problems => _entries.OfType<ProblemEntry>();

    /// <summary>Kills of rounds that came to their end.</summary>
    public IEnumerable<KillEntry> Kills
    {
        get
        {
            HashSet<(KillTarget, int)> ended = [.. Rounds.Select(round => (round.Target, round.Round))];
            return _entries.OfType<KillEntry>().Where(kill => ended.Contains((kill.Target, kill.Round)));
        }
    }

    /// <summary>Reads the state in a folder, and makes it there when it is none.</summary>
    /// <exception cref="CampaignException">The folder holds the state of a campaign with another seed, workload or faults.</exception>
    public static CampaignLog Open(CampaignOptions options)
    {
        Directory.CreateDirectory(options.Folder);
        string file = Path.Combine(options.Folder, "state.jsonl");
        CampaignLog log = new(file, File.Exists(file) ? Parse(file, WholeLines(file)) : []);
        CampaignEntry asked = new(options.Seed, options.Workload.Name, options.Faults);
        if (log.Campaign is not { } campaign)
        {
            log.Add(asked);
        }
        else if (Line(campaign) != Line(asked))
        {
            throw new CampaignException($"{file} is the state of another campaign: {Line(campaign)} Give the same options, or another folder.");
        }

        return log;
    }

    /// <summary>Reads the state in a folder and changes nothing there: a campaign may be at work on it.</summary>
    /// <exception cref="CampaignException">The folder holds no state.</exception>
    public static CampaignLog Read(string folder)
    {
        string file = Path.Combine(Path.GetFullPath(folder), "state.jsonl");
        string text = File.Exists(file) ? File.ReadAllText(file) : "";
        CampaignLog log = new(file, Parse(file, text[..(text.LastIndexOf('\n') + 1)]));
        return log.Campaign is null ? throw new CampaignException($"{folder} holds no state of a campaign. Give the folder that --work named.") : log;
    }

    /// <summary>Whether two campaigns did the same, though perhaps at other moments: only then their kills may be counted together.</summary>
    public bool IsAlike(CampaignLog other) =>
        Campaign is { } mine && other.Campaign is { } others && Line(mine with { Seed = 0 }) == Line(others with { Seed = 0 });

    public int CountOf(KillTarget target) => Kills.Count(kill => kill.Target == target);

    /// <summary>A round that nobody has begun.</summary>
    public int NextRound(KillTarget target) => 1 + Math.Max(
        Rounds.Where(round => round.Target == target).Select(round => round.Round).DefaultIfEmpty().Max(),
        _entries.OfType<KillEntry>().Where(kill => kill.Target == target).Select(kill => kill.Round).DefaultIfEmpty().Max());

    public void Add(Entry entry)
    {
        File.AppendAllText(_file, Line(entry) + "\n");
        _entries.Add(entry);
    }

    private static string Line(Entry entry) => JsonSerializer.Serialize(entry, Json);

    private static string WholeLines(string file)
    {
        // A killed command can leave half a line at the end: what it speaks of did not come to its end either.
        string text = File.ReadAllText(file);
        string whole = text[..(text.LastIndexOf('\n') + 1)];
        if (whole.Length < text.Length)
        {
            File.WriteAllText(file, whole);
        }

        return whole;
    }

    private static List<Entry> Parse(string file, string whole)
    {
        List<Entry> entries = [];
        foreach (string line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                entries.Add(JsonSerializer.Deserialize<Entry>(line, Json) ?? throw new JsonException("It holds null."));
            }
            catch (JsonException exception)
            {
                throw new CampaignException($"{file}, line {entries.Count + 1} cannot be read: {exception.Message} Give another folder.", exception);
            }
        }

        return entries;
    }
}
