using CcIngest.Model;
using CcIngest.Sources;
using CcIngest.Storage;

namespace CcIngest.Ingestion;

/// <summary>What a run does: steps, one after the other. A cmdlet makes one of one step; a job file says several.</summary>
/// <param name="Name">For the runs table and for people.</param>
/// <param name="Steps">At least one.</param>
public sealed record Job(string Name, IReadOnlyList<JobStep> Steps)
{
    /// <summary>What to do about series and lists that another run on the same store works on.</summary>
    public BusyPolicy OnBusy { get; init; }
}

/// <summary>One step of a job.</summary>
public abstract record JobStep
{
    /// <summary>The step's words for summaries, for example <c>ingest ohlcv spot 1d</c>.</summary>
    public abstract string Title { get; }

    /// <summary>Whether the step needs the source; work on the store alone asks it for nothing, the state of its limits neither.</summary>
    public virtual bool AsksSource => true;

    /// <summary>What its progress counts.</summary>
    public virtual string Counts => "requests";
}

/// <summary>Brings a reference list up to date.</summary>
public sealed record SyncStep : JobStep
{
    /// <summary>One of <see cref="ReferenceList"/>.</summary>
    public required string List { get; init; }

    /// <summary>Only these venues (lower case); empty for all.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>Only venues of this grade or better, chosen from the store; null for no such filter.</summary>
    public string? MinimumGrade { get; init; }

    /// <summary>Stop after about so many records; null for all.</summary>
    public int? MaxRows { get; init; }

    /// <summary>Only these assets, each asked for by its symbol; empty for the whole list. Lists without assets ignore it.</summary>
    public IReadOnlyList<string> Assets { get; init; } = [];

    public override string Title => $"sync {List}";
}

/// <summary>Brings time series up to date.</summary>
public sealed record IngestStep : JobStep
{
    /// <summary>The kind of series, one of <see cref="SeriesDatasets.Kinds"/>, or <see cref="Klines.Name"/>.</summary>
    public required string Kind { get; init; }

    public Market Market { get; init; }

    public required Interval Interval { get; init; }

    /// <summary>Which series, chosen from the store; ignored when <see cref="Pairs"/> are given.</summary>
    public Selection Select { get; init; } = new();

    /// <summary>Exactly these series; null to choose by <see cref="Select"/>.</summary>
    public IReadOnlyList<TradingPair>? Pairs { get; init; }

    /// <summary>
    /// Of each series these stretches alone, ascending, within <see cref="From"/> and <see cref="To"/>; nothing is revisited then. Null for all that
    /// is missing.
    /// </summary>
    public IReadOnlyDictionary<SeriesKey, IReadOnlyList<TimeRange>>? Only { get; init; }

    /// <summary>UTC, inclusive; the period that contains it is asked for.</summary>
    public required DateTime From { get; init; }

    /// <summary>UTC, exclusive; null for now. A time to come is taken for now.</summary>
    public DateTime? To { get; init; }

    /// <summary>How many closed periods at the end of what is stored are read again for late corrections; 0 to 1,000.</summary>
    public int Revisit { get; init; } = 2;

    /// <summary>Series worked on at once; 1 to 64.</summary>
    public int ThrottleLimit { get; init; } = 8;

    public override string Title => Kind == Klines.Name ? $"ingest {Kind} {Interval}" : $"ingest {Kind} {Market.ToString().ToLowerInvariant()} {Interval}";
}

/// <summary>Which series an ingest works on, chosen from the store, never from the API.</summary>
public sealed record Selection
{
    /// <summary>Venues of this grade or better (AAA, AA, A, BBB, BB, B, CCC, CC, C, D, E, F); null for all.</summary>
    public string? MinimumGrade { get; init; }

    /// <summary>Base assets, or underlyings: the first so many by 30-day spot volume; null for all.</summary>
    public int? TopAssets { get; init; }

    /// <summary>Quote symbols; empty for all.</summary>
    public IReadOnlyList<string> Quotes { get; init; } = [];

    /// <summary>Venues (lower case); empty for all.</summary>
    public IReadOnlyList<string> Exchanges { get; init; } = [];

    /// <summary>
    /// The index family, for series of indices: they have no venue, grade or status. Its indices are those named by <see cref="Instruments"/>, else
    /// those that price an asset of the store in USD.
    /// </summary>
    public string IndexFamily { get; init; } = IndexOhlcv.DefaultFamily;

    /// <summary>Mapped names, for klines standard or native symbols; empty for all.</summary>
    public IReadOnlyList<string> Instruments { get; init; } = [];

    /// <summary>
    /// Instrument statuses; <c>ACTIVE</c> unless said otherwise, and then pairs that left trading are chosen too until their series is had to its end.
    /// </summary>
    public IReadOnlyList<string> Statuses { get; init; } = ["ACTIVE"];

    /// <summary>At most so many series, in a fixed order; null for all.</summary>
    public int? Limit { get; init; }
}
