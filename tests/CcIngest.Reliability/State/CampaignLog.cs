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

    public IReadOnlyList<Entry> Entries => _entries;

    public CampaignEntry? Campaign => _entries.OfType<CampaignEntry>().FirstOrDefault();

    public IEnumerable<SessionEntry> Sessions => _entries.OfType<SessionEntry>();

    public IEnumerable<RoundEntry> Rounds => _entries.OfType<RoundEntry>();

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
        CampaignLog log = new(file, File.Exists(file) ? Read(file) : []);
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

    private static List<Entry> Read(string file)
    {
        // A killed command can leave half a line at the end: what it speaks of did not come to its end either.
        string text = File.ReadAllText(file);
        string whole = text[..(text.LastIndexOf('\n') + 1)];
        if (whole.Length < text.Length)
        {
            File.WriteAllText(file, whole);
        }

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
