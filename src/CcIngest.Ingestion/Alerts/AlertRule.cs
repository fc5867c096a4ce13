using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>Something that somebody should hear of. Judged when a run of the job has ended, however it ended.</summary>
public abstract record AlertRule
{
    /// <summary>The word of the rule when it has no name of its own, and the key <c>on</c> of a job file.</summary>
    public abstract string Word { get; }

    /// <summary>Letters, digits, underscores and hyphens; 1 to 64. A part of what makes a cause the same one.</summary>
    public required string Name { get; init; }

    /// <summary>Names of sinks.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>The same cause is told to the same sink once in so long; a minute to 366 days.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Whether the rule reads the store for more than earlier runs; after a stop there is no time for that.</summary>
    internal virtual bool ReadsData => true;

    /// <summary>What is wrong by this rule. Writes nothing.</summary>
    /// <exception cref="IngestException">The store does not say.</exception>
    internal abstract Task<AlertJudgement> JudgeAsync(AlertFacts facts, CancellationToken cancellationToken);
}

/// <summary>What rules are judged by.</summary>
/// <param name="Summary">The run.</param>
/// <param name="Store">Null when the store cannot be asked.</param>
/// <param name="Limits">The rate limits as the run knows them; empty when it knows none.</param>
internal sealed record AlertFacts(RunSummary Summary, IMarketDataStore? Store, IReadOnlyList<RateLimitRecord> Limits, TimeProvider Time);

/// <summary>What is wrong by a rule.</summary>
/// <param name="Causes">Each told on its own.</param>
/// <param name="IsWhole">Whether a cause that is not among them is there no more.</param>
internal sealed record AlertJudgement(IReadOnlyList<AlertCause> Causes, bool IsWhole)
{
    /// <summary>Titles that could be judged, where some could not; null for all.</summary>
    public IReadOnlyCollection<string>? Judged { get; init; }

    /// <summary>Nothing is known: neither that something is wrong nor that it is right again.</summary>
    public static AlertJudgement Unknown { get; } = new([], false);
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Title">In a few words that stay the same while it is; by them it is known again.</param>
/// <param name="Text">With its figures, for people.</param>
/// <param name="Figures">Numbers and texts by name, for programs.</param>
/// <param name="Command">The command that shows more.</param>
internal sealed record AlertCause(string Title, string Text, IReadOnlyDictionary<string, object> Figures, string Command);
