using System.Text.Json.Serialization;

namespace CcIngest.Reliability;

/// <summary>One line of the state file.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "entry")]
[JsonDerivedType(typeof(CampaignEntry), "campaign")]
[JsonDerivedType(typeof(SessionEntry), "session")]
[JsonDerivedType(typeof(KillEntry), "kill")]
[JsonDerivedType(typeof(RoundEntry), "round")]
[JsonDerivedType(typeof(CleanEntry), "clean")]
[JsonDerivedType(typeof(ProblemEntry), "problem")]
internal abstract record Entry;

/// <summary>The first line: what all sessions of the campaign must agree on.</summary>
internal sealed record CampaignEntry(int Seed, string Workload, IReadOnlyDictionary<string, double> Faults) : Entry;

/// <summary>One call of the command, written when it ends, finished or not.</summary>
internal sealed record SessionEntry(DateTime StartedAt, double Seconds, string Arguments) : Entry
{
    public required MachineFacts Machine { get; init; }

    /// <summary>By engine, its version.</summary>
    public IReadOnlyDictionary<string, string> Engines { get; init; } = new Dictionary<string, string>();

    /// <summary>Seconds that unkilled runs took: by engine without faults, and with faults from an empty and from a full store.</summary>
    public IReadOnlyDictionary<string, double> RunSeconds { get; init; } = new Dictionary<string, double>();

    /// <summary>Requests that the simulator got, and how many answers it spoiled in which way.</summary>
    public MarketCounts? Served { get; init; }
}

/// <summary>The machine in neutral words.</summary>
internal sealed record MachineFacts(int Cores, string System, string Runtime, string Version);

/// <param name="Requests">All of them.</param>
/// <param name="Faults">By name, the answers that had the fault.</param>
internal sealed record MarketCounts(long Requests, IReadOnlyDictionary<string, long> Faults);

/// <summary>One kill.</summary>
/// <param name="Target">What was killed.</param>
/// <param name="Round">The round of the target.</param>
/// <param name="Run">The run of the round.</param>
/// <param name="Seconds">After the start of the ingesting process.</param>
/// <param name="Phase">How far the run was.</param>
/// <param name="Rows">Candles in the store after it.</param>
internal sealed record KillEntry(KillTarget Target, int Round, int Run, double Seconds, RunPhase Phase, long Rows) : Entry
{
    /// <summary>Of a killed server, the seconds after which it was started again.</summary>
    public double? RestartAfter { get; init; }

    /// <summary>The ingesting process's: 137 when it was killed itself.</summary>
    public int ExitCode { get; init; }
}

/// <summary>A round that came to its end. Only kills of such rounds count.</summary>
/// <param name="Problems">What was wrong, in sentences; empty when the store was as the clean run's.</param>
internal sealed record RoundEntry(KillTarget Target, int Round, int Kills, int Runs, double Seconds, IReadOnlyList<string> Problems) : Entry
{
    public required IReadOnlyDictionary<string, TableState> Tables { get; init; }

    public long Duplicates { get; init; }

    public long Holes { get; init; }

    public required IReadOnlyDictionary<string, long> RunOutcomes { get; init; }

    /// <summary>The ends of the runs that nothing struck; null in states written before they were noted.</summary>
    public IReadOnlyList<RunEnd>? Ends { get; init; }

    /// <summary>Whether the store was read and compared at all; if not, <see cref="Duplicates"/> and <see cref="Holes"/> say nothing.</summary>
    [JsonIgnore]
    public bool IsCompared => Tables.Count > 0;
}

/// <summary>What a run without kills and without faults left.</summary>
/// <param name="Engine">The store's.</param>
/// <param name="Tables">By data table, its rows and their hash.</param>
internal sealed record CleanEntry(string Engine, IReadOnlyDictionary<string, TableState> Tables) : Entry;

/// <summary>A finding outside the rounds: the clean run failed, or faults alone changed what the store has.</summary>
internal sealed record ProblemEntry(string Engine, string Problem) : Entry
{
    private const int MostText = 500;

    /// <summary>The first line of a text that may hold a whole log.</summary>
    public static ProblemEntry Of(string engine, Exception failure)
    {
        string line = failure.Message.Split('\n')[0];
        return new ProblemEntry(engine, line.Length > MostText ? line[..MostText] + "…" : line);
    }
}
